/** Listeners by name, called in the order they came; a listener may leave while it is called. */
export class ListenerSet<Payload> {
  readonly #listeners = new Map<string, Set<(payload: Payload) => void>>();

  /** @returns a function that removes the listener */
  add(name: string, listener: (payload: Payload) => void): () => void {
    const present = this.#listeners.get(name) ?? new Set();
    present.add(listener);
    this.#listeners.set(name, present);
    return () => {
      present.delete(listener);
    };
  }

  emit(name: string, payload: Payload): void {
    for (const listener of this.#listeners.get(name) ?? []) listener(payload);
  }
}
