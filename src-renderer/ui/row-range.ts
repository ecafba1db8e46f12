import { defaultRangeExtractor, type Range } from '@tanstack/react-virtual';

/** Rows drawn beyond those in view, on either side. */
export const overscanRows = 6;

/** The rows to draw: those in view, and the one that holds the focus, so that it is never lost by scrolling. */
export const rowRange = (range: Range, active: number): number[] =>
  [...new Set([...defaultRangeExtractor(range), Math.min(active, range.count - 1)])]
    .filter((index) => index >= 0)
    .sort((a, b) => a - b);

/**
 * The first and the last row whose content is needed: those in view and a few around them. The drawn ones do not tell:
 * one that only holds the focus may be thousands of rows away.
 */
export const rowsNeeded = (
  inView: { readonly startIndex: number; readonly endIndex: number } | null,
  count: number,
): readonly [from: number, to: number] =>
  inView === null
    ? [0, 0]
    : [
        Math.max(0, inView.startIndex - overscanRows),
        Math.max(0, Math.min(count - 1, inView.endIndex + overscanRows)),
      ];
