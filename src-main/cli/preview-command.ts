import { createInterface } from 'node:readline';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { cliProblem } from './cli-problem';
import type { CliContext } from './cli-context';
import { command, type ContextOf } from './documented-command';
import { instantWords } from './instant-words';
import { parseId, wholeNumber } from './option-parsers';

interface PreviewOptions {
  readonly stdin?: boolean;
  readonly task?: string;
  readonly count: number;
}

/** Lines gathered before they are written: a write per line would cost more than the answers. */
const batchChars = 65_536;

/**
 * Answers each line of standard input with one line, in order, without any database: only the recurrence engine is
 * loaded. Blank lines are passed over.
 */
const previewStdin = async (context: CliContext): Promise<void> => {
  const { previewLine } = await import('../recurrence/preview-line');
  let batch = '';
  for await (const line of createInterface({ input: context.terminal.stdin, crlfDelay: Infinity })) {
    if (line.trim() === '') continue;
    batch += `${JSON.stringify(previewLine(line.replace(/^\uFEFF/, '')))}\n`;
    if (batch.length < batchChars) continue;
    await context.output.raw(batch);
    batch = '';
    if (context.output.closed) return;
  }
  await context.output.raw(batch);
};

const previewTask = (context: CliContext, id: string, count: number): Promise<void> =>
  context.withClient(async (client) => {
    const task = await client.tasks.get({ id });
    const answer = await client.tasks.preview({ draft: {}, taskId: id, count });
    const { occurrences, ended, words, problems } = answer;
    if (problems.length > 0 && words === '')
      throw cliProblem('refused', `The schedule of “${task.name}” cannot be read: ${problems.join(' ')}`, {
        remedy: 'Correct it with `nexus-scheduler tasks update`.',
      });
    const { output } = context;
    if (output.json) {
      await output.row({ id: Number(id), occurrences: occurrences.map(({ at }) => at), ended }, '');
      return;
    }
    await output.say(`${task.name}: ${words} (${task.timeZone})`);
    await output.rows(
      occurrences,
      (row) => row,
      [
        { head: 'Instant', cell: ({ at }) => at },
        { head: task.timeZone, cell: ({ localTime }) => localTime.replace('T', ' ') },
        { head: 'This machine', cell: ({ at }) => instantWords(at) },
        {
          head: 'Note',
          cell: ({ shiftedFrom, clampedFromDay }) =>
            shiftedFrom === null
              ? clampedFromDay === null
                ? ''
                : `the month has no day ${clampedFromDay}`
              : `${shiftedFrom.slice(11)} does not exist that day`,
        },
      ],
      'No occurrence is left.',
    );
    if (ended && occurrences.length > 0) await output.say('Nothing follows.');
  });

export const addPreviewCommand = (program: Command, contextOf: ContextOf): void => {
  command(
    program,
    'preview',
    'show when a task, or rules read from standard input, will run',
    'nexus-scheduler preview --task 12 --count 5',
    `echo '{"id": 1, "time_zone": "Europe/Berlin", "start_time": "2026-03-01T02:30:00", "repeat_type": "day"}' | nexus-scheduler preview --stdin`,
  )
    .addOption(new Option('--stdin', 'one JSON object a line in, one line out').conflicts('task'))
    .option('--task <id>', 'a stored task', parseId)
    .option('--count <n>', 'how many occurrences of the task', wholeNumber(1, 500), 10)
    .action(async (options: PreviewOptions, own: Command) => {
      const context = contextOf(own);
      if (options.stdin === true) return previewStdin(context);
      if (options.task !== undefined) return previewTask(context, options.task, options.count);
      throw new InvalidArgumentError('preview needs --stdin or --task <id>.');
    });
};
