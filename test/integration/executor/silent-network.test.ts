import { createServer, connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, type Database, type DatabaseOptions } from '../../../src-main/database/connection';
import { pipelined } from '../../../src-main/database/ledger/pipelined';
import { testDatabase } from '../../support/test-database';

const db = await testDatabase();

describe('a network that dies without a word', () => {
  const pairs: (readonly [Socket, Socket])[] = [];
  const target = new URL(db.url);
  const relay = createServer((inbound) => {
    const outbound = connect(Number(target.port), target.hostname);
    pairs.push([inbound, outbound]);
    inbound.pipe(outbound).pipe(inbound);
    for (const socket of [inbound, outbound]) socket.on('error', () => undefined);
  });
  afterAll(() => {
    for (const pair of pairs) for (const socket of pair) socket.destroy();
    relay.close();
  });

  let port = 0;
  beforeAll(async () => {
    port = await new Promise<number>((resolve, reject) => {
      relay.listen(0, '127.0.0.1', () => {
        const address = relay.address();
        if (address === null || typeof address === 'string') reject(new Error('no port'));
        else resolve(address.port);
      });
    });
  });
  /** A pool whose connections go through the relay. */
  const openThere = (more: Partial<DatabaseOptions> = {}): Database => {
    const url = new URL(db.url);
    url.port = String(port);
    return openDatabase({
      applicationName: 'tests',
      quiet: true,
      max: 1,
      silenceMs: 300,
      ...more,
      url: url.toString(),
    });
  };
  const die = (): void => {
    for (const [inbound, outbound] of pairs) {
      inbound.unpipe(outbound);
      outbound.unpipe(inbound);
    }
  };

  it('is noticed by the statement that is not answered, and the next one goes over a new connection', async () => {
    const database = openThere();
    const before = pairs.length;
    try {
      await database.ping();
      die();
      await expect(database.ping()).rejects.toMatchObject({ code: 'database_unreachable' });
      await database.ping();
      expect(pairs).toHaveLength(before + 2);
      // The executor's statements, sent together, are not waited for either.
      die();
      const together = () => database.withClient((client) => pipelined(client, [{ text: 'SELECT 1' }]));
      await expect(together()).rejects.toMatchObject({ code: 'database_unreachable' });
      await together();
      expect(pairs).toHaveLength(before + 3);
    } finally {
      await database.close();
    }
  });

  it('in the middle of a claim does not keep the tasks from those who look for due ones next', async () => {
    const [task] = await db.sql<{ id: string }>(
      `INSERT INTO scheduled_tasks (name, user_id, app_id, workflow_id, next_run_time) VALUES ('due', 1, 1, 1, now())
       RETURNING id`,
    );
    const hold = 'SELECT id FROM scheduled_tasks WHERE id = $1 FOR UPDATE';
    const database = openThere({ idleTransactionMs: 400 });
    try {
      const claim = database.withClient(async (client) => {
        await client.query('BEGIN');
        await client.query(hold, [task?.id]);
        die();
        await client.query('COMMIT');
      });
      await expect(claim).rejects.toMatchObject({ code: 'database_unreachable' });
      // Nobody told the server; it is this answer that would be waited for.
      expect(await db.sql(hold, [task?.id])).toHaveLength(1);
    } finally {
      await database.close();
    }
  });
});
