import { expect, it } from 'vitest';
import { connectionDefinition } from '../../../src-main/contract/settings';

const accepted = (url: string): boolean =>
  connectionDefinition.safeParse({ name: 'office', url, account: 'ada' }).success;

it('takes the address of a server, and none that carries a password or asks otherwise than by HTTP', () => {
  expect(['https://nexusai.example.com', 'http://10.0.0.7:9470/', 'http://[::1]:9472'].map(accepted)).toEqual(
    [true, true, true],
  );
  expect(
    [
      'ftp://nexusai.example.com',
      'https://ada:secret@nexusai.example.com',
      'https://ada@x',
      'nexusai',
      '',
    ].map(accepted),
  ).toEqual([false, false, false, false, false]);
});
