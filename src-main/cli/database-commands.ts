import type { Command } from 'commander';
import type { CliContext } from './cli-context';
import type { DatabaseAdministration } from './command-application';
import { command, group, type ContextOf } from './documented-command';
import { durationWords } from './instant-words';
import { rowColumns } from './row-columns';

const withDatabase = (
  context: CliContext,
  work: (database: DatabaseAdministration) => Promise<void>,
): Promise<void> =>
  context.withSession({ mode: 'command', terminalLevel: 'error' }, ({ application }) =>
    work(application.database),
  );

const sizeWords = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

/** `database …`: where the data is, and how to carry it away and back. */
export const addDatabaseCommands = (program: Command, contextOf: ContextOf): void => {
  const database = group(program, 'database', 'look after the database', 'nexus-scheduler database status');

  command(
    database,
    'url',
    'print the database’s URL, password included, for psql and the like',
    'psql "$(nexus-scheduler database url)"',
  ).action(async (_options: unknown, own: Command) => {
    const context = contextOf(own);
    await withDatabase(context, async (admin) => {
      await context.output.row({ url: admin.url() }, admin.url());
      await context.note(
        'An embedded database answers there only while the application or an executor runs.',
      );
    });
  });

  command(
    database,
    'status',
    'show which database is used and how it does',
    'nexus-scheduler database status',
  ).action(async (_options: unknown, own: Command) => {
    const context = contextOf(own);
    await withDatabase(context, async (admin) => {
      const status = await admin.status();
      await context.output.record(rowColumns(status), [
        ['Database', `${status.label} (${status.kind})`],
        ['Server', `PostgreSQL ${status.serverVersion}`],
        ['Schema', status.schema],
        ['Size', sizeWords(status.sizeBytes)],
        ['Answers in', durationWords(status.latencyMs)],
        ['Clocks differ by', durationWords(Math.abs(status.skewMs))],
      ]);
    });
  });

  command(
    database,
    'backup',
    'write everything of ours into a file',
    'nexus-scheduler database backup scheduler.backup',
  )
    .argument('<file>', 'the file to write')
    .action(async (file: string, _options: unknown, own: Command) => {
      const context = contextOf(own);
      await withDatabase(context, async (admin) => {
        const rows = await admin.backup(file);
        await context.output.row({ file, rows }, `${rows} rows were written to ${file}.`);
      });
    });

  command(
    database,
    'restore',
    'replace everything by a backup; refused while an executor is at work',
    'nexus-scheduler database restore scheduler.backup',
  )
    .argument('<file>', 'a file that backup has written')
    .action(async (file: string, _options: unknown, own: Command) => {
      const context = contextOf(own);
      await withDatabase(context, async (admin) => {
        const rows = await admin.restore(file);
        await context.output.row({ file, rows }, `${rows} rows were restored from ${file}.`);
      });
    });

  addMigrate(program, contextOf, 'nexus-scheduler migrate');
  addMigrate(database, contextOf, 'nexus-scheduler database migrate');
};

/** As a command of its own, for scripts that set a server up, and beside the other questions about the database. */
const addMigrate = (parent: Command, contextOf: ContextOf, name: string): void => {
  command(
    parent,
    'migrate',
    'bring the tables up to this version (every start does it as well)',
    `${name} --database-url postgresql://scheduler@db/nexus`,
  ).action(async (_options: unknown, own: Command) => {
    const context = contextOf(own);
    await withDatabase(context, async (admin) => {
      const applied = await admin.migrate();
      await context.output.row(
        { applied },
        applied.length === 0 ? 'The tables were up to date.' : `Applied: ${applied.join(', ')}.`,
      );
    });
  });
};
