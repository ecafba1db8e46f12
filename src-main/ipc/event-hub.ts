import type { EventName, EventPayload } from '../contract/api';
import { EventCoalescer } from './event-coalescer';
import type { Timers } from './timers';

type Listener<N extends EventName> = (payload: EventPayload<N>) => void;
type Listeners = { readonly [N in EventName]: Set<Listener<N>> };
/** Every event, for a transport that passes all of them on. */
export type AnyListener = (name: EventName, payload: unknown) => void;

/** What a consumer of events needs of the hub. */
export interface EventSource {
  on<N extends EventName>(name: N, listener: Listener<N>): () => void;
  onAny(listener: AnyListener): () => void;
}

/**
 * Tells windows, browsers and the tray what changed. Frequent events are merged so that no listener hears one kind more
 * than once a second (see `EventCoalescer`); a listener that throws is reported and harms nobody else.
 */
export class EventHub implements EventSource {
  readonly #listeners: Listeners = {
    'status.changed': new Set(),
    'tasks.changed': new Set(),
    'runs.changed': new Set(),
    'log.appended': new Set(),
    'settings.changed': new Set(),
    'woke.up': new Set(),
    'navigate.requested': new Set(),
    'close.asked': new Set(),
    'quit.asked': new Set(),
  };
  readonly #any = new Set<AnyListener>();
  readonly #coalescer: EventCoalescer;

  constructor(
    private readonly options: {
      readonly timers: Timers;
      readonly failed: (name: EventName, error: unknown) => void;
    },
  ) {
    this.#coalescer = new EventCoalescer(options.timers, {
      'status.changed': (payload) => this.#deliver('status.changed', payload),
      'tasks.changed': (payload) => this.#deliver('tasks.changed', payload),
      'runs.changed': (payload) => this.#deliver('runs.changed', payload),
      'log.appended': (payload) => this.#deliver('log.appended', payload),
    });
  }

  emit<N extends EventName>(name: N, payload: EventPayload<N>): void {
    if (!this.#coalescer.take(name, payload)) this.#deliver(name, payload);
  }

  /** @returns takes the listener away again. */
  on<N extends EventName>(name: N, listener: Listener<N>): () => void {
    const listeners = this.#listeners[name];
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }

  /** Hears every event, whatever its name. @returns takes the listener away again. */
  onAny(listener: AnyListener): () => void {
    this.#any.add(listener);
    return () => void this.#any.delete(listener);
  }

  /** Drops what is still held back and delivers nothing more. */
  close(): void {
    this.#coalescer.close();
    this.#any.clear();
    for (const listeners of Object.values(this.#listeners)) listeners.clear();
  }

  #deliver<N extends EventName>(name: N, payload: EventPayload<N>): void {
    const told: readonly ((payload: EventPayload<N>) => void)[] = [
      ...this.#listeners[name],
      ...[...this.#any].map((listener) => (value: EventPayload<N>) => listener(name, value)),
    ];
    for (const tell of told) {
      try {
        tell(payload);
      } catch (error) {
        this.options.failed(name, error);
      }
    }
  }
}
