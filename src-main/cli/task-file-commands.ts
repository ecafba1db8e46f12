import { writeFileSync } from 'node:fs';
import { Option, type Command } from 'commander';
import type { ImportAnswer } from '../contract/api';
import { cliProblem } from './cli-problem';
import type { CliContext } from './cli-context';
import { command, withClient, type ContextOf } from './documented-command';
import { readInput } from './json-input';
import { parseIds } from './option-parsers';
import { rowColumns } from './row-columns';

interface ImportOptions {
  readonly dryRun?: boolean;
}
interface ExportOptions {
  readonly format: 'json' | 'csv';
  readonly out?: string;
}

/** What an import did or would do, row by row. */
export const tellImport = async (context: CliContext, answer: ImportAnswer): Promise<void> => {
  await context.output.rows(
    answer.rows,
    rowColumns,
    [
      { head: 'Source', cell: ({ sourceId }) => sourceId, align: 'right' },
      { head: 'Name', cell: ({ name }) => name, most: 40 },
      { head: answer.dryRun ? 'Would be' : 'Is', cell: ({ verdict }) => verdict.replace('_', ' ') },
      { head: 'Task', cell: ({ taskId }) => taskId },
      { head: 'Remark', cell: ({ text }) => text, most: 100 },
    ],
    'There is nothing to import.',
  );
  await context.note(`${answer.dryRun ? 'Dry run, nothing was written: ' : ''}${answer.note}`);
};

/** `tasks import|export`. */
export const addTaskFileCommands = (tasks: Command, contextOf: ContextOf): void => {
  command(
    tasks,
    'import [file]',
    'take tasks over from an export (JSON or SQL), once each however often it is repeated',
    'nexus-scheduler tasks import tasks.json --dry-run',
    'nexus-scheduler tasks import < scheduled_tasks.sql',
  )
    .option('--dry-run', 'only tell what would be done')
    .action(async (file: string | undefined, options: ImportOptions, own: Command) => {
      const context = contextOf(own);
      const text = await readInput(context.terminal, undefined, file);
      await context.withClient(async (client) =>
        tellImport(context, await client.tasks.import({ text, dryRun: options.dryRun ?? false })),
      );
    });

  command(
    tasks,
    'export',
    'write tasks as JSON or CSV',
    'nexus-scheduler tasks export --out tasks.json',
    'nexus-scheduler tasks export 12 13',
  )
    .argument('[ids...]', 'task ids; all when left out', parseIds)
    .addOption(new Option('--format <format>', 'how').choices(['json', 'csv']).default('json'))
    .option('--out <file>', 'into a file instead of standard output')
    .action(
      withClient(
        contextOf,
        async (client, context, ids: readonly string[] | undefined, options: ExportOptions) => {
          const select = ids === undefined || ids.length === 0 ? { filter: {} } : { ids: [...ids] };
          const { text } = await client.tasks.export({ select, format: options.format });
          if (options.out === undefined) return context.output.raw(text.endsWith('\n') ? text : `${text}\n`);
          writeExport(options.out, text);
          await context.note(`Written to ${options.out}.`);
        },
      ),
    );
};

const writeExport = (file: string, text: string): void => {
  try {
    writeFileSync(file, text, { mode: 0o600 });
  } catch (cause) {
    throw cliProblem('invalid_input', `The file ${file} cannot be written.`, {
      remedy: 'Name a place this user may write to.',
      cause,
    });
  }
};
