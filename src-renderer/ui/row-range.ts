import { defaultRangeExtractor, type Range } from '@tanstack/react-virtual';

/** The rows to draw: those in view, and the one that holds the focus, so that it is never lost by scrolling. */
export const rowRange = (range: Range, active: number): number[] =>
  [...new Set([...defaultRangeExtractor(range), Math.min(active, range.count - 1)])]
    .filter((index) => index >= 0)
    .sort((a, b) => a - b);
