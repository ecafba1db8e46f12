import type { DesktopLog } from './application-port';
import type { DeskTimers } from './desk-timers';

/** Where sleep is heard of: Electron's powerMonitor, or an emitter in a test. */
export interface PowerSignals {
  on(event: 'suspend' | 'resume', listener: () => void): unknown;
  off(event: 'suspend' | 'resume', listener: () => void): unknown;
}

/** Some systems tell of one waking two or three times. */
const settleMs = 2_000;

/**
 * Sleep and waking, each told once. A waking the system never announced is found by the executor's own watch of the
 * clock.
 */
export class PowerWatch {
  #wokeAt = -Infinity;

  constructor(
    private readonly signals: PowerSignals,
    private readonly options: {
      readonly timers: Pick<DeskTimers, 'now'>;
      readonly log: DesktopLog;
      readonly suspended: () => void;
      readonly resumed: () => void;
    },
  ) {
    signals.on('suspend', this.#suspend);
    signals.on('resume', this.#resume);
  }

  close(): void {
    this.signals.off('suspend', this.#suspend);
    this.signals.off('resume', this.#resume);
  }

  readonly #suspend = (): void => {
    this.#wokeAt = -Infinity;
    this.options.log.info('The computer goes to sleep: nothing new is started');
    this.options.suspended();
  };

  readonly #resume = (): void => {
    const now = this.options.timers.now();
    if (now - this.#wokeAt < settleMs) return;
    this.#wokeAt = now;
    this.options.log.info('The computer woke up');
    this.options.resumed();
  };
}
