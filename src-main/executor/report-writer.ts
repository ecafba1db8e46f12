import { Problem } from '../contract/errors';
import type { Clock } from './clock';
import { Later } from './later';
import type { Ledger, LedgerLogLine, RunReport } from './ledger';
import type { Log } from './log';
import type { RunSession } from './run-session';

const flushEveryMs = 500;
const batchLines = 1_000;
/** Lines kept for a database that is away, over all runs. */
const maxBacklog = 20_000;

/** Writes what running sessions say (log lines, progress, steps) in batches, so that a chatty run costs few statements. */
export class ReportWriter {
  /** Those that have something to write. */
  readonly #sessions = new Set<RunSession>();
  #backlog: LedgerLogLine[] = [];
  readonly #soon: Later;
  #failing = false;
  #writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly ledger: Pick<Ledger, 'appendLog' | 'report'>,
    clock: Clock,
    private readonly log: Log,
    private readonly onLog: (runId: string, total: number) => void,
  ) {
    this.#soon = new Later(clock, flushEveryMs, () => void this.flush());
  }

  /** The session has something to write; it is written, soon. */
  note(session: RunSession): void {
    this.#sessions.add(session);
    this.#soon.ask();
  }

  /**
   * Writes what a session still holds, before its end is recorded; what cannot be written now is kept for later.
   * @returns null when there is nothing to write
   */
  finish(session: RunSession): Promise<void> | null {
    this.#sessions.delete(session);
    return session.hasNews ? this.#writeLast(session) : null;
  }

  async #writeLast(session: RunSession): Promise<void> {
    await this.flush([session]);
    this.#backlog.push(...session.runLog.take(maxBacklog));
    this.#backlog.splice(0, this.#backlog.length - maxBacklog);
  }

  /** Writes everything that waits. Never rejects. */
  async flush(sessions: Iterable<RunSession> = this.#sessions): Promise<void> {
    this.#writing = this.#writing.then(() => this.#write([...sessions]));
    return this.#writing;
  }

  async #write(sessions: readonly RunSession[]): Promise<void> {
    try {
      await this.#writeBacklog();
      for (const session of sessions) if (session.hasNews) await this.#writeLog(session);
      await this.#writeReports(sessions);
      this.#failing = false;
    } catch (error) {
      // Tried twice a second while the database is away: said once.
      if (!this.#failing) this.log.error('log lines could not be stored yet; trying again by itself', error);
      this.#failing = true;
      this.#soon.ask();
    }
    for (const session of sessions) if (!session.hasNews) this.#sessions.delete(session);
  }

  /** A connector says once that its run waits for a person: a database that is away must not be the end of it. */
  async #writeReports(sessions: readonly RunSession[]): Promise<void> {
    const taken: { readonly session: RunSession; readonly report: RunReport }[] = [];
    for (const session of sessions) {
      const report = session.takeReport();
      if (report !== null) taken.push({ session, report });
    }
    if (taken.length === 0) return;
    try {
      await this.ledger.report(taken.map(({ report }) => report));
    } catch (error) {
      // What the database refused it would refuse again.
      const refused = error instanceof Problem && error.code === 'database_failed';
      if (!refused) for (const { session, report } of taken) session.restoreReport(report);
      throw error;
    }
  }

  async #writeBacklog(): Promise<void> {
    while (this.#backlog.length > 0) {
      const lines = this.#backlog.slice(0, batchLines);
      await this.ledger.appendLog(lines);
      this.#backlog.splice(0, lines.length);
    }
  }

  async #writeLog(session: RunSession): Promise<void> {
    const { runLog } = session;
    while (runLog.waiting > 0) {
      const lines = runLog.take(batchLines);
      try {
        await this.ledger.appendLog(lines);
      } catch (error) {
        runLog.restore(lines);
        throw error;
      }
      this.onLog(session.run.runId, runLog.total);
    }
  }
}
