import { useSyncExternalStore, type ReactNode } from 'react';

const quietMs = 5_000;

/**
 * What is told to screen readers without moving focus: at most one sentence every 5 s; sentences that come faster are
 * joined. Only failures and finished actions of the reader belong here.
 */
class Announcer {
  readonly #listeners = new Set<() => void>();
  #text = '';
  #waiting: string[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;

  readonly text = (): string => this.#text;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  say(sentence: string): void {
    this.#waiting.push(sentence);
    if (this.#timer === null) this.#speak();
  }

  #speak(): void {
    this.#timer = null;
    if (this.#waiting.length === 0) return;
    this.#text = this.#waiting.join('. ');
    this.#waiting = [];
    for (const listener of this.#listeners) listener();
    this.#timer = setTimeout(() => this.#speak(), quietMs);
  }
}

const announcer = new Announcer();

/** Tells screen readers a sentence, politely. */
export const announce = (sentence: string): void => announcer.say(sentence);

/** The one polite region of the window; it is never moved or removed. */
export const LiveRegion = (): ReactNode => {
  const text = useSyncExternalStore(announcer.subscribe, announcer.text);
  return (
    <output className="nx-hidden" aria-live="polite" data-testid="announcements">
      {text}
    </output>
  );
};
