/**
 * The planned instants of a rule, numbered. Everything the engine answers comes from these two functions:
 * the next occurrence is `instantOf(indexAfter(t))`, the last one is the index before it, an ordinal is a difference.
 */
export interface Series {
  /** Index of the first occurrence: earlier ones lie before the start. */
  readonly firstIndex: number;
  /** Instant of an index, in ms; `Infinity` where the series has none. */
  instantOf(index: number): number;
  /** The smallest index, not below `firstIndex`, whose instant is later than `atMs`. Constant time. */
  indexAfter(atMs: number): number;
  /** Nominal wall time of an index (ms as if UTC), before any clock change moved it; null where there is none. */
  wallOf(index: number): number | null;
  /** The day of the month that was asked for, when the index's month is too short for it; else null. */
  clampedFromDay(index: number): number | null;
  /** Indexes that fall on the same instant as the one before them, ascending: one run, so counted once. */
  readonly doubled: readonly number[];
}

/** A series without any occurrence. */
export const emptySeries: Series = {
  firstIndex: 0,
  instantOf: () => Infinity,
  indexAfter: () => 0,
  wallOf: () => null,
  clampedFromDay: () => null,
  doubled: [],
};

/** One occurrence, at the start itself; `startWallMs` is the start as typed. */
export function singleSeries(startMs: number, startWallMs: number): Series {
  return {
    ...emptySeries,
    wallOf: (index) => (index === 0 ? startWallMs : null),
    instantOf: (index) => (index === 0 ? startMs : Infinity),
    indexAfter: (atMs) => (atMs < startMs ? 0 : 1),
  };
}

/** Every `stepMs` of elapsed time from the start's instant, whatever the wall clock does. */
export function elapsedSeries(startMs: number, startWallMs: number, stepMs: number): Series {
  return {
    ...emptySeries,
    wallOf: (index) => (index === 0 ? startWallMs : null),
    instantOf: (index) => startMs + index * stepMs,
    indexAfter: (atMs) => (atMs < startMs ? 0 : Math.floor((atMs - startMs) / stepMs) + 1),
  };
}
