import { z } from 'zod';
import { holdTexts } from '../contract/contract-texts';
import type { Reason } from '../contract/run';
import { missedPolicy, overlapPolicy, type MissedPolicy, type OverlapPolicy } from '../contract/task';
import { saidParams } from '../contract/said-params';
import { joined, type Text } from '../contract/text';
import { nextFromRun } from '../recurrence/next-from-run';
import { countBetween, isOccurrence, next, previous } from '../recurrence/occurrences';
import type { CompiledRule } from '../recurrence/compile-rule';
import { problemText } from '../recurrence/problem-words';
import type { Decision, DueTask, NewRun, SharedPause } from './ledger';
import type { RuleCache } from './rule-cache';

/** What holds where a task has no policy of its own. Durations in milliseconds. */
export interface PolicyDefaults {
  readonly missed: MissedPolicy;
  /** Occurrences older than this are never caught up. */
  readonly missedWindowMs: number;
  /** At most so many are caught up by the policy `all`, the newest ones. */
  readonly missedCap: number;
  readonly overlap: OverlapPolicy;
  readonly timeZone: string;
}

/** A start this late still counts as on time: the width of one default poll. */
export const onTimeMs = 60_000;

const missedChoice = z.nullable(missedPolicy).catch(null);
const overlapChoice = z.nullable(overlapPolicy).catch(null);

/** Most tasks have no policy of their own, and a schema costs as much as the rest of a decision. */
const chosen = <T>(schema: z.ZodType<T | null>, own: string | null): T | null =>
  own === null ? null : schema.parse(own);

/**
 * Decides what becomes of a due task: which occurrences run, which are recorded as missed or skipped and why, and where
 * the task moves on to. Pure: the same task, moment and defaults always give the same ledger rows, and every
 * occurrence from `plannedAt` to `now` is in exactly one of them.
 *
 * - An end time that passed more than `onTimeMs` ago, or a reached `max_executions`, ends the task.
 * - Missed policy `once` runs the oldest occurrence inside the window and lets it stand for the rest; `all` runs the
 *   newest `missedCap` of the window one after another; `skip` runs only what is on time.
 * - A row that cannot be understood is put on hold with its reason.
 */
export const decide = (
  task: DueTask,
  now: Date,
  rules: RuleCache,
  defaults: PolicyDefaults,
  lastPause: SharedPause | null = null,
): Decision => {
  const plannedMs = task.plannedAt.getTime();
  if (Number.isNaN(plannedMs)) return hold(task, now, holdTexts.nextRunNoDate);
  const reading = rules.read(task, defaults.timeZone);
  if (!reading.ok) return hold(task, task.plannedAt, joined(reading.problems.map(problemText)));
  return new DueDecision(task, plannedMs, now.getTime(), reading.compiled, defaults, lastPause).decide();
};

/** The decision for a row that is no task anybody can run. */
export const hold = (task: DueTask, plannedAt: Date, problem: Text): Decision => ({
  taskId: task.id,
  runs: [ended(plannedAt, 'failed', { code: 'invalid_task', params: saidParams('problem', problem) })],
  nextRunAt: null,
  executions: 0,
  endNow: false,
  hold: problem.en,
  cancelOpen: false,
});

/** Where a task without a next run goes: to its first occurrence after now, to its end, or on hold. Writes no run. */
export const planAhead = (task: DueTask, now: Date, rules: RuleCache, defaults: PolicyDefaults): Decision => {
  const reading = rules.read(task, defaults.timeZone);
  if (!reading.ok) {
    const problem = joined(reading.problems.map(problemText));
    return { ...hold(task, now, problem), runs: [] };
  }
  const spent = task.maxExecutions > 0 && task.executionCount >= task.maxExecutions;
  const nextMs = spent ? null : next(reading.compiled, now.getTime());
  return {
    taskId: task.id,
    runs: [],
    nextRunAt: nextMs === null ? null : new Date(nextMs),
    executions: 0,
    endNow: nextMs === null,
    hold: null,
    cancelOpen: false,
  };
};

class DueDecision {
  #runs: NewRun[] = [];
  /**
   * The planned instant has no backlog behind it: the rule counts from its own runs, or somebody set `next_run_time` by
   * hand beside the rule and it is on time.
   */
  readonly #alone: boolean;
  #executions = 0;

  constructor(
    private readonly task: DueTask,
    private readonly plannedMs: number,
    private readonly nowMs: number,
    private readonly rule: CompiledRule,
    private readonly defaults: PolicyDefaults,
    private readonly lastPause: SharedPause | null,
  ) {
    this.#alone =
      rule.rule.basis === 'from_run' || (nowMs - plannedMs <= onTimeMs && !isOccurrence(rule, plannedMs));
  }

  decide(): Decision {
    const { task, rule, plannedMs, nowMs } = this;
    const max = task.maxExecutions;
    if (max > 0 && task.executionCount >= max)
      return this.#endAll({ code: 'limit_reached', params: { max } });
    if (plannedMs > rule.lastMs || nowMs > rule.lastMs + onTimeMs)
      return this.#endAll({ code: 'ended', params: { end: rule.rule.endTime } });

    const wanted = this.#chooseRuns();
    const { cancelOpen } = this.#addRuns(wanted);
    const spent = max > 0 && task.executionCount + this.#executions >= max;
    const nextMs = spent ? null : this.#nextMs();
    return {
      taskId: task.id,
      runs: this.#runs,
      nextRunAt: nextMs === null ? null : new Date(nextMs),
      executions: this.#executions,
      endNow: nextMs === null && this.#executions === 0 && task.openRuns === 0,
      hold: null,
      cancelOpen,
    };
  }

  #nextMs(): number | null {
    // A plan that lies ahead of the rule's own (somebody set it by hand) is never followed by an earlier one.
    return nextFromRun(this.rule, Math.max(this.nowMs, this.plannedMs));
  }

  #endAll(reason: Reason): Decision {
    this.#record(
      this.plannedMs,
      this.#countThrough(this.nowMs),
      this.#lastThrough(this.nowMs),
      'skipped',
      reason,
    );
    return {
      taskId: this.task.id,
      runs: this.#runs,
      nextRunAt: null,
      executions: 0,
      endNow: this.task.openRuns === 0,
      hold: null,
      cancelOpen: false,
    };
  }

  /** Occurrences from the planned one to `throughMs`. */
  #countThrough(throughMs: number): number {
    if (throughMs < this.plannedMs) return 0;
    return this.#alone ? 1 : 1 + countBetween(this.rule, this.plannedMs, throughMs);
  }

  #lastThrough(throughMs: number): number {
    if (this.#alone) return this.plannedMs;
    return Math.max(this.plannedMs, previous(this.rule, throughMs) ?? this.plannedMs);
  }

  #firstAfter(afterMs: number): number | null {
    if (afterMs < this.plannedMs) return this.plannedMs;
    const at = this.#alone ? null : next(this.rule, afterMs);
    return at !== null && at <= this.nowMs ? at : null;
  }

  /** The instants that run; what lies before and between them is recorded as missed on the way. */
  #chooseRuns(): readonly number[] {
    const { nowMs, plannedMs, defaults } = this;
    const policy = chosen(missedChoice, this.task.policies.missed) ?? defaults.missed;
    const windowMs = policy === 'skip' ? onTimeMs : Math.max(defaults.missedWindowMs, onTimeMs);
    const total = this.#countThrough(nowMs);
    const oldMs = nowMs - windowMs - 1;
    const tooOld = Math.min(total, this.#countThrough(oldMs));
    if (tooOld > 0)
      this.#recordMissed(
        plannedMs,
        tooOld,
        this.#lastThrough(oldMs),
        policy === 'skip' ? 'late' : 'over_cap',
      );
    const first = this.#firstAfter(oldMs);
    if (first === null) return [];
    if (policy === 'once') {
      const rest = total - tooOld - 1;
      const second = rest > 0 ? this.#firstAfter(first) : null;
      if (second !== null) this.#recordMissed(second, rest, this.#lastThrough(nowMs), 'coalesced');
      return [first];
    }
    const within = total - tooOld;
    const max = this.task.maxExecutions;
    const left = max > 0 ? max - this.task.executionCount : Infinity;
    const cap = Math.min(policy === 'skip' ? within : defaults.missedCap, left);
    const kept = this.#newest(Math.min(within, cap), first);
    const dropped = within - kept.length;
    if (dropped > 0) {
      const firstKept = kept[0];
      const lastDropped =
        firstKept === undefined ? this.#lastThrough(nowMs) : this.#lastThrough(firstKept - 1);
      this.#recordMissed(first, dropped, lastDropped, 'over_cap');
    }
    return kept;
  }

  #newest(count: number, first: number): readonly number[] {
    const found: number[] = [];
    for (let at = this.#lastThrough(this.nowMs); found.length < count; at = this.#lastThrough(at - 1)) {
      found.unshift(at);
      if (at <= first) break;
    }
    return found;
  }

  #addRuns(instants: readonly number[]): { readonly cancelOpen: boolean } {
    const { task, defaults } = this;
    const overlap = chosen(overlapChoice, task.policies.overlap) ?? defaults.overlap;
    const catchUps = instants.length > 1;
    let busy = task.openRuns > 0;
    let cancelOpen = false;
    for (const atMs of instants) {
      const serial = overlap !== 'allow' && (busy || catchUps);
      if (busy && overlap === 'skip' && !catchUps) {
        this.#record(atMs, 1, atMs, 'skipped', { code: 'overlap', params: {} });
        continue;
      }
      if (busy && overlap === 'queue_one' && !catchUps && task.waitingTurn > 0) {
        this.#record(atMs, 1, atMs, 'skipped', { code: 'queue_full', params: {} });
        continue;
      }
      if (busy && overlap === 'cancel_running' && task.openRuns > 0) cancelOpen = true;
      this.#add({
        plannedAt: atMs === this.plannedMs ? task.plannedAt : new Date(atMs),
        trigger: this.nowMs - atMs > onTimeMs ? 'catch_up' : 'schedule',
        outcome: null,
        reason: null,
        covers: 1,
        coversUntil: null,
        serial,
        ready: !(serial && busy),
      });
      this.#executions += 1;
      busy = true;
    }
    return { cancelOpen };
  }

  /** As a rule there is one run, and a list that grows takes the room of seventeen. */
  #add(run: NewRun): void {
    if (this.#runs.length === 0) this.#runs = [run];
    else this.#runs.push(run);
  }

  #recordMissed(
    firstMs: number,
    count: number,
    lastMs: number,
    code: 'late' | 'coalesced' | 'over_cap',
  ): void {
    const pause = this.lastPause;
    const inPause =
      pause !== null &&
      firstMs >= pause.since.getTime() &&
      (pause.until === null || lastMs <= pause.until.getTime());
    this.#record(firstMs, count, lastMs, 'missed', {
      code: inPause && code !== 'coalesced' ? 'scheduler_paused' : code,
      params: { lateMs: this.nowMs - firstMs },
    });
  }

  #record(
    firstMs: number,
    count: number,
    lastMs: number,
    outcome: 'missed' | 'skipped',
    reason: Reason,
  ): void {
    const many = count > 1;
    const span = many
      ? { count, from: new Date(firstMs).toISOString(), to: new Date(lastMs).toISOString() }
      : { count: 1, from: new Date(firstMs).toISOString() };
    this.#add({
      ...ended(new Date(firstMs), outcome, { code: reason.code, params: { ...reason.params, ...span } }),
      covers: Math.max(1, count),
      coversUntil: many ? new Date(lastMs) : null,
    });
  }
}

const ended = (plannedAt: Date, outcome: 'failed' | 'missed' | 'skipped', reason: Reason): NewRun => ({
  plannedAt,
  trigger: 'schedule',
  outcome,
  reason,
  covers: 1,
  coversUntil: null,
  serial: false,
  ready: false,
});
