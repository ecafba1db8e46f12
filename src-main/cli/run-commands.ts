import { Option, type Command } from 'commander';
import type { Client } from '../contract/api';
import { runStatus, type RunStatus } from '../contract/run';
import { visibleText } from '../contract/visible-text';
import { cliProblem } from './cli-problem';
import { command, group, withClient, type ContextOf } from './documented-command';
import { parseJsonList } from './json-input';
import { parseId, parseIds, parseUntil, wholeNumber } from './option-parsers';
import { rowColumns, runColumns } from './row-columns';
import { runFields, runTableColumns } from './run-views';

interface ListOptions {
  readonly task?: string;
  readonly outcome?: RunStatus[];
  readonly since?: string;
  readonly until?: string;
  readonly limit: number;
}

interface ConfirmOptions {
  readonly step?: string;
  readonly values?: string;
  readonly show?: boolean;
}

const pageSize = 500;

/** `runs …`: the ledger. */
export const addRunCommands = (program: Command, contextOf: ContextOf): void => {
  const runs = group(
    program,
    'runs',
    'look at the ledger of runs',
    'nexus-scheduler runs list --outcome failed',
  );

  command(
    runs,
    'list',
    'list runs, newest first',
    'nexus-scheduler runs list --task 12 --limit 20',
    'nexus-scheduler runs list --json',
  )
    .option('--task <id>', 'only of this task', parseId)
    .addOption(new Option('--outcome <kinds...>', 'only these').choices([...runStatus.options]))
    .option('--since <instant>', 'planned at or after it', parseUntil)
    .option('--until <instant>', 'planned before it', parseUntil)
    .option('--limit <n>', 'at most so many', wholeNumber(1, 10_000_000), 100)
    .action(
      withClient(contextOf, async (client, context, options: ListOptions) => {
        let cursor: string | null = null;
        let left = options.limit;
        for (
          let first = true;
          left > 0 && (first || cursor !== null) && !context.output.closed;
          first = false
        ) {
          const page: Awaited<ReturnType<Client['runs']['list']>> = await client.runs.list({
            taskId: options.task ?? null,
            statuses: options.outcome ?? [],
            from: options.since ?? null,
            to: options.until ?? null,
            cursor,
            limit: Math.min(pageSize, left),
          });
          if (first || page.rows.length > 0)
            await context.output.rows(page.rows, runColumns, runTableColumns(), 'There is no such run.');
          left -= page.rows.length;
          cursor = page.nextCursor;
        }
      }),
    );

  command(runs, 'show', 'show one run with its input, result and steps', 'nexus-scheduler runs show 345')
    .argument('<id>', 'run id', parseId)
    .action(
      withClient(contextOf, async (client, context, id: string) => {
        const run = await client.runs.get({ id });
        const { externalRef, input, result, steps, attempts, medianMs, logLines } = run;
        const more = rowColumns({ externalRef, input, result, steps, attempts, medianMs, logLines });
        await context.output.record({ ...runColumns(run), ...more }, runFields(run));
      }),
    );

  command(
    runs,
    'cancel',
    'ask running or queued runs to stop',
    'nexus-scheduler runs cancel 345',
    'nexus-scheduler runs cancel 345 --force',
  )
    .argument('<ids...>', 'run ids', parseIds)
    .option(
      '--force',
      'kill a command’s processes at once; no longer wait for a server, where the workflow may go on',
    )
    .action(
      withClient(
        contextOf,
        async (client, context, ids: readonly string[], { force = false }: { force?: boolean }) => {
          const answer = await client.runs.cancel({ ids: [...ids], force });
          const words = force ? 'to be ended by force' : 'asked to stop';
          await context.output.row(rowColumns(answer), `${answer.done} ${words}.`);
          const [failed] = answer.failed;
          if (failed === undefined) return;
          throw cliProblem(failed.error.code, `Run ${failed.id}: ${failed.error.message}`);
        },
      ),
    );

  command(
    runs,
    'confirm',
    'confirm the step of a waiting run in NexusAI, as this machine’s account',
    'nexus-scheduler runs confirm 345',
    `nexus-scheduler runs confirm 345 --values '{"note": "looks good"}'`,
  )
    .argument('<id>', 'run id', parseId)
    .option('--step <id>', 'of several waiting steps this one', parseId)
    .option('--values <json>', 'instead of the step’s own values')
    .option('--show', 'only show who is asked and with which values')
    .action(async (id: string, options: ConfirmOptions, own: Command) => {
      const context = contextOf(own);
      const { jsonObject } = await import('../contract/primitives');
      const { step = null } = options;
      const given =
        options.values === undefined ? null : jsonObject.safeParse(parseJsonList(options.values)[0]);
      if (given?.success === false)
        throw cliProblem('invalid_input', 'The values are not a JSON object.', {
          remedy: 'Give an object such as {"note": "…"}.',
        });
      await context.withClient(async (client) => {
        if (options.show === true) {
          const there = await client.runs.confirmation({ id });
          const words = there.steps.map(
            ({ id: number, name, people, mine, values }) =>
              `Step ${number} (${name}) asks ${people.join(', ') || 'nobody'}${mine ? `, among them ${there.account}, this machine’s account` : ''}: ${JSON.stringify(values)}`,
          );
          return context.output.row(rowColumns(there), words.join('\n') || 'Nothing waits for a person.');
        }
        const answer = await client.runs.confirm({ id, step, values: given?.data ?? null });
        const said = {
          confirmed: `Confirmed ${answer.step ?? ''} as ${answer.account}.`,
          answer_lost: `The answer was lost; ${answer.step ?? 'the step'} no longer waits, so it is confirmed.`,
          already: 'Nothing was sent: the run no longer waits there.',
        };
        await context.output.row(rowColumns(answer), said[answer.result]);
      });
    });

  command(runs, 'log', 'print what a run wrote', 'nexus-scheduler runs log 345')
    .argument('<id>', 'run id', parseId)
    .option('--attempt <n>', 'of this attempt; the last one when left out', wholeNumber(1, 100))
    .action(
      withClient(contextOf, async (client, context, id: string, options: { readonly attempt?: number }) => {
        let after = 0;
        for (let total = 1; after < total && !context.output.closed;) {
          const page = await client.runs.log({ id, attempt: options.attempt ?? null, after, limit: 5_000 });
          for (const line of page.lines) {
            await context.output.row(
              rowColumns(line),
              `${line.at} ${line.stream.padEnd(6)} ${visibleText(line.line)}`,
            );
          }
          if (page.lines.length === 0) break;
          after = page.last;
          total = page.total;
        }
        if (after === 0) await context.note('The run wrote nothing.');
      }),
    );
};
