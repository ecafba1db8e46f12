import type { CycleResult, Settlement } from '../../executor/ledger';
import { arrayLiteral } from './array-literal';
import { idRow } from './ledger-rows';
import { endTaskSql, retrySql, settleOneSql, settlePassingSql, settleSql } from './ledger-sql';
import { rowsOf, textsOf, type Answer, type Statement } from './pipelined';
import { reasonText } from './reason-text';
import { reportStatement } from './report-statement';
import { storableJson } from './storable-json';

/**
 * `single`: one end goes by the statements for one, which give up where they would wait for a task. `waiting`: a task that
 * is held is waited for, as long as the session's settings let it. `passing`: it is left, and owed.
 */
export type SettlingManner = 'single' | 'waiting' | 'passing';

/** What a cycle writes of runs that ended: the statements, and what their answers mean. */
export class Settling {
  readonly #ends: readonly Settlement[];
  readonly #retries: readonly Settlement[];
  /** The only one, by the statements for one. */
  readonly #only: Settlement | null;

  constructor(
    private readonly executorId: string,
    private readonly settlements: readonly Settlement[],
    private readonly manner: SettlingManner,
  ) {
    this.#ends = settlements.filter(({ retryAfterMs }) => retryAfterMs === null);
    this.#retries = settlements.filter(({ retryAfterMs }) => retryAfterMs !== null);
    this.#only = manner === 'single' && this.#ends.length === 1 ? (this.#ends[0] ?? null) : null;
  }

  /** What the runs had said and could not be written while they went; before their ends. */
  lastWords(): Statement[] {
    return this.settlements.flatMap(({ report }) =>
      report === null ? [] : [reportStatement(report, this.executorId)],
    );
  }

  ends(): Statement | null {
    if (this.#only !== null) return this.#one(this.#only);
    return this.#ends.length === 0 ? null : this.#all(this.#ends);
  }

  retries(): Statement | null {
    if (this.#retries.length === 0) return null;
    return {
      name: 'retry',
      text: retrySql,
      values: [
        this.executorId,
        this.#retries.map((end) => end.runId),
        this.#retries.map((end) => end.retryAfterMs),
        this.#retries.map((end) => storableJson(end.attempts)),
        this.#retries.map((end) => storableJson(end.error)),
        this.#retries.map((end) => reasonText(end.reason)),
      ],
      rows: 'parsed',
    };
  }

  /** What is left to do on the task of the one that ended; it goes with the claim. */
  rest(ended: Answer | null | undefined): Statement | null {
    if (this.#only === null || textsOf(ended)[0]?.[0] !== 't') return null;
    return { name: 'end_task', text: endTaskSql, values: [this.#only.runId] };
  }

  /** Which took effect: as a rule all. */
  settled(ended: Answer | null | undefined, retried: Answer | null | undefined): CycleResult['settled'] {
    const ids = this.#endedIds(ended);
    const retriedIds = rowsOf(retried, idRow).map(({ id }) => id);
    if (ids.length === this.#ends.length && retriedIds.length === this.#retries.length) return 'all';
    return new Set([...ids, ...retriedIds]);
  }

  /** Runs that ended, and whose task is still to be told. */
  owed(ended: Answer | null | undefined): readonly string[] {
    return this.manner === 'passing' ? idsIn(textsOf(ended)[0]?.[1]) : [];
  }

  #endedIds(ended: Answer | null | undefined): readonly string[] {
    if (this.#only !== null) return ended?.rows.length === 1 ? [this.#only.runId] : [];
    const ids = textsOf(ended)[0]?.[0] ?? null;
    return ids === null ? this.#ends.map((end) => end.runId) : idsIn(ids);
  }

  #all(ends: readonly Settlement[]): Statement {
    return {
      ...(this.manner === 'passing'
        ? { name: 'settle_passing', text: settlePassingSql }
        : { name: 'settle', text: settleSql }),
      values: [
        this.executorId,
        arrayLiteral(ends, (end) => end.runId),
        arrayLiteral(ends, (end) => end.taskId),
        arrayLiteral(ends, (end) => end.outcome),
        sparse(ends, (end) => end.reason?.code ?? null),
        sparse(ends, (end) => reasonText(end.reason)),
        sparse(ends, (end) => storableJson(end.reason?.params ?? null)),
        sparse(ends, (end) => storableJson(end.result)),
        sparse(ends, (end) => storableJson(end.error)),
        sparse(ends, (end) => storableJson(end.attempts)),
      ],
    };
  }

  #one(end: Settlement): Statement {
    return {
      name: 'settle_one',
      text: settleOneSql,
      values: [
        this.executorId,
        end.runId,
        end.outcome,
        end.reason?.code ?? null,
        reasonText(end.reason),
        storableJson(end.reason?.params ?? null),
        storableJson(end.result),
        storableJson(end.error),
        storableJson(end.attempts),
      ],
    };
  }
}

/** Ids with commas between them. */
export const idsIn = (text: string | null | undefined): readonly string[] =>
  text === null || text === undefined || text === '' ? [] : text.split(',');

/** `unnest` fills a shorter array up with nulls, so one of nulls only need not be sent. */
const sparse = (
  ends: readonly Settlement[],
  value: (end: Settlement) => string | null,
): readonly (string | null)[] => (ends.some((end) => value(end) !== null) ? ends.map(value) : []);
