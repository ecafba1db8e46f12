import { levelOf, levelShown, type LevelFilter, type LogLevel } from './log-level';
import { plainLine } from './ansi-spans';
import type { LogMatcher } from './log-search';
import type { LogStore } from './log-store';

/** A place where the search matches: a line, and which of the matches in it. */
export interface LogHit {
  readonly seq: number;
  readonly part: number;
}

export interface LogView {
  /** Lines to show, ascending; null = all of them. */
  readonly shown: readonly number[] | null;
  /** Lines with matches, ascending, and how many matches there are before each. */
  readonly hitLines: readonly number[];
  readonly hitsBefore: readonly number[];
  readonly hitCount: number;
}

/**
 * Levels and matches of the lines read so far. Each line is looked at once, however often the picture is renewed: a log
 * of 200,000 lines is gone through again in a few milliseconds when a window of it arrives.
 */
export class LogIndex {
  readonly #store: LogStore;
  readonly #levels = new Map<number, LogLevel>();
  #matcher: LogMatcher | null = null;
  #matches = new Map<number, number>();

  constructor(store: LogStore) {
    this.#store = store;
  }

  /** @param seq of a line that has been read */
  level(seq: number): LogLevel {
    const known = this.#levels.get(seq);
    if (known !== undefined) return known;
    const line = this.#store.line(seq);
    if (line === undefined) return 'normal';
    const level = levelOf(line);
    this.#levels.set(seq, level);
    return level;
  }

  view(matcher: LogMatcher | null, only: boolean, filter: LevelFilter): LogView {
    if (matcher !== this.#matcher) {
      this.#matcher = matcher;
      this.#matches = new Map();
    }
    const searching = matcher?.ok === true;
    const filtering = filter !== 'all' || (only && searching);
    if (!searching && !filtering) return { shown: null, hitLines: [], hitsBefore: [], hitCount: 0 };
    const { total } = this.#store.state();
    const shown: number[] = [];
    const hitLines: number[] = [];
    const hitsBefore: number[] = [];
    let hitCount = 0;
    for (let seq = 1; seq <= total; seq += 1) {
      if (this.#store.line(seq) === undefined || !levelShown(this.level(seq), filter)) continue;
      const matches = searching ? this.#matchesOf(seq) : 0;
      if (matches > 0) {
        hitLines.push(seq);
        hitsBefore.push(hitCount);
        hitCount += matches;
      }
      if (!only || matches > 0 || !searching) shown.push(seq);
    }
    return { shown: filtering ? shown : null, hitLines, hitsBefore, hitCount };
  }

  /** The next line with an error after `from`, going around at the end; null where there is none. */
  nextError(from: number): number | null {
    const { total } = this.#store.state();
    for (let step = 1; step <= total; step += 1) {
      const seq = ((from + step - 1) % total) + 1;
      if (this.#store.line(seq) !== undefined && this.level(seq) === 'error') return seq;
    }
    return null;
  }

  #matchesOf(seq: number): number {
    const known = this.#matches.get(seq);
    if (known !== undefined) return known;
    const line = this.#store.line(seq);
    const count =
      line === undefined || this.#matcher?.ok !== true ? 0 : this.#matcher.find(plainLine(line.line)).length;
    this.#matches.set(seq, count);
    return count;
  }
}

/** Position of a hit in the list of all, from 0; -1 where it is none. */
export const hitIndex = (view: LogView, hit: LogHit | null): number => {
  if (hit === null) return -1;
  const line = view.hitLines.indexOf(hit.seq);
  return line === -1 ? -1 : (view.hitsBefore[line] ?? 0) + hit.part;
};

/** The hit at a position in the list of all, going around at both ends. */
export const hitAt = (view: LogView, index: number): LogHit | null => {
  if (view.hitCount === 0) return null;
  const wanted = ((index % view.hitCount) + view.hitCount) % view.hitCount;
  let low = 0;
  let high = view.hitsBefore.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((view.hitsBefore[middle] ?? 0) <= wanted) low = middle;
    else high = middle - 1;
  }
  return { seq: view.hitLines[low] ?? 0, part: wanted - (view.hitsBefore[low] ?? 0) };
};

/** The first hit at or after a line, else the first of all. */
export const firstHitFrom = (view: LogView, seq: number): LogHit | null => {
  const line = view.hitLines.find((one) => one >= seq) ?? view.hitLines[0];
  return line === undefined ? null : { seq: line, part: 0 };
};
