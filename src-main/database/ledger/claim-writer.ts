import type { ClientBase } from 'pg';
import { describeReason } from '../../contract/reason-words';
import type { ClaimedRun, CycleWork, Decision, NewRun, RecordedRun } from '../../executor/ledger';
import type { DirectoryRow, DueRow } from './ledger-rows';
import {
  directoryRow,
  dueRow,
  nobody,
  queuedRow,
  recordedRow,
  toDueTask,
  toNames,
  toNewClaim,
} from './ledger-rows';
import {
  advanceSql,
  cancelOpenSql,
  directorySql,
  holdSql,
  insertEndedSql,
  insertQueuedSql,
  pickSql,
  pickUnplannedSql,
  releaseHoldSql,
} from './ledger-sql';
import { arrayLiteral } from './array-literal';
import { pipelined, rowsOf, type Statement } from './pipelined';
import { storableJson, storableText } from './storable-json';

interface Planned {
  readonly row: DueRow;
  readonly decision: Decision;
  readonly run: NewRun;
}

export interface ClaimAnswer {
  readonly due: number;
  readonly claimed: readonly ClaimedRun[];
  /** Those of them that start at once, with the instant their start was written. */
  readonly opened: ReadonlyMap<string, Date>;
  readonly recorded: readonly RecordedRun[];
  readonly serialWritten: boolean;
  /** Starts that were counted but whose occurrence already had its row. */
  readonly overcounted: ReadonlyMap<string, number>;
}

/** The claim inside a cycle's transaction: pick due tasks, let them be decided, write what was decided. */
export class ClaimWriter {
  constructor(private readonly executorId: string) {}

  pick(limit: number, dueBefore: Date | null): Statement {
    return { name: `pick_${limit}`, text: pickSql(limit), values: [dueBefore] };
  }

  pickUnplanned(limit: number): Statement {
    return { text: pickUnplannedSql(limit) };
  }

  /**
   * Writes the decisions on the picked rows.
   * @param startNow so many of the runs start at once
   * @param last sent right behind, without waiting for the answers: the COMMIT, or null when the caller commits
   */
  async write(
    client: ClientBase,
    picked: readonly unknown[],
    decide: CycleWork['decide'],
    startNow: number,
    last: Statement | null,
  ): Promise<ClaimAnswer> {
    const rows = picked.map((row) => dueRow.parse(row));
    const decided = rows.map((row) => ({ row, decision: decide(toDueTask(row), row.now) }));
    const planned = decided.flatMap(({ row, decision }) =>
      decision.runs.map((run): Planned => ({ row, decision, run })),
    );
    const queued = planned.filter(({ run }) => run.outcome === null);
    const ended = planned.filter(({ run }) => run.outcome !== null);
    const held = decided.filter(({ decision }) => decision.hold !== null);
    const stopped = decided.filter(({ decision }) => decision.cancelOpen);
    let left = startNow;
    const starts = queued.map(({ run }) => run.ready && left-- > 0);
    const starting = new Set(queued.filter((_, i) => starts[i]).map(({ row }) => row.id));
    const directory = new Directory(queued.filter(({ run }) => run.ready).map(({ row }) => row));

    const [, queuedAnswer, endedAnswer, directoryAnswer] = await pipelined(client, [
      decided.length === 0
        ? null
        : advance(
            decided.map(({ decision }) => decision),
            starting,
          ),
      queued.length === 0 ? null : this.#insertQueued(queued, starts),
      ended.length === 0 ? null : insertEnded(ended),
      directory.statement(),
      held.length === 0
        ? null
        : {
            text: holdSql,
            values: [
              held.map(({ row }) => row.id),
              held.map(({ decision }) => storableText(decision.hold ?? '')),
            ],
          },
      stopped.length === 0 ? null : { text: cancelOpenSql, values: [stopped.map(({ row }) => row.id)] },
      last,
    ]);
    directory.read(rowsOf(directoryAnswer, directoryRow));

    const byKey = new Map(queued.map((one) => [runKey(one.row.id, one.run.plannedAt), one]));
    const claimed: ClaimedRun[] = [];
    const opened = new Map<string, Date>();
    for (const written of rowsOf(queuedAnswer, queuedRow)) {
      const mapKey = runKey(written.task_id, written.planned_at);
      const one = byKey.get(mapKey);
      if (one === undefined) continue;
      byKey.delete(mapKey);
      if (written.started) opened.set(written.id, one.row.now);
      if (written.ready)
        claimed.push(toNewClaim(one.row, written, directory.names(one.row), one.run.serial, one.run.trigger));
    }
    const overcounted = new Map<string, number>();
    for (const { row } of byKey.values()) overcounted.set(row.id, (overcounted.get(row.id) ?? 0) + 1);

    const names = new Map(rows.map((row) => [row.id, row.name]));
    const problems = new Map(held.map(({ row, decision }) => [row.id, decision.hold]));
    const recorded = rowsOf(endedAnswer, recordedRow).map((row): RecordedRun => ({
      runId: row.id,
      taskId: row.task_id,
      taskName: names.get(row.task_id) ?? '',
      outcome: row.outcome,
      reasonText: row.reason ?? '',
      problem: problems.get(row.task_id) ?? null,
    }));
    return {
      due: rows.length,
      claimed,
      opened,
      recorded,
      overcounted,
      serialWritten: queued.some(({ run }) => run.serial),
    };
  }

  /** Tasks read again after an edit: those that are sound now lose their hold. */
  release(decisions: readonly Decision[]): Statement | null {
    const sound = decisions.filter((decision) => decision.hold === null).map((decision) => decision.taskId);
    return sound.length === 0 ? null : { text: releaseHoldSql, values: [sound] };
  }

  #insertQueued(queued: readonly Planned[], starts: readonly boolean[]): Statement {
    return {
      name: 'insert_queued',
      text: insertQueuedSql,
      values: [
        this.executorId,
        arrayLiteral(queued.map(({ row }) => row.id)),
        queued.map(({ row, run }) => exactInstant(row, run)),
        arrayLiteral(queued.map(({ run }) => run.trigger)),
        arrayLiteral(queued.map(({ run }) => run.serial)),
        arrayLiteral(queued.map(({ run }) => run.ready)),
        arrayLiteral(starts),
      ],
    };
  }
}

const advance = (decisions: readonly Decision[], starting: ReadonlySet<string>): Statement => ({
  name: 'advance',
  text: advanceSql,
  values: [
    arrayLiteral(decisions.map((decision) => decision.taskId)),
    arrayLiteral(decisions.map((decision) => decision.nextRunAt?.toISOString() ?? null)),
    arrayLiteral(decisions.map((decision) => decision.executions)),
    arrayLiteral(decisions.map((decision) => decision.endNow)),
    arrayLiteral(decisions.map((decision) => starting.has(decision.taskId))),
  ],
});

const insertEnded = (ended: readonly Planned[]): Statement => ({
  name: 'insert_ended',
  text: insertEndedSql,
  values: [
    ended.map(({ row }) => row.id),
    ended.map(({ row, run }) => exactInstant(row, run)),
    ended.map(({ run }) => run.outcome),
    ended.map(({ run }) => run.reason?.code ?? null),
    ended.map(({ run }) => (run.reason === null ? null : storableText(describeReason(run.reason, 'en')))),
    ended.map(({ run }) => storableJson(run.reason?.params ?? null)),
    ended.map(({ run }) => run.covers),
    ended.map(({ run }) => run.coversUntil),
  ],
});

/** The planned instant as stored, to the microsecond that a Date would lose; or the rule's own. */
const exactInstant = (row: DueRow, run: NewRun): Date | string => {
  if (row.planned_text !== null && run.plannedAt.getTime() === row.next_run_time.getTime())
    return row.planned_text;
  return Number.isNaN(run.plannedAt.getTime()) ? row.now : run.plannedAt;
};

const runKey = (taskId: string, plannedAt: Date): string => `${taskId}|${plannedAt.getTime()}`;

/** Users, apps, workflows and targets of a batch; most tasks of a batch share them. */
class Directory {
  readonly #places = new Map<string, number>();
  readonly #keys: DueRow[] = [];
  #names: ReturnType<typeof toNames>[] = [];

  constructor(rows: readonly DueRow[]) {
    for (const row of rows) {
      const key = directoryKey(row);
      if (this.#places.has(key)) continue;
      this.#places.set(key, this.#keys.length);
      this.#keys.push(row);
    }
  }

  statement(): Statement | null {
    if (this.#keys.length === 0) return null;
    return {
      name: 'directory',
      text: directorySql,
      values: [
        this.#keys.map((row) => row.user_id),
        this.#keys.map((row) => row.app_id),
        this.#keys.map((row) => row.workflow_id),
      ],
    };
  }

  read(rows: readonly DirectoryRow[]): void {
    this.#names = rows.map(toNames);
  }

  names(row: DueRow): ReturnType<typeof toNames> {
    return this.#names[this.#places.get(directoryKey(row)) ?? -1] ?? nobody;
  }
}

const directoryKey = (row: DueRow): string => `${row.user_id}|${row.app_id}|${row.workflow_id}`;
