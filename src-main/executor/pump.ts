import { holdTexts } from '../contract/contract-texts';
import { isHeld } from '../contract/is-held';
import { blamesOneRow } from './blames-one-row';
import { decide, hold, planAhead, type PolicyDefaults } from './decide';
import type { ExecutorListener } from './executor-event';
import { Gathering } from './gathering';
import { GoingRuns } from './going-runs';
import type {
  ClaimedRun,
  CycleResult,
  CycleWork,
  Decision,
  DueTask,
  Ledger,
  Settlement,
  SharedPause,
} from './ledger';
import type { Log } from './log';
import { neverStarted } from './never-started';
import { Pace } from './pace';
import { RefusedEnds } from './refused-ends';
import { RefusedTasks } from './refused-tasks';
import type { ReportWriter } from './report-writer';
import { RuleCache } from './rule-cache';
import type { RunSession, SessionEnd, SessionServices } from './run-session';

/** Cycles that may be on their way at once, one for each connection of the pool: the server and we work at the same time. */
const maxLanes = 4;
const maxClaim = 1024;
/** A first cycle of this size tells soon whether there is a flood; the other lanes need not wait for a large one. */
const firstClaim = 256;
const maxTake = 64;
const maxSettle = 1024;

export interface PumpOptions {
  readonly slots: () => number;
  readonly defaults: () => PolicyDefaults;
  readonly lastPause: () => SharedPause | null;
  /** A cycle failed; the pump has stopped until `resume`. */
  readonly onFailure: (error: unknown) => void;
  /** Nothing more to claim for now, by this cycle's answer. */
  readonly onDry: () => void;
  readonly onCycle: (result: CycleResult, work: CycleWork) => void;
}

/** `manual`: scheduling is paused, what a person starts still runs. */
export type Claiming = 'all' | 'manual' | 'nothing';

interface PlannedWork extends CycleWork {
  readonly opening: readonly ClaimedRun[];
  readonly version: number;
  /** The task it looked at last, of a claim of one the only one. */
  readonly decided: () => string | null;
}

/**
 * The heart of the executor: claims due tasks and queued runs while there is room, starts them, and settles what ended.
 * Each cycle is one short transaction; while it is on its way the next one's work gathers, which is all the batching
 * there is. No transaction is open while a workflow runs.
 */
export class Pump {
  readonly #rules = new RuleCache();
  #ready: ClaimedRun[] = [];
  #finished: Settlement[] = [];
  #handBack: string[] = [];
  #takeBack: string[] = [];
  #opening = 0;
  #lanes = 0;
  #scheduled = false;
  #version = 0;
  #dueDry = true;
  #queuedDry = true;
  #flood = false;
  #claiming: Claiming = 'nothing';
  #halted = true;
  #closing = false;
  /** So many compare memory and ledger now: no cycle begins. */
  #still = 0;
  #onStill: (() => void)[] = [];
  /** A batch was refused: one piece at a time, in one lane, so that it is known which one the database refuses. */
  #careful = false;
  readonly #pace = new Pace();
  readonly #gathering: Gathering;
  readonly #going: GoingRuns;
  readonly #refused: RefusedEnds;
  readonly #refusedTasks: RefusedTasks;
  #dueBefore: Date | null = null;
  #idle: (() => void)[] = [];

  constructor(
    private readonly ledger: Ledger,
    private readonly services: SessionServices,
    private readonly writer: ReportWriter,
    private readonly log: Log,
    private readonly emit: ExecutorListener,
    private readonly options: PumpOptions,
  ) {
    this.#gathering = new Gathering(services.clock, () => this.kick());
    this.#going = new GoingRuns(services, emit, {
      slots: options.slots,
      mayStart: () => !this.#halted && !this.#closing,
      onEnd: (session, end) => this.#end(session, end),
      onSlotFree: () => this.kick(),
      onStalled: () => this.#clearLine(),
    });
    this.#refused = new RefusedEnds(services.clock, log, (ends) => {
      this.#finished.push(...ends);
      this.kick();
    });
    this.#refusedTasks = new RefusedTasks(services.clock, log, () => this.look('due'));
  }

  /** Runs that go, and those that are written as started and are about to. */
  get going(): GoingRuns {
    return this.#going;
  }

  /** Runs that are ours and wait for a slot. */
  get waiting(): number {
    return this.#ready.length + this.#opening + this.#going.standing;
  }

  /** Runs of ours by any means: waiting, going, or ended and not yet written. */
  owns(runId: string): boolean {
    return (
      this.#going.has(runId) ||
      this.#refused.has(runId) ||
      this.#ready.some((run) => run.runId === runId) ||
      this.#finished.some((settlement) => settlement.runId === runId)
    );
  }

  /** What may be claimed from now on; running sessions go on. `dueBefore` bounds what counts as due. */
  setClaiming(claiming: Claiming, dueBefore: Date | null = null): void {
    if (this.#closing) return;
    this.#claiming = claiming;
    this.#dueBefore = dueBefore;
  }

  /** There may be something new to claim. */
  look(what: 'due' | 'queued' | 'both'): void {
    this.#version += 1;
    if (what !== 'queued') this.#dueDry = false;
    if (what !== 'due') this.#queuedDry = false;
    this.kick();
  }

  resume(): void {
    this.#halted = false;
    this.#going.fill();
    this.kick();
  }

  halt(): void {
    this.#halted = true;
  }

  /** Takes over runs that are already ours in the ledger: started ones are picked up again, others wait for a slot. */
  adopt(runs: readonly ClaimedRun[]): void {
    for (const run of runs) {
      if (this.owns(run.runId)) continue;
      if (run.state === 'queued') this.#ready.push(run);
      else this.#going.begin(run, run.startedAt ?? new Date(this.services.clock.now()), run.attempt, true);
    }
    this.kick();
  }

  /**
   * Waits until no cycle is on its way, and lets none begin until the answered function is called: a run that a cycle
   * claims, starts or settles while the ledger is being read would be taken for one that nobody has started.
   * @param limitMs how long a cycle that hangs on a dead connection is waited for
   */
  async standStill(limitMs: number): Promise<() => void> {
    this.#still += 1;
    if (this.#lanes > 0)
      await new Promise<void>((resolve) => {
        const disarm = this.services.clock.after(limitMs, resolve);
        this.#onStill.push(() => {
          disarm();
          resolve();
        });
      });
    return () => {
      this.#still -= 1;
      this.kick();
    };
  }

  /**
   * Makes memory agree with the ledger after a lost connection, when an answer to a commit may have got lost too.
   * @param mine every open run that is ours by the ledger
   */
  reconcile(mine: readonly ClaimedRun[]): void {
    this.#going.keep(new Set(mine.map((run) => run.runId)));
    const settling = new Set(this.#finished.map((settlement) => settlement.runId));
    const unknown = mine.filter(
      ({ runId }) => !this.#going.has(runId) && !settling.has(runId) && !this.#refused.has(runId),
    );
    this.#ready = unknown.filter((run) => run.state === 'queued');
    for (const run of unknown) {
      if (run.state === 'queued') continue;
      // Written as started, and nobody here has started it: the commit's answer never came. One that was taken over may
      // have been started by the executor before us.
      this.#going.begin(run, run.startedAt ?? new Date(this.services.clock.now()), run.attempt, run.adopted);
    }
    this.kick();
  }

  /** Starts nothing any more: what is claimed and waits for a slot is handed back. */
  close(): void {
    this.#claiming = 'nothing';
    this.#closing = true;
    this.kick();
  }

  /** Resolves when nothing is going, waiting or unwritten (or the pump is halted and nothing goes). */
  whenIdle(): Promise<void> {
    return new Promise((resolve) => {
      this.#idle.push(resolve);
      this.kick();
    });
  }

  /** Gathers what happens in this turn of the event loop, then works. */
  kick(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      if (this.#lanes < (this.#flood && !this.#careful ? maxLanes : 1)) void this.#lane();
    });
  }

  async #lane(): Promise<void> {
    this.#lanes += 1;
    try {
      for (let work = this.#plan(); work !== null || this.#returns; work = this.#plan()) {
        if (work === null) {
          if (!(await this.#giveBack())) return;
          continue;
        }
        const result = await this.#cycle(work);
        if (result === 'away') return;
        if (result !== 'again') this.#apply(work, result);
        if (this.#flood && this.#lanes < maxLanes) this.kick();
        // What ends at once is settled by the very next cycle, and its slot is free.
        await nextTurn();
      }
    } finally {
      this.#lanes -= 1;
      if (this.#lanes === 0) for (const resolve of this.#onStill.splice(0)) resolve();
      this.#settleIdle();
    }
  }

  /** `again`: refused, and to be gone on with; `away`: the pump is halted. */
  async #cycle(work: PlannedWork): Promise<CycleResult | 'again' | 'away'> {
    try {
      const begunMs = this.services.clock.now();
      const result = await this.ledger.cycle(work);
      this.#pace.cycleTook(this.services.clock.now() - begunMs);
      return result;
    } catch (error) {
      this.#undo(work);
      try {
        if (await this.#goOn(error, work)) return 'again';
        this.#fail(error);
      } catch (second) {
        this.#fail(second);
      }
      return 'away';
    }
  }

  #fail(error: unknown): void {
    this.#halted = true;
    this.options.onFailure(error);
  }

  #plan(): PlannedWork | null {
    if (this.#halted || this.#still > 0 || (this.#careful && this.#lanes > 1)) return null;
    if (this.#closing) {
      this.#handBack.push(...this.#ready.splice(0).map((run) => run.runId));
      this.#takeBack.push(...this.#going.clearLine());
    }
    const slots = this.options.slots();
    const taken = this.#going.busy + this.#opening + this.#going.standing;
    const ahead = this.#pace.ahead(slots);
    if (this.#gathers(slots, ahead)) return null;
    const free = Math.max(0, slots + ahead - taken);
    const settlements = this.#finished.splice(0, this.#careful ? 1 : maxSettle).sort(byTask);
    /** What may be in this cycle beside what is in it already. */
    const among = (before: number, wanted: number): number =>
      this.#careful ? Math.min(1 - Math.min(1, before), wanted) : wanted;
    const opening = this.#ready.splice(0, among(settlements.length, free));
    const room = free - opening.length - this.#ready.length;
    const before = settlements.length + opening.length;
    const mayTake = this.#claiming !== 'nothing' && !this.#queuedDry;
    const take = mayTake ? among(before, atMost(room, maxTake)) : 0;
    const mayClaim = this.#claiming === 'all' && !this.#dueDry;
    const most = this.#flood ? maxClaim : firstClaim;
    const claim = mayClaim ? among(before + take, atMost(room - take, most)) : 0;
    if (before + take + claim === 0) return null;
    this.#opening += opening.length + claim;
    const defaults = this.options.defaults();
    let decided: string | null = null;
    return {
      settlements,
      opening,
      open: opening.map((run) => run.runId),
      claim,
      startNow: claim,
      take,
      manualOnly: this.#claiming === 'manual',
      dueBefore: this.#dueBefore,
      passOver: this.#refusedTasks.passedOver(),
      decide: (task, now) => {
        decided = task.id;
        return this.#decide(task, now, defaults);
      },
      decided: () => decided,
      onDueLeft: () => this.#rush(claim),
      version: this.#version,
    };
  }

  /** True while a cycle would only be one of many small ones: all slots are busy, and the next runs are on the line. */
  #gathers(slots: number, ahead: number): boolean {
    const { standing } = this.#going;
    const enough = standing > 0 && standing * 2 >= ahead && this.#finished.length * 4 < slots;
    return this.#gathering.holds(enough && !this.#closing);
  }

  /** Where an enabled task without a next run goes from `now` on. */
  plan(task: DueTask, now: Date): Decision {
    try {
      return planAhead(task, now, this.#rules, this.options.defaults());
    } catch (error) {
      this.log.error('a task could not be planned; it is on hold', error, { task: task.id });
      return { ...hold(task, now, holdTexts.internal), runs: [] };
    }
  }

  #decide(task: DueTask, now: Date, defaults: PolicyDefaults): Decision {
    const refused = this.#refusedTasks.problemOf(task.id);
    if (refused !== null) return hold(task, task.plannedAt, refused);
    try {
      return decide(task, now, this.#rules, defaults, this.options.lastPause());
    } catch (error) {
      this.log.error('a due task could not be decided; it is on hold', error, { task: task.id });
      return hold(task, task.plannedAt, holdTexts.internal);
    }
  }

  /** More is due than was looked for: the other lanes need not wait for this one's commit. */
  #rush(claim: number): void {
    if (claim <= 1) return;
    this.#flood = true;
    this.kick();
  }

  #apply(work: PlannedWork, result: CycleResult): void {
    this.#opening -= work.opening.length + work.startNow;
    if (work.settlements.length > 0) this.#tellEnds(work, result);
    for (const run of work.opening) {
      const startedAt = result.opened.get(run.runId);
      if (startedAt === undefined)
        this.log.debug('the run was taken back before it started', { run: run.runId });
      else this.#going.start(run, startedAt);
    }
    for (const run of result.claimed) {
      const { startedAt } = run;
      if (run.state === 'queued' || startedAt === null) this.#ready.push(run);
      else this.#going.start(run, startedAt);
    }
    this.#going.fill();
    this.#flood = work.claim > 1 && result.dueLeft;
    if (work.version === this.#version) {
      if (work.claim > 0 && !result.dueLeft) this.#dueDry = true;
      if (work.take > 0 && result.taken < work.take) this.#queuedDry = true;
    }
    if (this.#careful && work.claim > 0) this.#carefully(work, result);
    this.options.onCycle(result, work);
    if (this.#dueDry && work.claim > 0) this.options.onDry();
  }

  /** Tells of the ends that are written now; one that did not take effect belongs to somebody else. */
  #tellEnds(work: PlannedWork, result: CycleResult): void {
    for (const { runId, taskId, taskName, outcome, error, retryAfterMs } of work.settlements) {
      if (result.settled === 'all' || result.settled.has(runId)) {
        const message = error?.message ?? '';
        this.emit({ kind: 'ended', runId, taskId, taskName, outcome, message, final: retryAfterMs === null });
      } else
        this.log.info('the run was already settled by somebody else; this outcome is not recorded', {
          run: runId,
          task: taskId,
          outcome,
        });
    }
  }

  /** What stands on the line for long goes back to the queue, as never started. */
  #clearLine(): void {
    this.#pace.stalled();
    this.#takeBack.push(...this.#going.clearLine());
    this.kick();
  }

  #end(session: RunSession, end: SessionEnd): void {
    const written = this.writer.finish(session);
    if (written === null) this.#over(session, end);
    else void written.then(() => this.#over(session, end));
  }

  #over(session: RunSession, end: SessionEnd): void {
    this.#going.leave(session);
    this.#pace.runTook(this.services.clock.now() - session.begunMs);
    // What could not be written while the database was away goes with the end.
    const report = session.takeReport();
    if (end.kind === 'settle')
      this.#finished.push(report === null ? end.settlement : { ...end.settlement, report });
    else if (end.kind === 'hand_back') this.#handBack.push(end.runId);
    else this.log.info('the run belongs to another executor now', { run: session.run.runId });
    this.kick();
  }

  #undo(work: PlannedWork): void {
    this.#opening -= work.opening.length + work.startNow;
    this.#ready.unshift(...work.opening);
    this.#finished.unshift(...work.settlements);
    this.#version += 1;
    if (work.claim > 0) this.#dueDry = false;
    if (work.take > 0) this.#queuedDry = false;
  }

  /** True when the pump can go on at once, one piece at a time: a value the database refused must not stop the rest. */
  async #goOn(error: unknown, work: PlannedWork): Promise<boolean> {
    if (!blamesOneRow(error) || this.#halted) return false;
    if (!this.#careful) {
      this.log.error('a batch was refused by the database; going on one by one', error);
      this.#careful = true;
      return true;
    }
    const [end] = work.settlements;
    const [opening] = work.opening;
    if (end !== undefined) {
      const instead = this.#refused.refuse(end, error);
      this.#finished = this.#finished.flatMap((one) =>
        one !== end ? [one] : instead === null ? [] : [instead],
      );
      this.#careful = instead !== null;
    } else if (opening !== undefined) {
      if (isHeld(error)) return false;
      this.log.error('a run cannot be started', error, { run: opening.runId, task: opening.taskId });
      this.#ready = this.#ready.filter((run) => run !== opening);
      this.#finished.push(neverStarted(opening));
    } else if (work.take > 0) {
      this.log.error(
        'a run that waits in the queue cannot be taken; the queue is looked at again with the next poll',
        error,
      );
      this.#queuedDry = true;
    } else {
      const task = work.decided();
      if (task !== null) this.#refusedTasks.refuse(task, error);
      // The whole table is held: no task is to blame.
      else if (isHeld(error)) return false;
      else {
        this.log.error('a due task cannot be read; it is put on hold', error);
        await this.ledger.holdFirstDue(error.message);
      }
    }
    return true;
  }

  /** A claim of one was taken. */
  #carefully(work: PlannedWork, result: CycleResult): void {
    const task = work.decided();
    if (task !== null) this.#refusedTasks.accepted(task);
    if (result.due === 0) this.#careful = false;
  }

  get #returns(): boolean {
    return this.#handBack.length + this.#takeBack.length > 0;
  }

  /** False when the database is away. */
  async #giveBack(): Promise<boolean> {
    const given = this.#handBack.splice(0);
    const unstarted = this.#takeBack.splice(0);
    try {
      await this.ledger.handBack(given, unstarted);
      return true;
    } catch (error) {
      this.#handBack.unshift(...given);
      this.#takeBack.unshift(...unstarted);
      this.#fail(error);
      return false;
    }
  }

  #settleIdle(): void {
    const busy =
      this.#lanes > 0 ||
      this.#still > 0 ||
      this.#going.sessions.size > 0 ||
      (!this.#halted &&
        (this.#finished.length > 0 ||
          this.#ready.length > 0 ||
          this.#going.standing > 0 ||
          (this.#claiming === 'all' && !this.#dueDry) ||
          (this.#claiming !== 'nothing' && !this.#queuedDry)));
    if (busy) return;
    for (const resolve of this.#idle.splice(0)) resolve();
  }
}

const atMost = (room: number, limit: number): number => Math.max(0, Math.min(limit, room));

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** One order for all lanes, so that two batches never wait for each other's rows; ids are decimal text. */
const byTask = (a: Settlement, b: Settlement): number =>
  a.taskId.length - b.taskId.length || (a.taskId < b.taskId ? -1 : a.taskId > b.taskId ? 1 : 0);
