import type { StopMode } from './application-port';

/** What the desktop does for the machine. */
export interface QuitEffects {
  /** Asks the operator: wait for the runs, stop them, or stay. */
  ask(running: number): void;
  /** Resolves when the scheduler has ended. */
  stop(mode: StopMode): Promise<void>;
  /** Ends the process. */
  exit(): void;
  /** The machine shuts down or asked twice: no time to wait for anything. */
  failed(error: unknown): void;
}

export type QuitState = 'running' | 'asking' | 'waiting' | 'stopping' | 'ended';

/**
 * The way out of the program. With nothing running it ends at once; else it asks, and does what is answered. A shutdown
 * of the system never asks. Once it stops, nothing takes it back.
 */
export class QuitMachine {
  #state: QuitState = 'running';

  constructor(private readonly effects: QuitEffects) {}

  get state(): QuitState {
    return this.#state;
  }

  /** Windows may close and quitting may go on only now. */
  get isLeaving(): boolean {
    return this.#state === 'waiting' || this.#state === 'stopping' || this.#state === 'ended';
  }

  /** Somebody wants to quit (tray, menu, window, system menu). */
  request(running: number): void {
    if (this.#state !== 'running' && this.#state !== 'asking') return;
    if (running === 0) this.#stop('stopping', 'stop');
    else {
      this.#state = 'asking';
      this.effects.ask(running);
    }
  }

  /** The answer to the question, or a command that needs none. Stopping cuts waiting short. */
  choose(mode: StopMode): void {
    if (this.#state === 'ended' || this.#state === 'stopping') return;
    if (mode === 'wait' && this.#state === 'waiting') return;
    this.#stop(mode === 'wait' ? 'waiting' : 'stopping', mode);
  }

  /** The operator stays. */
  cancel(): void {
    if (this.#state === 'asking') this.#state = 'running';
  }

  #stop(state: 'waiting' | 'stopping', mode: StopMode): void {
    this.#state = state;
    this.effects
      .stop(mode)
      .catch((error: unknown) => this.effects.failed(error))
      .finally(() => {
        if (this.#state === 'ended') return;
        this.#state = 'ended';
        this.effects.exit();
      });
  }
}
