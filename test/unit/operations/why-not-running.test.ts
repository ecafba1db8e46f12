import { describe, expect, it } from 'vitest';
import { whyAnswer } from '../../../src-main/contract/status';
import type { WhyTerm } from '../../../src-main/contract/status';
import { storedTaskRow } from '../../../src-main/operations/stored-task';
import type { StoredTaskRow } from '../../../src-main/operations/stored-task';
import { whyNotRunning } from '../../../src-main/operations/why-not-running';
import type { WhyFacts } from '../../../src-main/operations/why-not-running';
import { standingStill } from '../../support/operations-client';

const now = new Date('2026-05-01T08:00:30.000Z');

const task = (part: Partial<StoredTaskRow> = {}): StoredTaskRow =>
  storedTaskRow.parse({
    id: '1',
    name: 'Report',
    description: null,
    taskType: 'recurring',
    status: 1,
    userId: '1',
    appId: '1',
    workflowId: '1',
    input: {},
    nodeConfirmUsers: null,
    startTime: '2026-01-01T16:00:00',
    endTime: null,
    nextRunTime: '2026-05-01T08:00:00.000Z',
    repeatType: 'day',
    repeatInterval: 1,
    repeatDays: null,
    repeatDayOfMonth: null,
    repeatMonth: null,
    repeatDayOfYear: null,
    taskData: {},
    lastRunTime: null,
    lastRunStatus: null,
    executionCount: 0,
    maxExecutions: 0,
    createdAt: null,
    updatedAt: null,
    timeZone: 'Asia/Shanghai',
    basis: 'fixed',
    monthEnd: 'last_day',
    missed: null,
    overlap: null,
    retryAttempts: null,
    retryDelayMs: null,
    retryOn: null,
    timeoutMs: null,
    pausedUntil: null,
    pauseReason: null,
    pausedBy: null,
    holdReason: null,
    notify: 'app',
    pinned: false,
    tags: [],
    source: null,
    workflowName: 'Nightly',
    workflowStatus: 1,
    appName: 'Reports',
    appStatus: 1,
    userName: 'Mei',
    userStatus: 1,
    connector: 'http',
    openRuns: 0,
    attention: 0,
    ended: false,
    revision: '1',
    recentRuns: [],
    medianMs: null,
    ...part,
  });

const facts = (part: Partial<StoredTaskRow> = {}, more: Partial<WhyFacts> = {}): WhyFacts => ({
  task: task(part),
  status: standingStill(),
  defaultTimeZone: 'UTC',
  defaultOverlap: 'skip',
  fallback: null,
  connectionProblem: null,
  holder: null,
  now,
  locale: 'en',
  ...more,
});

const still = standingStill();
const running = {
  runId: '1',
  taskId: '9',
  taskName: 'x',
  startedAt: '2026-05-01T08:00:00.000Z',
  waiting: false,
};

const cases: readonly [WhyTerm['term'], Partial<StoredTaskRow>, Partial<WhyFacts>, string][] = [
  [
    'database',
    {},
    { status: { ...still, database: { ...still.database, state: 'lost' } } },
    'unreachable since 2026-01-01 00:00 UTC',
  ],
  ['executor_alive', {}, { status: { ...still, phase: 'stopped' } }, 'No executor is running'],
  [
    'scheduler_paused',
    {},
    { status: { ...still, paused: { since: still.startedAt, until: null, by: 'mei', reason: 'update' } } },
    'on every computer by mei: update',
  ],
  ['status', { status: 2 }, {}, 'disabled'],
  ['status', { status: 2, ended: true }, {}, 'has ended'],
  ['status', { status: 4 }, {}, 'deleted'],
  [
    'paused',
    { status: 3, pausedBy: 'mei', pausedUntil: '2026-05-02T00:00:00.000Z', pauseReason: 'move' },
    {},
    'by mei until 2026-05-02 08:00 (Asia/Shanghai): move',
  ],
  ['hold', { holdReason: 'odd row' }, {}, 'odd row'],
  [
    'row_free',
    {},
    { holder: { pid: 4711, user: 'ada', program: 'psql', since: null } },
    'was left open (process 4711, psql, user ada)',
  ],
  ['next_run', { repeatInterval: 0 }, {}, 'repeat interval “0”'],
  ['next_run', { nextRunTime: null }, {}, 'no next run'],
  ['end_time', { endTime: '2026-04-30T00:00:00' }, {}, '2026-04-30 00:00:00 has passed'],
  ['executions_left', { maxExecutions: 5, executionCount: 5 }, {}, 'limit of 5 runs'],
  ['workflow', { workflowStatus: null, workflowName: null }, {}, 'workflow 1 does not exist'],
  ['workflow', { userStatus: 2 }, {}, 'user Mei is disabled'],
  ['target', { connector: null }, {}, 'no target'],
  ['connection', { connector: 'nexusai' }, { connectionProblem: 'wrong password' }, 'wrong password'],
  ['overlap', { openRuns: 1 }, {}, 'would be skipped'],
  ['overlap', { openRuns: 1, overlap: 'queue_one' }, {}, 'waits its turn'],
  ['slots', {}, { status: { ...still, slots: 1, running: [running] } }, 'All 1 slots'],
];

describe('whyNotRunning', () => {
  it('finds nothing in the way of a due task', () => {
    const answer = whyAnswer.parse(whyNotRunning(facts()));
    expect(answer.terms.every((term) => term.ok)).toBe(true);
    expect(answer.verdict).toContain('will be started at once');
  });

  it('counts no slot for a run that waits for a person', () => {
    const status = { ...still, slots: 1, running: [{ ...running, waiting: true }] };
    const slots = whyNotRunning(facts({}, { status })).terms.find((line) => line.term === 'slots');
    expect(slots).toMatchObject({ ok: true, text: '1 slots are free.' });
  });

  it.each(cases)('says %s for %o', (term, part, more, words) => {
    const answer = whyAnswer.parse(whyNotRunning(facts(part, more)));
    expect(answer.terms.filter((line) => !line.ok).map((line) => line.term)).toEqual([term]);
    expect(answer.verdict).toBe(`It is not running: ${answer.terms.find((line) => !line.ok)?.text ?? ''}`);
    expect(answer.verdict).toContain(words);
    const chinese = whyNotRunning(facts(part, { ...more, locale: 'zh-CN' }));
    expect(chinese.verdict).toMatch(/^没有运行：[^.]/);
    for (const line of chinese.terms) expect(line.text).toMatch(/[\u4e00-\u9fff]/);
  });

  it('calls a task that is merely not due yet in order, in its own zone', () => {
    const answer = whyNotRunning(facts({ nextRunTime: '2026-05-02T08:00:00.000Z' }));
    expect(answer.verdict).toBe(
      'Nothing is wrong. Its next run is not due before 2026-05-02 16:00 (Asia/Shanghai).',
    );
  });

  it('says beside its sentences which instants they name, for a window to say them its own way', () => {
    const nextRunTime = '2026-05-02T08:00:00.000Z';
    const { verdict, terms, instants } = whyAnswer.parse(
      whyNotRunning(facts({ nextRunTime, endTime: '2026-12-31T09:00:00' })),
    );
    expect(instants).toContainEqual({ said: '2026-05-02 16:00 (Asia/Shanghai)', at: nextRunTime });
    expect(instants).toContainEqual({ said: '2026-12-31 09:00:00', at: '2026-12-31T01:00:00.000Z' });
    const texts = [verdict, ...terms.map((line) => line.text)];
    for (const { said } of instants) expect(texts.some((one) => one.includes(said))).toBe(true);
    const rest = texts.map((one) => instants.reduce((left, { said }) => left.replaceAll(said, ''), one));
    expect(rest.join(' ')).not.toMatch(/\d{4}-\d{2}-\d{2}/);
  });

  it('does not hold the trouble of a connection against a task that goes without one', () => {
    const answer = whyNotRunning(facts({ connector: 'http' }, { connectionProblem: 'wrong password' }));
    expect(answer.terms.every((term) => term.ok)).toBe(true);
  });

  it('does not take runs that may overlap for an obstacle', () => {
    for (const overlap of ['allow', 'cancel_running'])
      expect(whyNotRunning(facts({ openRuns: 2, overlap })).terms.every((term) => term.ok)).toBe(true);
  });

  it('has a sentence for every term, each once', () => {
    const { terms } = whyNotRunning(facts());
    const names = whyAnswer.shape.terms.element.shape.term.options;
    expect(terms.map((term) => term.term).sort()).toEqual([...names].sort());
  });
});
