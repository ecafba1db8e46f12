import type { Command } from 'commander';
import { z } from 'zod';
import { workflowChanges, workflowDraft } from '../contract/api';
import { fromColumns, snakeCase } from '../contract/column-names';
import { inputProblem } from '../contract/errors';
import { verbatim } from '../contract/text';
import { cliProblem } from './cli-problem';
import { command, group, withClient, type ContextOf } from './documented-command';
import { parseJsonList, readInput } from './json-input';
import { parseId } from './option-parsers';
import { rowColumns } from './row-columns';

interface FileOption {
  readonly file?: string;
}

const columns = Object.keys(workflowDraft.shape);

const parsedRow = <T>(schema: z.ZodType<T>, row: unknown): T => {
  const given = z.record(z.string(), z.unknown()).safeParse(row);
  const fields = given.success ? fromColumns(given.data) : row;
  const unknown = given.success
    ? Object.keys(fromColumns(given.data)).filter((name) => !columns.includes(name))
    : [];
  if (unknown.length > 0) {
    throw cliProblem('invalid_input', `A workflow has no column ${unknown.map(snakeCase).join(', ')}.`, {
      remedy: `Columns: ${columns.map(snakeCase).join(', ')}.`,
    });
  }
  const parsed = schema.safeParse(fields);
  if (parsed.success) return parsed.data;
  throw inputProblem(parsed.error, verbatim('The workflow'), schema);
};

/** `workflows …`: what a task starts, and how. */
export const addWorkflowCommands = (program: Command, contextOf: ContextOf): void => {
  const workflows = group(
    program,
    'workflows',
    'list and change what tasks start',
    'nexus-scheduler workflows list',
  );

  command(workflows, 'list', 'list workflows with their targets', 'nexus-scheduler workflows list').action(
    withClient(contextOf, async (client, context) => {
      const answer = await client.workflows.list({});
      await context.output.rows(
        answer.workflows,
        rowColumns,
        [
          { head: 'Id', cell: ({ workflowId }) => workflowId, align: 'right' },
          { head: 'Name', cell: ({ workflowName }) => workflowName, most: 40 },
          { head: 'App', cell: ({ appName, appId }) => `${appName} (${appId})`, most: 40 },
          { head: 'Target', cell: ({ connector }) => connector ?? 'default connection' },
          { head: 'Tasks', cell: ({ taskCount }) => taskCount, align: 'right' },
        ],
        'There is no workflow yet.',
      );
    }),
  );

  command(
    workflows,
    'add [json]',
    'add a workflow with its target',
    `nexus-scheduler workflows add '{"name": "Ping", "connector": "http", "config": {"method": "POST", "url": "http://127.0.0.1:8080/run"}}'`,
    `nexus-scheduler workflows add '{"name": "Backup", "connector": "command", "config": {"command": "backup"}}'`,
  )
    .option('--file <path>', 'read the JSON from a file')
    .action(async (json: string | undefined, options: FileOption, own: Command) => {
      const context = contextOf(own);
      const rows = parseJsonList(await readInput(context.terminal, json, options.file));
      const drafts = rows.map((row) => parsedRow(workflowDraft, row));
      await context.withClient(async (client) => {
        for (const draft of drafts) {
          const made = await client.workflows.create(draft);
          await context.output.row(
            rowColumns(made),
            `Workflow ${made.workflowId} “${made.workflowName}” was added (app ${made.appId}).`,
          );
        }
      });
    });

  command(
    workflows,
    'update',
    'change a workflow or its target',
    `nexus-scheduler workflows update 3 '{"config": {"method": "POST", "url": "http://127.0.0.1:9090/run"}}'`,
  )
    .argument('<id>', 'workflow id', parseId)
    .argument('[json]', 'the columns to change')
    .option('--file <path>', 'read the JSON from a file')
    .action(async (workflowId: string, json: string | undefined, options: FileOption, own: Command) => {
      const context = contextOf(own);
      const [row] = parseJsonList(await readInput(context.terminal, json, options.file));
      const changes = parsedRow(workflowChanges, row);
      await context.withClient(async (client) => {
        const now = await client.workflows.update({ workflowId, changes });
        await context.output.row(
          rowColumns(now),
          `Workflow ${now.workflowId} “${now.workflowName}” was changed.`,
        );
      });
    });

  command(workflows, 'delete', 'delete a workflow', 'nexus-scheduler workflows delete 3')
    .argument('<id>', 'workflow id', parseId)
    .action(
      withClient(contextOf, async (client, context, workflowId: string) => {
        await client.workflows.delete({ workflowId });
        await context.output.row(
          { workflow_id: Number(workflowId), deleted: true },
          `Workflow ${workflowId} was deleted.`,
        );
      }),
    );
};
