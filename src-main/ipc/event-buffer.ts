type Listener = (payload: unknown) => void;

/** An event nobody listens to yet is kept, up to this many of one name. */
const mostKept = 100;

/**
 * Hands events to their listeners, and keeps those that come before the first listener of their name: a page starts to
 * listen some moments after the application started to tell. Once a name was listened to, nothing of it is kept.
 */
export class EventBuffer {
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #kept = new Map<string, unknown[]>();

  push(name: string, payload: unknown): void {
    const listeners = this.#listeners.get(name);
    if (listeners !== undefined) {
      for (const listener of listeners) listener(payload);
      return;
    }
    const kept = this.#kept.get(name) ?? [];
    this.#kept.set(name, [...kept, payload].slice(-mostKept));
  }

  /** @returns takes the listener away again. */
  on(name: string, listener: Listener): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    listeners.add(listener);
    const kept = this.#kept.get(name) ?? [];
    this.#kept.delete(name);
    for (const payload of kept) listener(payload);
    return () => void listeners.delete(listener);
  }
}
