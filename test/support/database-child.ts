import { createInterface } from 'node:readline';
import { z } from 'zod';
import { Problem } from '../../src-main/contract/errors';
import { openDatabase } from '../../src-main/database/connection';
import { EmbeddedServer } from '../../src-main/database/embedded/embedded-server';
import { migrate } from '../../src-main/database/migrator';

/**
 * A program of its own for tests: takes one JSON job as its argument, answers each step with one JSON line, and goes on
 * when it is sent a line.
 */
const job = z.discriminatedUnion('do', [
  z.object({ do: z.literal('migrate'), url: z.string() }),
  z.object({ do: z.literal('wallTime'), url: z.string(), value: z.string() }),
  z.object({ do: z.literal('serve'), dataDir: z.string() }),
]);

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

function say(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

async function main(): Promise<void> {
  const given = job.parse(JSON.parse(process.argv[2] ?? ''));
  if (given.do === 'serve') {
    const server = new EmbeddedServer({ dataDir: given.dataDir });
    say(await server.start());
    await lines.next();
    say({ stopped: await server.stop() });
    return;
  }
  const database = openDatabase({ url: given.url, applicationName: 'child' });
  if (given.do === 'migrate') {
    say('ready');
    await lines.next();
    say(await migrate(database, 'child'));
  } else {
    const made = await database.models.tasks.create({
      name: 'child',
      userId: '1',
      appId: '1',
      workflowId: '1',
      startTime: given.value,
    });
    const read = await database.models.tasks.findByPk(made.id, { rejectOnEmpty: true });
    say({ id: made.id, read: read.startTime, offset: new Date(2026, 0, 1).getTimezoneOffset() });
  }
  await database.close();
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    say({ error: error instanceof Problem ? error.info : String(error) });
    process.exit(1);
  },
);
