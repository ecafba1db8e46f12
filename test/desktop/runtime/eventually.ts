import type { EventEmitter } from 'node:events';

/** How long anything in a desktop test may take before the test fails with what it saw last; a busy machine is no failure. */
export const PATIENCE_MS = 45_000;

/** Says what was awaited in vain and what was seen instead. */
export class NotSeenError extends Error {
  override readonly name = 'NotSeenError';
  constructor(what: string, seen: unknown, patienceMs: number) {
    super(`Waited ${patienceMs} ms for ${what}; last seen: ${JSON.stringify(seen, null, 2)}`);
  }
}

/** What {@link eventually} needs to know. */
export interface Expectation<T> {
  /** Completes "Waited for …". */
  readonly what: string;
  /** Emits `change` whenever {@link look} may answer differently. */
  readonly changes: EventEmitter;
  /** Reads the present state; undefined or a rejection means "cannot be read now". */
  readonly look: () => T | undefined | Promise<T | undefined>;
  readonly until: (state: T) => boolean;
  readonly patienceMs?: number;
}

/**
 * Resolves to the first state for which `until` holds: the present one, or one after an announced change. It looks only
 * when something was announced, so it neither sleeps nor polls.
 *
 * @throws {NotSeenError} when patience runs out
 */
export async function eventually<T>(expectation: Expectation<T>): Promise<T> {
  const { what, changes, look, until, patienceMs = PATIENCE_MS } = expectation;
  return new Promise<T>((resolve, reject) => {
    let looking = false;
    let again = false;
    let over = false;
    let seen: unknown;
    const finish = (settle: () => void): void => {
      over = true;
      clearTimeout(timer);
      changes.off('change', check);
      settle();
    };
    const lookOnce = async (): Promise<void> => {
      try {
        const state = await look();
        if (state === undefined || over) return;
        seen = state;
        if (until(state)) finish(() => resolve(state));
      } catch (error) {
        // The application may be coming or going; the next announcement brings another look.
        seen = error instanceof Error ? `${error.name}: ${error.message}` : error;
      }
    };
    const lookWhileNeeded = async (): Promise<void> => {
      again = false;
      await lookOnce();
      if (again && !over) await lookWhileNeeded();
      else looking = false;
    };
    const check = (): void => {
      again = true;
      if (looking) return;
      looking = true;
      void lookWhileNeeded();
    };
    const timer = setTimeout(
      () => finish(() => reject(new NotSeenError(what, seen, patienceMs))),
      patienceMs,
    );
    changes.on('change', check);
    check();
  });
}
