import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { one, pipelined, rowsOf, textsOf, type Statement } from '../../../src-main/database/ledger/pipelined';
import { testDatabase } from '../../support/test-database';

const db = await testDatabase();
const quiet = db.open({ quiet: true, max: 1 });

const send = (statements: readonly (Statement | null)[]) =>
  quiet.withClient((client) => pipelined(client, statements));
const failure = async (statements: readonly Statement[]): Promise<unknown> =>
  send(statements).catch((error: unknown) => error);
const keysOf = (like: string) =>
  db.sql('SELECT key FROM shared_state WHERE key LIKE $1 ORDER BY key', [like]);
const put = (key: string, name?: string): Statement => ({
  ...(name === undefined ? {} : { name }),
  text: "INSERT INTO shared_state (key, value) VALUES ($1, '1')",
  values: [key],
});

describe('statements sent together', () => {
  it('are answered in their places, in texts or parsed', async () => {
    const [texts, none, parsed, written] = await send([
      { text: 'SELECT 1, true, NULL, $1::text', values: ['a'] },
      null,
      { text: 'SELECT 1 AS n, true AS b, NULL AS nothing, now() AS at', rows: 'parsed' },
      put('places'),
    ]);
    expect(textsOf(texts)).toEqual([['1', 't', null, 'a']]);
    expect(none).toBeNull();
    const row = z.object({ n: z.literal(1), b: z.literal(true), nothing: z.null(), at: z.date() });
    expect(rowsOf(parsed, row)).toHaveLength(1);
    expect(written).toEqual({ rows: [], count: 1 });
  });

  it('take every kind of value', async () => {
    const texts = ['plain', 'a "quote"', 'back\\slash', '{braces},', '', 'NULL', '中文'];
    const at = new Date('2026-11-25T12:34:56.789Z');
    const [answer] = await send([
      {
        text: `SELECT $1::text[] AS texts, $2::timestamptz[] AS instants, $3::int[] AS numbers, $4::boolean[] AS flags,
          $5::timestamptz AS at, $6::float8 AS number, $7::boolean AS flag, $8::text AS nothing, $9::text AS undefined`,
        values: [texts, [at, null], [1, null], [true, false], at, 1.5, false, null, undefined],
        rows: 'parsed',
      },
    ]);
    expect(answer?.rows).toEqual([
      {
        texts,
        instants: [at, null],
        numbers: [1, null],
        flags: [true, false],
        at,
        number: 1.5,
        flag: false,
        nothing: null,
        undefined: null,
      },
    ]);
  });

  it('refuses a value that cannot be sent before anything is', async () => {
    expect(await failure([put('unsent'), { text: 'SELECT $1', values: [{}] }])).toBeInstanceOf(TypeError);
    expect(await keysOf('unsent')).toEqual([]);
  });

  it('undoes a transaction of which one fails, and the connection is lent on without it', async () => {
    const error = await failure([
      { name: 'begin', text: 'BEGIN' },
      put('half'),
      { text: 'SELECT 1 / 0' },
      { text: 'COMMIT' },
    ]);
    expect(error).toMatchObject({ code: '22012' });
    expect(await keysOf('half')).toEqual([]);
    await send([put('after')]);
    expect(await keysOf('after')).toHaveLength(1);
  });

  it('prepares a named statement once, and again when its first preparing failed', async () => {
    const named: Statement = {
      name: 'counted',
      text: 'SELECT count(*)::int AS n FROM pg_prepared_statements',
    };
    expect(await failure([{ name: 'broken', text: 'SELECT nothing FROM nowhere' }, named])).toMatchObject({
      code: '42P01',
    });
    const counts = async () => {
      const [first, second] = await send([named, named]);
      return [...textsOf(first), ...textsOf(second)].flat();
    };
    const before = await counts();
    expect(await counts()).toEqual(before);
    expect(await failure([{ name: 'broken', text: 'SELECT nothing FROM nowhere' }])).toMatchObject({
      code: '42P01',
    });
    // One whose execution failed is prepared all the same, and can be used with other values.
    const divide = (by: number): Statement => ({ name: 'divide', text: 'SELECT 1 / $1::int', values: [by] });
    expect(await failure([divide(0)])).toMatchObject({ code: '22012' });
    const [halved] = await send([divide(1)]);
    expect(textsOf(halved)).toEqual([['1']]);
  });

  it('are one transaction without a BEGIN', async () => {
    expect(await failure([put('alone'), { text: 'SELECT 1 / 0' }])).toMatchObject({ code: '22012' });
    expect(await keysOf('alone')).toEqual([]);
  });

  it('fail with the connection they are on', async () => {
    const lost = quiet.withClient(async (client) => {
      const [row] = textsOf(await one(client, { text: 'SELECT pg_backend_pid()' }));
      const sleeping = one(client, { text: 'SELECT pg_sleep(60)' });
      await Promise.all([
        expect(sleeping).rejects.toMatchObject({ code: '57P01' }),
        db.sql('SELECT pg_terminate_backend($1)', [row?.[0]]),
      ]);
      await sleeping;
    });
    await expect(lost).rejects.toMatchObject({ code: 'database_unreachable' });
    const [answer] = await send([{ text: 'SELECT 1' }]);
    expect(textsOf(answer)).toEqual([['1']]);
  });
});
