import type { CallSender } from '../../src-main/contract/client';

/** Commands after which the reader looks for a run, or for what became of one. */
const runActs: ReadonlySet<string> = new Set([
  'tasks.runNow',
  'runs.runAgain',
  'runs.cancel',
  'runs.confirm',
]);

/** Tells of what this window itself has done to runs: its events come gathered, up to a second later. */
export class Acts {
  readonly #listeners = new Set<() => void>();

  /** Sends calls, and tells when a command among them was carried out. */
  through(send: CallSender): CallSender {
    return async (group, name, input, locale) => {
      const answer = await send(group, name, input, locale);
      if (answer.ok && runActs.has(`${group}.${name}`)) for (const listener of this.#listeners) listener();
      return answer;
    };
  }

  /** @returns a function that ends it */
  onRuns(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }
}
