import { Problem } from '../contract/errors';
import { desktopTexts } from './desktop-texts';
import type { DesktopApplication, DesktopLog } from './application-port';
import type { DeskTimers } from './desk-timers';

interface LoaderOptions {
  readonly open: () => Promise<DesktopApplication>;
  readonly timers: DeskTimers;
  readonly log: DesktopLog;
  readonly opened: (application: DesktopApplication) => void;
  readonly failed: (problem: Problem) => void;
}

const firstWaitMs = 5_000;
const longestWaitMs = 60_000;

/**
 * Brings the scheduler up behind the tray that is there already. When it cannot come up (no database, a full disk) it is
 * tried again, later each time, and at once when the operator asks.
 */
export class ApplicationLoader {
  #application: DesktopApplication | null = null;
  #attempt: Promise<DesktopApplication | Problem> | null = null;
  #waitMs = firstWaitMs;
  #cancel: () => void = () => undefined;
  #closed = false;

  constructor(private readonly options: LoaderOptions) {}

  get application(): DesktopApplication | null {
    return this.#application;
  }

  /** The scheduler, or why there is none; waits for an attempt that is under way. */
  ready(): Promise<DesktopApplication | Problem> {
    this.#attempt ??= this.#try();
    return this.#attempt;
  }

  /** Tries again now, unless it is there or being tried. */
  retry(): void {
    if (this.#application !== null || this.#closed) return;
    this.#cancel();
    this.#attempt = this.#try();
  }

  close(): void {
    this.#closed = true;
    this.#cancel();
  }

  async #try(): Promise<DesktopApplication | Problem> {
    const { open, opened, failed, log, timers } = this.options;
    try {
      const application = await open();
      this.#application = application;
      opened(application);
      return application;
    } catch (error) {
      log.error('The scheduler could not be started', error);
      const problem =
        error instanceof Problem
          ? error
          : new Problem('internal', desktopTexts.notStarted, { remedy: desktopTexts.logSaysWhy });
      if (!this.#closed) {
        failed(problem);
        this.#cancel = timers.after(this.#waitMs, () => this.retry());
        this.#waitMs = Math.min(this.#waitMs * 2, longestWaitMs);
      }
      return problem;
    }
  }
}
