import { expect, it } from 'vitest';
import { settings } from '../../../src-main/contract/settings';
import { connectionHandlers } from '../../../src-main/operations/connection-handlers';

const never = (): Promise<never> => Promise.reject(new Error('not asked'));

it('what was changed in NexusAI is asked of the connection named, in the reader’s language', async () => {
  const asked: unknown[] = [];
  const answer = { dryRun: true, rows: [], note: '没有变化' };
  const handlers = connectionHandlers({
    settings: { current: settings.parse({}), update: never, replace: never, reset: never },
    secrets: { set: never, delete: never },
    secretName: (name) => name,
    connections: { states: never, test: never },
    importTasks: never,
    drift: (wish) => {
      asked.push(wish);
      return Promise.resolve(answer);
    },
  });
  const caller = { actor: 'mei', origin: 'window', locale: 'zh-CN' } as const;
  expect(await handlers.drift({ name: 'office' }, caller)).toEqual(answer);
  expect(asked).toEqual([{ connection: 'office', locale: 'zh-CN' }]);
});
