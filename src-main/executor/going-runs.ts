import type { ExecutorListener } from './executor-event';
import type { ClaimedRun } from './ledger';
import { LineWatch } from './line-watch';
import { RunSession, type SessionEnd, type SessionObserver, type SessionServices } from './run-session';
import { StartingLine } from './starting-line';

export interface GoingRunsOptions {
  readonly slots: () => number;
  /** Runs may start now. Not while the ledger is away: it may give our runs to others. */
  readonly mayStart: () => boolean;
  /** An attempt is over; it holds no slot any more. */
  readonly onEnd: (session: RunSession, end: SessionEnd) => void;
  /** A run waits for a person and gives its slot away. */
  readonly onSlotFree: () => void;
  /** Those on the line have stood there for longer than a short run takes. */
  readonly onStalled: () => void;
}

/** Runs that are written as started: those that go, each in a slot, and those on the line for the next free one. */
export class GoingRuns {
  readonly #sessions = new Map<string, RunSession>();
  /** Runs among them that wait for a person: they hold no slot, and may have theirs back at once when they go on. */
  readonly #waiting = new Set<string>();
  readonly #line = new StartingLine();
  readonly #lineWatch: LineWatch;
  readonly #observer: SessionObserver = {
    ended: (session, end) => this.options.onEnd(session, end),
    waits: (session, waits) => this.#waits(session.run.runId, waits),
  };

  constructor(
    private readonly services: SessionServices,
    private readonly emit: ExecutorListener,
    private readonly options: GoingRunsOptions,
  ) {
    this.#lineWatch = new LineWatch(this.#line, services.clock, options.onStalled);
  }

  get sessions(): ReadonlyMap<string, RunSession> {
    return this.#sessions;
  }

  /** Slots that are taken. */
  get busy(): number {
    return this.#sessions.size - this.#waiting.size;
  }

  /** Runs on the line. */
  get standing(): number {
    return this.#line.size;
  }

  ids(): string[] {
    return [...this.#sessions.keys(), ...this.#line.ids()];
  }

  has(runId: string): boolean {
    return this.#sessions.has(runId) || this.#line.has(runId);
  }

  /** A run that is going waits for a person. */
  waitsForPerson(runId: string): boolean {
    return this.#waiting.has(runId);
  }

  /** A run that is written as started: it starts, or gets in line behind others. */
  start(run: ClaimedRun, startedAt: Date): void {
    const attempt = run.attempt + 1;
    if (this.#line.size === 0 && this.#hasSlot) this.begin(run, startedAt, attempt, false);
    else this.#line.add({ run, startedAt, attempt });
  }

  /** Starts a run at once, whether there is a slot or not; with `resume` it is picked up where it goes on outside. */
  begin(
    run: ClaimedRun,
    startedAt: Date,
    attempt: number,
    resume: boolean,
    cancelledBy = run.cancelRequestedBy,
  ): void {
    // The ledger's word and a late answer can name the same start.
    if (this.#sessions.has(run.runId)) return;
    const session = new RunSession(run, startedAt, attempt, this.services, this.#observer);
    this.#sessions.set(run.runId, session);
    this.emit({ kind: 'started', runId: run.runId, taskId: run.taskId, taskName: run.taskName });
    if (cancelledBy !== null) session.stop('cancelled', cancelledBy);
    session.go(resume);
  }

  /** Starts what stands on the line while there are slots. */
  fill(): void {
    if (!this.options.mayStart()) return;
    while (this.#hasSlot) {
      const standing = this.#line.next();
      if (standing === null) return;
      this.begin(standing.run, standing.startedAt, standing.attempt, false, standing.cancelledBy);
    }
    this.#lineWatch.look();
  }

  /** An attempt is over and its end is in other hands: its slot goes to the next on the line. */
  leave({ run }: RunSession): void {
    this.#sessions.delete(run.runId);
    this.#waiting.delete(run.runId);
    this.fill();
  }

  /** Somebody asked for it. */
  cancel(runId: string, by: string): void {
    this.#sessions.get(runId)?.stop('cancelled', by);
    this.#line.cancel(runId, by);
  }

  /** Those that are not among `mine` belong to others now. */
  keep(mine: ReadonlySet<string>): void {
    for (const [runId, session] of this.#sessions) if (!mine.has(runId)) session.stop('fenced');
    this.#line.keep(mine);
  }

  /** Sends those on the line away, as never started. */
  clearLine(): string[] {
    return this.#line.clear();
  }

  get #hasSlot(): boolean {
    return this.options.mayStart() && this.busy < this.options.slots();
  }

  /** A slot is free, or taken again by a run that goes on: then there may be one more than slots for a while. */
  #waits(runId: string, waits: boolean): void {
    if (waits === this.#waiting.has(runId)) return;
    if (waits) this.#waiting.add(runId);
    else this.#waiting.delete(runId);
    if (!waits) return;
    this.fill();
    this.options.onSlotFree();
  }
}
