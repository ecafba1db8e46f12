import { z } from 'zod';
import { id } from '../../src-main/contract/primitives';

const key = 'nexus.watched-runs';
const stored = z.array(id).catch([]);

const read = (): readonly string[] => {
  try {
    return stored.parse(JSON.parse(localStorage.getItem(key) ?? '[]'));
  } catch {
    // Storage may be forbidden or hold something else: then nothing is watched.
    return [];
  }
};

/** Runs whose end this reader wants to be told, in the window's own storage: they outlive a reload and a restart. */
class WatchedRuns {
  readonly #listeners = new Set<() => void>();
  #ids = read();

  constructor() {
    // Another tab of the same reader has changed them.
    addEventListener('storage', (event) => {
      if (event.key === key) this.#become(read());
    });
  }

  readonly ids = (): readonly string[] => this.#ids;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  set(runId: string, on: boolean): void {
    const others = read().filter((one) => one !== runId);
    const ids = on ? [...others, runId] : others;
    try {
      localStorage.setItem(key, JSON.stringify(ids));
    } catch {
      // Without storage the wish lasts as long as the page.
    }
    this.#become(ids);
  }

  #become(ids: readonly string[]): void {
    this.#ids = ids;
    for (const listener of this.#listeners) listener();
  }
}

export const watchedRuns = new WatchedRuns();
