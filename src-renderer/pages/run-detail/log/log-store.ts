import type { Client } from '../../../../src-main/contract/api';
import type { LogLine } from '../../../../src-main/contract/run';

/** Lines come in windows of this many, aligned, so that each is asked for once. */
export const windowSize = 500;
const wholeSize = 5_000;

export interface LogState {
  readonly total: number;
  readonly attempt: number;
  /** How many lines have been read. */
  readonly loaded: number;
  /** The first answer is there. */
  readonly ready: boolean;
  readonly error: Error | null;
  /** Changes with every change, for React. */
  readonly version: number;
}

/**
 * One attempt's log, read in windows: the tail first, the rest where the reader looks, or all of it for a search. Lines
 * never change once written, so a window is complete when it is full.
 */
export class LogStore {
  readonly #runs: Pick<Client['runs'], 'log'>;
  readonly #runId: string;
  readonly #wanted: number | null;
  readonly #lines: (LogLine | undefined)[] = [];
  readonly #asked = new Set<number>();
  readonly #listeners = new Set<() => void>();
  #state: LogState = { total: 0, attempt: 0, loaded: 0, ready: false, error: null, version: 0 };
  #reading = false;
  #tailing = false;
  #tailAgain = false;
  #closed = false;

  /** @param attempt null = the newest */
  constructor(runs: Pick<Client['runs'], 'log'>, runId: string, attempt: number | null) {
    this.#runs = runs;
    this.#runId = runId;
    this.#wanted = attempt;
  }

  readonly state = (): LogState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** @param seq from 1 */
  readonly line = (seq: number): LogLine | undefined => this.#lines[seq - 1];

  /** Reads the tail. @returns stops reading; what is on its way is dropped */
  readonly start = (): (() => void) => {
    this.#closed = false;
    void this.tail();
    return () => {
      this.#closed = true;
    };
  };

  /** Reads the tail, or what has come since. Asked while an answer is on its way, it asks once more after it. */
  readonly tail = async (): Promise<void> => {
    if (this.#tailing) {
      this.#tailAgain = true;
      return;
    }
    this.#tailing = true;
    do {
      this.#tailAgain = false;
      const { ready, total } = this.#state;
      await this.#ask(ready && total > 0 ? { after: total, limit: wholeSize } : { limit: windowSize });
    } while (this.#tailAgain && !this.#closed);
    this.#tailing = false;
  };

  /** Makes sure that the windows of these lines are read. @param from from 1 */
  readonly ensure = (from: number, to: number): void => {
    const first = Math.floor(Math.max(0, from - 1) / windowSize);
    const last = Math.floor(Math.max(0, Math.min(to, this.#state.total) - 1) / windowSize);
    for (let index = first; index <= last; index += 1) {
      if (this.#asked.has(index) || this.#isFull(index)) continue;
      this.#asked.add(index);
      void this.#ask({ after: index * windowSize, limit: windowSize }).finally(() =>
        this.#asked.delete(index),
      );
    }
  };

  /** Reads everything that is missing, in large steps; for searching, filtering and copying. */
  readonly readAll = async (): Promise<void> => {
    if (this.#reading) return;
    this.#reading = true;
    try {
      for (let at = this.#firstGap(); at !== null && !this.#closed; at = this.#firstGap()) {
        const before = this.#state.loaded;
        await this.#ask({ after: at, limit: wholeSize });
        if (this.#state.loaded === before) break;
      }
    } finally {
      this.#reading = false;
    }
  };

  #isFull(index: number): boolean {
    const end = Math.min((index + 1) * windowSize, this.#state.total);
    for (let i = index * windowSize; i < end; i += 1) if (this.#lines[i] === undefined) return false;
    return true;
  }

  #firstGap(): number | null {
    if (this.#state.loaded >= this.#state.total) return null;
    for (let i = 0; i < this.#state.total; i += 1) if (this.#lines[i] === undefined) return i;
    return null;
  }

  async #ask(window: { readonly after?: number; readonly limit: number }): Promise<void> {
    try {
      const answer = await this.#runs.log({ id: this.#runId, attempt: this.#wanted, ...window });
      if (this.#closed) return;
      let added = 0;
      for (const line of answer.lines) {
        if (this.#lines[line.seq - 1] === undefined) added += 1;
        this.#lines[line.seq - 1] = line;
      }
      this.#set({
        total: Math.max(this.#state.total, answer.total, answer.last),
        attempt: answer.attempt,
        loaded: this.#state.loaded + added,
        ready: true,
        error: null,
      });
    } catch (error) {
      if (!this.#closed) this.#set({ error: error instanceof Error ? error : new Error(String(error)) });
    }
  }

  #set(part: Partial<LogState>): void {
    this.#state = { ...this.#state, ...part, version: this.#state.version + 1 };
    for (const listener of this.#listeners) listener();
  }
}
