import type { Run, RunDetail, WaitingFor } from '../contract/run';
import { durationWords, instantWords, terminalZone, tookWords } from './instant-words';
import type { Column } from './output';

/** What a list shows for a run: how it ended, or where it stands. */
const statusWords = (run: Run): string => (run.outcome ?? run.state).replace('_', ' ');

/** `Run 12 of “Report” succeeded in 4.2 s.` */
export const runWords = (run: Run): string => {
  const took = tookWords(run.startedAt, run.finishedAt);
  const detail = run.error?.message ?? run.reasonText;
  return (
    `Run ${run.id} of “${run.taskName}” ${run.state === 'ended' ? '' : 'is '}${statusWords(run)}` +
    `${took === '' ? '' : ` in ${took}`}${detail === null ? '.' : `: ${detail}`}`
  );
};

export const runTableColumns = (): readonly Column<Run>[] => [
  { head: 'Id', cell: ({ id }) => id, align: 'right' },
  { head: 'Task', cell: ({ taskName, taskId }) => `${taskName} (${taskId})`, most: 40 },
  { head: `Planned (${terminalZone()})`, cell: ({ plannedAt }) => instantWords(plannedAt) },
  { head: 'Trigger', cell: ({ trigger }) => trigger.replace('_', ' ') },
  { head: 'Outcome', cell: statusWords },
  { head: 'Took', cell: ({ startedAt, finishedAt }) => tookWords(startedAt, finishedAt), align: 'right' },
  { head: 'Reason', cell: ({ error, reasonText }) => reasonText ?? error?.message ?? '', most: 60 },
];

const text = (value: unknown): string | null => (value === null ? null : JSON.stringify(value, null, 2));

const waitingWords = ({ people, step, since }: WaitingFor): string =>
  `${people.join(', ') || 'a person; nobody is named'}, at ${step}, since ${instantWords(since)}`;

export const runFields = (run: RunDetail): readonly (readonly [string, string | number | null])[] => [
  ['Id', run.id],
  ['Task', `${run.taskName} (${run.taskId})`],
  ['Outcome', statusWords(run)],
  ['Reason', run.reasonText],
  ['Error', run.error?.message ?? null],
  ['Trigger', `${run.trigger.replace('_', ' ')}${run.requestedBy === null ? '' : ` by ${run.requestedBy}`}`],
  ['Planned', `${instantWords(run.plannedAt)} ${terminalZone()}`],
  [
    'Accounts for',
    run.covers > 1 ? `${run.covers} occurrences until ${instantWords(run.coversUntil)}` : null,
  ],
  ['Started', instantWords(run.startedAt)],
  ['Ended', instantWords(run.finishedAt)],
  ['Took', tookWords(run.startedAt, run.finishedAt)],
  ['Usually takes', run.medianMs === null ? null : durationWords(run.medianMs)],
  ['Attempt', run.maxAttempts > 1 ? `${run.attempt} of ${run.maxAttempts}` : null],
  ['Executor', run.executorHost],
  ['Waiting for', run.waitingFor === null ? null : waitingWords(run.waitingFor)],
  ['Steps', run.steps.map((step) => `${step.name}: ${step.status}`).join('\n')],
  ['Input', text(run.input)],
  ['Result', text(run.result)],
  ['Log', run.logLines === 0 ? null : `${run.logLines} lines (runs log ${run.id})`],
];
