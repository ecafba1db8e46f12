import { holdText } from '../contract/contract-texts';
import type { Locale } from '../contract/primitives';
import type { RowHolder } from '../contract/row-holder';
import { holderText } from '../contract/row-holder-words';
import { joined, sentences } from '../contract/text';
import { overlapPolicy } from '../contract/task';
import type { OverlapPolicy } from '../contract/task';
import type { ExecutorStatus, WhyAnswer, WhyTerm } from '../contract/status';
import { problemText } from '../recurrence/problem-words';
import { resolveLocalTime, toLocalTime } from '../recurrence/time-zone';
import { executionsAhead } from './planned-runs';
import type { StoredTaskRow } from './stored-task';
import { readSchedule } from './task-schedule';
import { missingWords, pauseWords, whyVerdicts, whyWords } from './why-words';

/** Everything the due predicate looks at. */
export interface WhyFacts {
  readonly task: StoredTaskRow;
  readonly status: ExecutorStatus;
  readonly defaultTimeZone: string;
  readonly defaultOverlap: OverlapPolicy;
  /** What a workflow without a target is started by (the default NexusAI connection), or null. */
  readonly fallback: string | null;
  /** What is wrong with the connection of the task's target, in words; null when nothing is known to be. */
  readonly connectionProblem: string | null;
  /** Whose transaction holds the task's row; null when nobody's does. */
  readonly holder: RowHolder | null;
  readonly now: Date;
  readonly locale: Locale;
}

/** The facts, and the instants the sentences have named so far, by how they named them. */
interface Asked extends WhyFacts {
  readonly told: Map<string, string>;
}

/**
 * Evaluates the due predicate now, term by term. The verdict is the first term that keeps the task from starting, in the
 * order an operator would ask; a task that is merely not due yet has nothing wrong with it.
 */
export function whyNotRunning(given: WhyFacts): WhyAnswer {
  const facts: Asked = { ...given, told: new Map() };
  const terms = [
    database(facts),
    executorAlive(facts),
    schedulerPaused(facts),
    status(facts),
    paused(facts),
    hold(facts),
    ...schedule(facts),
    executionsLeft(facts),
    rowFree(facts),
    workflow(facts),
    target(facts),
    connection(facts),
    overlap(facts),
    slots(facts),
  ];
  const words = whyVerdicts(facts.locale);
  const wrong = terms.find((term) => !term.ok);
  const instants = [...facts.told].map(([said, at]) => ({ said, at }));
  if (wrong === undefined) return { verdict: words.starting, terms, instants };
  const early = wrong.term === 'next_run' && facts.task.nextRunTime !== null && readable(facts);
  return { verdict: early ? words.waiting(wrong.text) : words.blocked(wrong.text), terms, instants };
}

const term = (facts: Asked, name: WhyTerm['term'], kind: string, x = '', ok = kind === 'ok'): WhyTerm => ({
  term: name,
  ok,
  text: whyWords(name, kind, x, facts.locale),
});

const readable = (facts: Asked): boolean => readSchedule(facts.task, facts.defaultTimeZone).ok;

/** Notes how an instant is said. */
const noted = (facts: Asked, said: string, instant: string): string => {
  facts.told.set(said, instant);
  return said;
};

const minute = (facts: Asked, instant: string): string =>
  noted(facts, `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`, instant);

/** An instant in the task's own zone where that can be read, else in UTC. */
function tell(facts: Asked, instant: string): string {
  const reading = readSchedule(facts.task, facts.defaultTimeZone);
  if (!reading.ok) return minute(facts, instant);
  const local = toLocalTime(reading.compiled.zone, Date.parse(instant));
  return noted(facts, `${local.slice(0, 10)} ${local.slice(11, 16)} (${reading.rule.timeZone})`, instant);
}

/** A wall time of the task as the row has it. */
function tellWall(facts: Asked, localTime: string, timeZone: string): string {
  const said = localTime.replace('T', ' ');
  const resolved = resolveLocalTime(timeZone, localTime);
  return resolved === null ? said : noted(facts, said, new Date(resolved.atMs).toISOString());
}

function database(facts: Asked): WhyTerm {
  const { state, since } = facts.status.database;
  return state === 'connected'
    ? term(facts, 'database', 'ok')
    : term(facts, 'database', 'lost', minute(facts, since));
}

function executorAlive(facts: Asked): WhyTerm {
  const { phase, lastPoll } = facts.status;
  return phase === 'running' || phase === 'starting'
    ? term(facts, 'executor_alive', 'ok', lastPoll === null ? '' : minute(facts, lastPoll.at))
    : term(facts, 'executor_alive', 'dead');
}

function schedulerPaused(facts: Asked): WhyTerm {
  const { paused: pause } = facts.status;
  if (pause === null) return term(facts, 'scheduler_paused', 'ok');
  const until = pause.until === null ? null : tell(facts, pause.until);
  return term(facts, 'scheduler_paused', 'paused', pauseWords({ ...pause, until }, facts.locale));
}

function status(facts: Asked): WhyTerm {
  const { task } = facts;
  // A pause is a term of its own.
  if (task.status === 1 || task.status === 3) return term(facts, 'status', 'ok');
  if (task.status === 4) return term(facts, 'status', 'deleted');
  return term(facts, 'status', task.ended ? 'ended' : 'disabled');
}

function paused(facts: Asked): WhyTerm {
  const { task } = facts;
  if (task.status !== 3) return term(facts, 'paused', 'ok');
  const until = task.pausedUntil === null ? null : tell(facts, task.pausedUntil);
  return term(
    facts,
    'paused',
    'paused',
    pauseWords({ by: task.pausedBy, until, reason: task.pauseReason }, facts.locale),
  );
}

function hold(facts: Asked): WhyTerm {
  const { holdReason } = facts.task;
  if (holdReason === null) return term(facts, 'hold', 'ok');
  // The row keeps a schedule's problems in English; the schedule says them again in the reader's language.
  const reading = readSchedule(facts.task, facts.defaultTimeZone);
  const why = reading.ok ? holdText(holdReason) : joined(reading.problems.map(problemText));
  return term(facts, 'hold', 'held', why[facts.locale]);
}

function schedule(facts: Asked): readonly WhyTerm[] {
  const { task, now } = facts;
  const reading = readSchedule(task, facts.defaultTimeZone);
  if (!reading.ok) {
    const problems = sentences(reading.problems.map(problemText))[facts.locale];
    return [term(facts, 'next_run', 'invalid', problems), term(facts, 'end_time', 'ok', '')];
  }
  const { endTime } = reading.rule;
  const passed = endTime !== null && now.getTime() > reading.compiled.lastMs;
  const end = term(
    facts,
    'end_time',
    passed ? 'passed' : 'ok',
    endTime === null ? '' : tellWall(facts, endTime, reading.rule.timeZone),
  );
  if (task.nextRunTime === null) return [end, term(facts, 'next_run', 'none')];
  const due = Date.parse(task.nextRunTime) <= now.getTime();
  return [end, term(facts, 'next_run', due ? 'ok' : 'ahead', tell(facts, task.nextRunTime))];
}

function rowFree(facts: Asked): WhyTerm {
  const { holder } = facts;
  return holder === null
    ? term(facts, 'row_free', 'ok')
    : term(facts, 'row_free', 'held', holderText(holder)[facts.locale]);
}

function executionsLeft(facts: Asked): WhyTerm {
  const { maxExecutions, executionCount } = facts.task;
  const left = executionsAhead(maxExecutions, executionCount);
  if (left === Infinity) return term(facts, 'executions_left', 'ok', '');
  return left > 0
    ? term(facts, 'executions_left', 'ok', String(left))
    : term(facts, 'executions_left', 'none', String(maxExecutions ?? 0));
}

function workflow(facts: Asked): WhyTerm {
  const { task, locale } = facts;
  const named = [
    ['user', task.userStatus, task.userName ?? task.userId],
    ['app', task.appStatus, task.appName ?? task.appId],
    ['workflow', task.workflowStatus, task.workflowName ?? task.workflowId],
  ] as const;
  const missing = named.find(([, found]) => found !== 1);
  if (missing === undefined) return term(facts, 'workflow', 'ok');
  const [what, found, name] = missing;
  return term(facts, 'workflow', 'gone', missingWords(what, name, found === null, locale));
}

function target(facts: Asked): WhyTerm {
  const connector = facts.task.connector ?? facts.fallback;
  return connector === null ? term(facts, 'target', 'none') : term(facts, 'target', 'ok', connector);
}

/** Only a NexusAI target goes through a connection: another's trouble is none of the task's. */
function connection(facts: Asked): WhyTerm {
  const connector = facts.task.connector ?? facts.fallback;
  return facts.connectionProblem === null || connector !== 'nexusai'
    ? term(facts, 'connection', 'ok')
    : term(facts, 'connection', 'broken', facts.connectionProblem);
}

/** In the way only where the policy skips or queues: the others start at once. */
function overlap(facts: Asked): WhyTerm {
  const { task } = facts;
  if (task.openRuns === 0) return term(facts, 'overlap', 'ok');
  const own = overlapPolicy.safeParse(task.overlap);
  const policy = own.success ? own.data : facts.defaultOverlap;
  if (policy === 'allow') return term(facts, 'overlap', 'allowed', '', true);
  return term(facts, 'overlap', policy, '', policy === 'cancel_running');
}

function slots(facts: Asked): WhyTerm {
  const { slots: all, running } = facts.status;
  const free = all - running.filter(({ waiting }) => !waiting).length;
  return free > 0 ? term(facts, 'slots', 'ok', String(free)) : term(facts, 'slots', 'full', String(all));
}
