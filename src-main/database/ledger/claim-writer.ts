import type { ClientBase } from 'pg';
import { describeReason } from '../../contract/reason-words';
import type { ClaimedRun, CycleWork, Decision, NewRun, RecordedRun } from '../../executor/ledger';
import { arrayLiteral } from './array-literal';
import { ClaimFront } from './claim-front';
import { Directory } from './directory';
import { DueRow, millisecondsOf } from './due-row';
import { queuedRow, recordedRow } from './ledger-rows';
import {
  advanceSql,
  cancelOpenSql,
  claimFlag,
  claimOneSql,
  claimSql,
  holdSql,
  insertEndedSql,
  insertQueuedSql,
  pickButSql,
  pickNamedSql,
  pickSql,
  pickUnplannedSql,
  releaseHoldSql,
} from './ledger-sql';
import { NewClaim } from './new-claim';
import { pipelined, rowsOf, textsOf, type Answer, type Statement } from './pipelined';
import { storableJson, storableText } from './storable-json';

/** So few tasks are asked for together with their names; many share them, and are asked for once. */
const fewTasks = 8;

interface Decided {
  readonly row: DueRow;
  readonly decision: Decision;
}

interface Planned extends Decided {
  readonly run: NewRun;
  readonly starts: boolean;
}

/** A look for due tasks. */
export interface DuePick {
  readonly statement: Statement;
  readonly wanted: number;
  /** Where it began, in seconds since the epoch. */
  readonly from: number;
}

export interface ClaimAnswer {
  readonly due: number;
  readonly dueLeft: boolean;
  readonly claimed: readonly ClaimedRun[];
  readonly recorded: readonly RecordedRun[];
  readonly serialWritten: boolean;
}

/** The claim inside a cycle's transaction: pick due tasks, let them be decided, write what was decided. */
export class ClaimWriter {
  readonly #front = new ClaimFront();

  constructor(private readonly executorId: string) {}

  /** What one cycle does, from its first statement to its commit. */
  during<T>(cycle: () => Promise<T>): Promise<T> {
    return this.#front.during(cycle);
  }

  pick(wanted: number, dueBefore: Date | null, passOver: readonly string[]): DuePick {
    if (passOver.length > 0)
      return {
        statement: { text: pickButSql, values: [dueBefore, wanted, -Infinity, passOver] },
        wanted,
        from: -Infinity,
      };
    const few = wanted <= fewTasks;
    const from = few ? -Infinity : this.#front.seconds;
    const values = [dueBefore, wanted, from];
    const statement = few
      ? { name: 'pick_named', text: pickNamedSql, values }
      : { name: 'pick', text: pickSql, values };
    return { statement, wanted, from };
  }

  pickUnplanned(wanted: number): DuePick {
    return { statement: { text: pickUnplannedSql, values: [wanted] }, wanted, from: -Infinity };
  }

  /**
   * Writes the decisions on the picked rows.
   * @param answer what the pick's statement answered
   * @param careful takes no occurrence for new: one that has its row already is left as it is
   * @param around sent with it, before and after: what is left of a settle; the COMMIT, unless the caller commits
   */
  async write(
    client: ClientBase,
    pick: DuePick,
    answer: Answer | null | undefined,
    work: Pick<CycleWork, 'decide' | 'startNow' | 'onDueLeft'>,
    careful: boolean,
    around: { readonly first: Statement | null; readonly last: Statement | null },
  ): Promise<ClaimAnswer> {
    const rows = textsOf(answer).map((values) => new DueRow(values));
    const last = rows.at(-1)?.plannedSeconds ?? Number.NaN;
    const dueLeft = this.#front.picked(pick.from, rows.length, pick.wanted, last);
    if (dueLeft) work.onDueLeft();
    const now = new Date(millisecondsOf(rows[0]?.nowSeconds ?? 0));
    const plain: Planned[] = [];
    const others: Decided[] = [];
    const queued: Planned[] = [];
    const ended: Planned[] = [];
    const held: Decided[] = [];
    const stopped: string[] = [];
    const directory = new Directory();
    let left = work.startNow;
    let serialWritten = false;
    for (const row of rows) {
      const decision = work.decide(row, now);
      const isPlain = !careful && writesOneRun(decision);
      if (!isPlain) others.push({ row, decision });
      if (decision.hold !== null) held.push({ row, decision });
      if (decision.cancelOpen) stopped.push(row.id);
      for (const run of decision.runs) {
        if (run.outcome !== null) {
          ended.push({ row, decision, run, starts: false });
          continue;
        }
        (isPlain ? plain : queued).push({ row, decision, run, starts: run.ready && left > 0 });
        if (run.ready) {
          left -= 1;
          if (!row.isNamed) directory.add(row);
        }
        serialWritten ||= run.serial;
      }
    }

    // Whether each of these is new, and counts, is known by the answer.
    const counts = queued.length > 0;
    const [, , , queuedAnswer, endedAnswer, directoryAnswer] = await pipelined(client, [
      around.first,
      plain.length === 0 ? null : this.#claim(plain),
      others.length === 0 ? null : advance(others, queued),
      queued.length === 0 ? null : this.#insertQueued(queued),
      ended.length === 0 ? null : insertEnded(ended),
      directory.statement(),
      held.length === 0 ? null : hold(held),
      stopped.length === 0 ? null : { text: cancelOpenSql, values: [stopped] },
      counts ? null : around.last,
    ]);
    directory.read(directoryAnswer);

    const claimed: ClaimedRun[] = [];
    const add = ({ row, run, starts }: Planned, runId: string): void => {
      if (!run.ready) return;
      const names = row.isNamed ? row.names : directory.names(row);
      claimed.push(new NewClaim(row, run, runId, starts ? now : null, names));
    };
    for (const one of plain) add(one, one.row.runId);
    const byKey = new Map(queued.map((one) => [runKey(one.row.id, one.run.plannedAt.getTime()), one]));
    for (const written of rowsOf(queuedAnswer, queuedRow)) {
      const key = runKey(written.task_id, millisecondsOf(written.planned_at));
      const one = byKey.get(key);
      if (one === undefined) continue;
      byKey.delete(key);
      add(one, written.id);
    }
    const overcounted = new Map<string, number>();
    for (const { row } of byKey.values()) overcounted.set(row.id, (overcounted.get(row.id) ?? 0) + 1);
    if (counts) await pipelined(client, [uncount(overcounted), around.last]);

    const names = new Map(ended.map(({ row }) => [row.id, row.name]));
    const problems = new Map(held.map(({ row, decision }) => [row.id, decision.hold]));
    const recorded = rowsOf(endedAnswer, recordedRow).map((row): RecordedRun => ({
      runId: row.id,
      taskId: row.task_id,
      taskName: names.get(row.task_id) ?? '',
      outcome: row.outcome,
      reasonText: row.reason ?? '',
      problem: problems.get(row.task_id) ?? null,
    }));
    return { due: rows.length, dueLeft, claimed, recorded, serialWritten };
  }

  /** Tasks read again after an edit: those that are sound now lose their hold. */
  release(decisions: readonly Decision[]): Statement | null {
    const sound = decisions.filter((decision) => decision.hold === null).map((decision) => decision.taskId);
    return sound.length === 0 ? null : { text: releaseHoldSql, values: [sound] };
  }

  #claim(plain: readonly Planned[]): Statement {
    const [only, second] = plain;
    if (only !== undefined && second === undefined)
      return {
        name: 'claim_one',
        text: claimOneSql,
        values: [
          this.executorId,
          only.row.runId,
          only.row.id,
          plannedSeconds(only.row, only.run),
          nextSeconds(only.decision),
          flagsOf(only),
        ],
      };
    return {
      name: 'claim',
      text: claimSql,
      values: [
        this.executorId,
        arrayLiteral(plain, ({ row }) => row.runId),
        arrayLiteral(plain, ({ row }) => row.id),
        arrayLiteral(plain, ({ row, run }) => plannedSeconds(row, run)),
        arrayLiteral(plain, ({ decision }) => nextSeconds(decision)),
        arrayLiteral(plain, flagsOf),
      ],
    };
  }

  #insertQueued(queued: readonly Planned[]): Statement {
    return {
      name: 'insert_queued',
      text: insertQueuedSql,
      rows: 'parsed',
      values: [
        this.executorId,
        arrayLiteral(queued, ({ row }) => row.id),
        arrayLiteral(queued, ({ row, run }) => plannedSeconds(row, run)),
        arrayLiteral(queued, ({ run }) => run.trigger),
        arrayLiteral(queued, ({ run }) => run.serial),
        arrayLiteral(queued, ({ run }) => run.ready),
        arrayLiteral(queued, ({ starts }) => starts),
      ],
    };
  }
}

/** As most due tasks do: the run is on time or stands for those that were missed, and the task goes on. */
const writesOneRun = ({ runs, executions, endNow, hold: held }: Decision): boolean =>
  runs.length === 1 && runs[0]?.outcome === null && executions === 1 && !endNow && held === null;

const flagsOf = ({ run, starts }: Planned): number =>
  (starts ? claimFlag.starts : 0) |
  (run.ready ? claimFlag.ready : 0) |
  (run.serial ? claimFlag.serial : 0) |
  (run.trigger === 'catch_up' ? claimFlag.catchUp : 0);

const advance = (others: readonly Decided[], queued: readonly Planned[]): Statement => {
  const starting = new Set(queued.filter(({ starts }) => starts).map(({ row }) => row.id));
  return {
    name: 'advance',
    text: advanceSql,
    values: [
      arrayLiteral(others, ({ row }) => row.id),
      arrayLiteral(others, ({ decision }) => nextSeconds(decision)),
      arrayLiteral(others, ({ decision }) => decision.executions),
      arrayLiteral(others, ({ decision }) => decision.endNow),
      arrayLiteral(others, ({ row }) => starting.has(row.id)),
    ],
  };
};

/** Starts that were counted, and whose occurrence had its row already. */
const uncount = (overcounted: ReadonlyMap<string, number>): Statement | null =>
  overcounted.size === 0
    ? null
    : {
        text: `UPDATE scheduled_tasks t SET execution_count = GREATEST(0, t.execution_count - v.n)
          FROM unnest($1::bigint[], $2::int[]) AS v(id, n) WHERE t.id = v.id`,
        values: [[...overcounted.keys()], [...overcounted.values()]],
      };

const insertEnded = (ended: readonly Planned[]): Statement => ({
  name: 'insert_ended',
  text: insertEndedSql,
  rows: 'parsed',
  values: [
    ended.map(({ row }) => row.id),
    ended.map(({ row, run }) => plannedSeconds(row, run)),
    ended.map(({ run }) => run.outcome),
    ended.map(({ run }) => run.reason?.code ?? null),
    ended.map(({ run }) => (run.reason === null ? null : storableText(describeReason(run.reason, 'en')))),
    ended.map(({ run }) => storableJson(run.reason?.params ?? null)),
    ended.map(({ run }) => run.covers),
    ended.map(({ run }) => run.coversUntil),
  ],
});

const hold = (held: readonly Decided[]): Statement => ({
  text: holdSql,
  values: [held.map(({ row }) => row.id), held.map(({ decision }) => storableText(decision.hold ?? ''))],
});

/** The planned instant as stored, to the microsecond that a Date would lose; or the rule's own. */
const plannedSeconds = (row: DueRow, run: NewRun): number | string => {
  const ms = run.plannedAt.getTime();
  if (ms === row.plannedAt.getTime()) return row.plannedText;
  return Number.isNaN(ms) ? row.nowSeconds : ms / 1000;
};

const nextSeconds = ({ nextRunAt }: Decision): number | null =>
  nextRunAt === null ? null : nextRunAt.getTime() / 1000;

const runKey = (taskId: string, plannedMs: number): string => `${taskId}|${plannedMs}`;
