import { Option, type Command } from 'commander';
import { addTaskActionCommands } from './task-action-commands';
import { addTaskFileCommands } from './task-file-commands';
import { command, group, withClient, type ContextOf } from './documented-command';
import { readInput, parseJsonList } from './json-input';
import { parseId, wholeNumber } from './option-parsers';
import { rowColumns } from './row-columns';
import { taskChangesFromRow, taskFromRow } from './task-input';
import { taskColumns, taskFields } from './task-views';

interface ListOptions {
  readonly search: string;
  readonly only: 'all' | 'attention' | 'running' | 'enabled' | 'paused' | 'ended';
  readonly tag?: string;
  readonly limit: number;
}

interface FileOption {
  readonly file?: string;
}

const pageSize = 1_000;

/** `tasks …`: everything that is done to tasks. */
export const addTaskCommands = (program: Command, contextOf: ContextOf): void => {
  const tasks = group(
    program,
    'tasks',
    'list, show, change and run tasks',
    'nexus-scheduler tasks list --only attention',
  );

  command(
    tasks,
    'list',
    'list tasks',
    'nexus-scheduler tasks list',
    'nexus-scheduler tasks list --search report --json',
  )
    .option('--search <text>', 'only tasks with this text in name, description or workflow', '')
    .addOption(
      new Option('--only <kind>', 'only these')
        .choices(['all', 'attention', 'running', 'enabled', 'paused', 'ended'])
        .default('all'),
    )
    .option('--tag <tag>', 'only tasks with this tag')
    .option('--limit <n>', 'at most so many', wholeNumber(1, 1_000_000), 1_000_000)
    .action(
      withClient(contextOf, async (client, context, options: ListOptions) => {
        const filter = {
          search: options.search,
          chip: options.only,
          tag: options.tag ?? null,
          sort: 'id',
        } as const;
        for (let offset = 0; offset < options.limit; offset += pageSize) {
          const limit = Math.min(pageSize, options.limit - offset);
          const page = await client.tasks.list({ ...filter, offset, limit });
          if (offset === 0 || page.rows.length > 0)
            await context.output.rows(page.rows, rowColumns, taskColumns(), 'There is no such task.');
          if (offset + page.rows.length >= page.total || page.rows.length === 0) return;
        }
      }),
    );

  command(tasks, 'show', 'show one task', 'nexus-scheduler tasks show 12')
    .argument('<id>', 'task id', parseId)
    .action(
      withClient(contextOf, async (client, context, id: string) => {
        const task = await client.tasks.get({ id });
        await context.output.record(rowColumns(task), taskFields(task));
      }),
    );

  const example =
    '{"name": "Nightly report", "user_id": 1, "app_id": 1, "workflow_id": 1, "start_time": "2026-12-01T02:30:00", "repeat_type": "day", "time_zone": "Europe/Berlin"}';
  command(
    tasks,
    'add [json]',
    'add tasks: an object, an array of them, or one a line, with NexusAI’s column names',
    `nexus-scheduler tasks add '${example}'`,
    'nexus-scheduler tasks add --file tasks.json',
    'generate-tasks | nexus-scheduler tasks add',
  )
    .option('--file <path>', 'read the JSON from a file')
    .action(async (json: string | undefined, options: FileOption, own: Command) => {
      const context = contextOf(own);
      const drafts = parseJsonList(await readInput(context.terminal, json, options.file)).map(taskFromRow);
      await context.withClient(async (client) => {
        for (const draft of drafts) {
          const task = await client.tasks.create(draft);
          await context.output.row(rowColumns(task), `Task ${task.id} “${task.name}” was added.`);
        }
      });
    });

  command(
    tasks,
    'update',
    'change the named columns of a task',
    `nexus-scheduler tasks update 12 '{"repeat_interval": 2, "end_time": null}'`,
  )
    .argument('<id>', 'task id', parseId)
    .argument('[json]', 'the columns to change')
    .option('--file <path>', 'read the JSON from a file')
    .action(async (id: string, json: string | undefined, options: FileOption, own: Command) => {
      const context = contextOf(own);
      const [row] = parseJsonList(await readInput(context.terminal, json, options.file));
      const changes = taskChangesFromRow(row);
      await context.withClient(async (client) => {
        const task = await client.tasks.update({ id, changes });
        await context.output.row(rowColumns(task), `Task ${task.id} “${task.name}” was changed.`);
      });
    });

  addTaskActionCommands(tasks, contextOf);
  addTaskFileCommands(tasks, contextOf);
};
