/** Whether something of the shell is open; it is opened from several places, so its state stands alone. */
export class OpenState {
  readonly #listeners = new Set<() => void>();
  #open = false;

  readonly isOpen = (): boolean => this.#open;

  /** @returns a function that ends it */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  set(open: boolean): void {
    if (this.#open === open) return;
    this.#open = open;
    for (const listener of this.#listeners) listener();
  }
}
