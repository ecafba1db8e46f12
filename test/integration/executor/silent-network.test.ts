import { createServer, connect, type Socket } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../src-main/database/connection';
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

  it('is noticed by the statement that is not answered, and the next one goes over a new connection', async () => {
    const port = await new Promise<number>((resolve, reject) => {
      relay.listen(0, '127.0.0.1', () => {
        const address = relay.address();
        if (address === null || typeof address === 'string') reject(new Error('no port'));
        else resolve(address.port);
      });
    });
    const url = new URL(db.url);
    url.port = String(port);
    const database = openDatabase({
      url: url.toString(),
      applicationName: 'tests',
      quiet: true,
      max: 1,
      silenceMs: 300,
    });
    try {
      await database.ping();
      for (const [inbound, outbound] of pairs) {
        inbound.unpipe(outbound);
        outbound.unpipe(inbound);
      }
      await expect(database.ping()).rejects.toMatchObject({ code: 'database_unreachable' });
      await database.ping();
      expect(pairs).toHaveLength(2);
      // The executor's statements, sent together, are not waited for either.
      for (const [inbound, outbound] of pairs) {
        inbound.unpipe(outbound);
        outbound.unpipe(inbound);
      }
      const together = () => database.withClient((client) => pipelined(client, [{ text: 'SELECT 1' }]));
      await expect(together()).rejects.toMatchObject({ code: 'database_unreachable' });
      await together();
      expect(pairs).toHaveLength(3);
    } finally {
      await database.close();
    }
  });
});
