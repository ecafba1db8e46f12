import type { Clock } from '../clock';
import { runLog, type RunLog } from './nexus-answers';
import type { NexusClient } from './nexus-client';
import { NexusFault } from './nexus-fault';

/** A run on a NexusAI server. */
export interface OutsideRun {
  readonly workflowId: number;
  readonly appRunId: number;
}

interface Watch {
  readonly run: OutsideRun;
  readonly signal: AbortSignal;
  readonly onLook: (look: RunLog | NexusFault) => Promise<number | null>;
  readonly done: () => void;
  readonly fail: (error: unknown) => void;
  dueMs: number;
  looking: boolean;
  /** To be looked at again as soon as the present look is over. */
  hurried: boolean;
}

/** Looks that may be under way at once, so that a slow server is not buried in open requests. */
const atOnce = 8;
const firstOutagePauseMs = 1_000;
const longestOutagePauseMs = 30_000;

/**
 * Follows all runs of one server: one queue ordered by when each run wants its next look, one limit of requests, and
 * one pause for all of them while the server does not answer (a single look then tries whether it is back).
 */
export class RunPoller {
  readonly #watches = new Set<Watch>();
  #wake: (() => void) | null = null;
  #going = false;
  #looking = 0;
  #pausedUntilMs = 0;
  #pauseMs = 0;

  constructor(
    private readonly client: NexusClient,
    private readonly clock: Clock,
  ) {}

  /**
   * Looks at a run until `onLook` answers null (otherwise the milliseconds until the next look) or the signal is
   * aborted. Rejects only with what `onLook` throws.
   */
  watch(
    run: OutsideRun,
    firstLookMs: number,
    signal: AbortSignal,
    onLook: (look: RunLog | NexusFault) => Promise<number | null>,
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      const dueMs = this.clock.elapsedMs() + firstLookMs;
      const end = (): void => {
        this.#watches.delete(watch);
        signal.removeEventListener('abort', end);
        this.#wake?.();
        resolve();
      };
      const watch: Watch = {
        run,
        signal,
        onLook,
        done: end,
        fail: reject,
        dueMs,
        looking: false,
        hurried: false,
      };
      if (signal.aborted) {
        resolve();
        return;
      }
      signal.addEventListener('abort', end);
      this.#watches.add(watch);
      this.#wake?.();
      void this.#run();
    });
  }

  /** Something has just changed there: whoever follows this run looks at it at once. */
  hurry(appRunId: number): void {
    for (const watch of this.#watches) {
      if (watch.run.appRunId !== appRunId) continue;
      watch.dueMs = 0;
      watch.hurried = true;
    }
    this.#wake?.();
  }

  async #run(): Promise<void> {
    if (this.#going) return;
    this.#going = true;
    while (this.#watches.size > 0) {
      const next = this.#next();
      const waitMs =
        next === null ? null : Math.max(next.dueMs, this.#pausedUntilMs) - this.clock.elapsedMs();
      const places = this.#pauseMs > 0 ? 1 : atOnce;
      if (next === null || waitMs === null || this.#looking >= places) await this.#changed(null);
      else if (waitMs > 0) await this.#changed(waitMs);
      else void this.#look(next);
    }
    this.#going = false;
  }

  #next(): Watch | null {
    let next: Watch | null = null;
    for (const watch of this.#watches) {
      if (!watch.looking && (next === null || watch.dueMs < next.dueMs)) next = watch;
    }
    return next;
  }

  /** Waits until something changes, or for so long. */
  async #changed(ms: number | null): Promise<void> {
    const woken = new AbortController();
    const waking = new Promise<void>((resolve) => {
      this.#wake = () => {
        woken.abort();
        resolve();
      };
    });
    await (ms === null ? waking : Promise.race([waking, this.clock.wait(ms, woken.signal)]));
    this.#wake = null;
  }

  async #look(watch: Watch): Promise<void> {
    watch.looking = true;
    watch.hurried = false;
    this.#looking += 1;
    try {
      const look = await this.#ask(watch);
      this.#noteOutage(look);
      const nextMs = watch.signal.aborted ? null : await watch.onLook(look);
      if (nextMs === null) watch.done();
      else watch.dueMs = watch.hurried ? 0 : this.clock.elapsedMs() + nextMs;
    } catch (error) {
      watch.fail(error);
      watch.done();
    } finally {
      watch.looking = false;
      this.#looking -= 1;
      this.#wake?.();
    }
  }

  async #ask(watch: Watch): Promise<RunLog | NexusFault> {
    const { workflowId, appRunId } = watch.run;
    try {
      return await this.client.call(
        {
          method: 'POST',
          path: '/v1/workspace/workspace_workflow_log_info',
          body: { workflows_id: workflowId, app_runs_id: appRunId },
          signal: watch.signal,
        },
        runLog,
      );
    } catch (error) {
      if (error instanceof NexusFault) return error;
      throw error;
    }
  }

  #noteOutage(look: RunLog | NexusFault): void {
    if (look instanceof NexusFault) {
      if (look.code === 'stopped') return;
      if (look.code === 'unreachable' || look.code === 'sign_in_failed' || look.code === 'no_secret') {
        this.#pauseMs = Math.min(Math.max(this.#pauseMs * 2, firstOutagePauseMs), longestOutagePauseMs);
        this.#pausedUntilMs = this.clock.elapsedMs() + this.#pauseMs;
        return;
      }
    }
    this.#pauseMs = 0;
    this.#pausedUntilMs = 0;
  }
}
