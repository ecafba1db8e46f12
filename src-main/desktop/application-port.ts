import type { EventName, EventPayload, Handlers } from '../contract/api';

/** How to end while runs are going: let them end first, or stop them. */
export type StopMode = 'wait' | 'stop';

/** What the desktop needs of the scheduler it shows. */
export interface DesktopApplication {
  readonly handlers: Handlers;
  readonly events: {
    on<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): () => void;
    onAny(listener: (name: EventName, payload: unknown) => void): () => void;
  };
  /** Resolves when the executor polls. A rejection leaves the handlers usable, so that the window can say what is wrong. */
  start(): Promise<void>;
  /** Resolves when everything has ended; `wait` lets running runs end first. Safe to call twice, `stop` after `wait` too. */
  stop(mode: StopMode): Promise<void>;
  /** The machine is about to sleep: nothing new is started. */
  suspend(): void;
  /** The machine is awake, or its clock was set: reconnect and poll at once. */
  resume(): void;
}

/** The program's log, as far as the desktop writes to it. */
export interface DesktopLog {
  error(message: string, fault?: unknown): void;
  warn(message: string): void;
  info(message: string): void;
  debug(message: string): void;
}
