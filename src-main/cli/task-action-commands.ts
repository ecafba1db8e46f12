import type { Command } from 'commander';
import type { BulkAnswer, Client } from '../contract/api';
import { problemFromInfo } from '../contract/client';
import type { CliContext } from './cli-context';
import { command, withClient, type ContextOf } from './documented-command';
import { instantWords } from './instant-words';
import { parseJson } from './json-input';
import { parseIds, parseId, parseUntil } from './option-parsers';
import { rowColumns } from './row-columns';
import { followRun } from './follow-run';

interface PauseOptions {
  readonly until?: string;
  readonly reason?: string;
}
interface RunOptions {
  readonly input?: string;
  readonly wait?: boolean;
}

/** Says what became of each task; a bulk action that failed for one ends in that one's error. */
const tellBulk = async (context: CliContext, answer: BulkAnswer, done: string): Promise<void> => {
  const [first, ...more] = answer.failed;
  if (answer.done > 0 || first === undefined)
    await context.output.row(rowColumns(answer), `${answer.done} ${done}.`);
  if (first === undefined) return;
  for (const { id, name, error } of more) await context.note(`Task ${id} “${name}”: ${error.message}`);
  const message = `Task ${first.id} “${first.name}”: ${first.error.message}`;
  throw problemFromInfo({ ...first.error, message });
};

/** `tasks pause|resume|run|skip|delete|restore|why`. */
export const addTaskActionCommands = (tasks: Command, contextOf: ContextOf): void => {
  const bulk = (
    usage: string,
    summary: string,
    example: string,
    done: string,
    act: (client: Client, ids: string[]) => Promise<BulkAnswer>,
  ): Command =>
    command(tasks, usage, summary, example)
      .argument('<ids...>', 'task ids', parseIds)
      .action(
        withClient(contextOf, async (client, context, ids: readonly string[]) =>
          tellBulk(context, await act(client, [...ids]), done),
        ),
      );

  command(
    tasks,
    'pause',
    'pause tasks; what falls due meanwhile is recorded as skipped',
    'nexus-scheduler tasks pause 12 13 --until 2h',
  )
    .argument('<ids...>', 'task ids', parseIds)
    .option('--until <when>', 'an instant such as 2026-11-24T14:00:00Z, or 15m, 2h, 3d from now', parseUntil)
    .option('--reason <text>', 'why, for whoever looks')
    .action(
      withClient(contextOf, async (client, context, ids: readonly string[], options: PauseOptions) => {
        const { until = null, reason = null } = options;
        await tellBulk(
          context,
          await client.tasks.pause({ select: { ids: [...ids] }, until, reason }),
          'paused',
        );
      }),
    );
  bulk('resume', 'resume paused tasks', 'nexus-scheduler tasks resume 12', 'resumed', (client, ids) =>
    client.tasks.resume({ select: { ids } }),
  );
  bulk(
    'delete',
    'delete tasks; their runs stay in the ledger',
    'nexus-scheduler tasks delete 12',
    'deleted',
    (client, ids) => client.tasks.delete({ select: { ids } }),
  );
  bulk('restore', 'take a deletion back', 'nexus-scheduler tasks restore 12', 'restored', (client, ids) =>
    client.tasks.restore({ select: { ids } }),
  );

  command(
    tasks,
    'run',
    'run a task now, besides its schedule',
    'nexus-scheduler tasks run 12 --wait',
    `nexus-scheduler tasks run 12 --input '{"day": "2026-11-24"}'`,
  )
    .argument('<id>', 'task id', parseId)
    .option('--input <json>', 'instead of the task’s own input, for this run')
    .option('--wait', 'wait for its end; ends with 0 only when it succeeded')
    .action(async (id: string, options: RunOptions, own: Command) => {
      const context = contextOf(own);
      const input = options.input === undefined ? undefined : parseJson(options.input);
      await context.withClient(async (client) => {
        const answer = await client.tasks.runNow({ id, ...(input === undefined ? {} : { input }) });
        const words = answer.created
          ? `Run ${answer.runId} was queued.`
          : `Run ${answer.runId} was queued a moment ago.`;
        if (options.wait !== true) return context.output.row(rowColumns(answer), words);
        await context.output.say(words);
        await followRun(context, client, answer.runId);
      });
    });

  command(tasks, 'skip', 'skip the next planned run', 'nexus-scheduler tasks skip 12')
    .argument('<id>', 'task id', parseId)
    .action(
      withClient(contextOf, async (client, context, id: string) => {
        const answer = await client.tasks.skipNext({ id });
        const next =
          answer.next === null ? 'No run follows.' : `The next one is ${instantWords(answer.next)}.`;
        await context.output.row(
          rowColumns(answer),
          `The run of ${instantWords(answer.skipped)} is skipped. ${next}`,
        );
      }),
    );

  command(tasks, 'why', 'tell why a task is not running', 'nexus-scheduler tasks why 12')
    .argument('<id>', 'task id', parseId)
    .action(
      withClient(contextOf, async (client, context, id: string) => {
        const answer = await client.tasks.why({ id });
        if (context.output.json) return context.output.row(answer, '');
        await context.output.say(answer.verdict);
        await context.output.rows(
          answer.terms,
          (term) => term,
          [
            { head: '', cell: ({ ok }) => (ok ? 'yes' : 'NO') },
            { head: 'Condition', cell: ({ term }) => term.replaceAll('_', ' ') },
            { head: 'Now', cell: ({ text }) => text, most: 120 },
          ],
          '',
        );
      }),
    );
};
