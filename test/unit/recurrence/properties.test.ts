import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileRule } from '../../../src-main/recurrence/compile-rule';
import {
  countBetween,
  hasEnded,
  isOccurrence,
  limitSeries,
  listBetween,
  next,
  nth,
  ordinal,
  previous,
  total,
} from '../../../src-main/recurrence/occurrences';
import { nextFromRun } from '../../../src-main/recurrence/next-from-run';
import { take } from '../../../src-main/recurrence/take';
import { arbitraryRule } from './arbitrary-rule';

const yearMs = 31_556_952_000;
/** An instant near the start, or centuries away: ms after it. */
const distance = fc.oneof(
  fc.integer({ min: -3 * 86_400_000, max: 400 * 86_400_000 }),
  fc.integer({ min: 0, max: 7000 }).map((years) => Math.floor(years * yearMs)),
);
const runs = { numRuns: 1500 };

describe('for any rule, zone and instant', () => {
  test('next is strictly later, never earlier for a later question, and nothing lies between', () => {
    fc.assert(
      fc.property(
        arbitraryRule,
        distance,
        fc.integer({ min: 0, max: 90 * 86_400_000 }),
        (rule, far, more) => {
          const compiled = compileRule(rule);
          const at = compiled.startMs + far;
          const first = next(compiled, at) ?? Infinity;
          expect(first).toBeGreaterThan(at);
          expect(next(compiled, at + more) ?? Infinity).toBeGreaterThanOrEqual(first);
          expect(next(compiled, first - 1) ?? Infinity).toBe(first);
        },
      ),
      runs,
    );
  });

  test('previous and next meet: the same neighbours from everywhere in a gap between two occurrences', () => {
    fc.assert(
      fc.property(arbitraryRule, distance, (rule, far) => {
        const compiled = compileRule(rule);
        const at = compiled.startMs + far;
        const before = previous(compiled, at);
        const after = next(compiled, at);
        expect(before ?? -Infinity).toBeLessThanOrEqual(at);
        expect(next(compiled, before ?? -Infinity)).toBe(after);
        expect(isOccurrence(compiled, before ?? -Infinity)).toBe(before !== null);
        expect(isOccurrence(compiled, (before ?? -Infinity) + 1)).toBe(false);
        expect(previous(compiled, after ?? Infinity)).toBe(after ?? before);
        expect(previous(compiled, (after ?? Infinity) - 1)).toBe(before);
      }),
      runs,
    );
  });

  test('a list is repeated next, a count its length, an ordinal its place', () => {
    fc.assert(
      fc.property(arbitraryRule, distance, (rule, far) => {
        const compiled = compileRule(rule);
        const from = compiled.startMs + far;
        const list = listBetween(compiled, from, Infinity, 30);
        for (const [i, listed] of list.entries()) expect(next(compiled, list[i - 1] ?? from)).toBe(listed);
        const last = list.at(-1) ?? from;
        expect(countBetween(compiled, from, last)).toBe(list.length);
        const before = ordinal(compiled, from);
        for (const [i, listed] of list.entries()) {
          expect(ordinal(compiled, listed)).toBe(before + i + 1);
          expect(nth(compiled, before + i + 1)).toBe(listed);
        }
        expect(hasEnded(compiled, last)).toBe(
          listBetween(compiled, from, Infinity, 31).length === list.length,
        );
      }),
      runs,
    );
  });

  test('a series limited to k occurrences has its first k, and a total of its own', () => {
    fc.assert(
      fc.property(arbitraryRule, fc.integer({ min: 1, max: 20 }), (rule, k) => {
        const compiled = compileRule(rule);
        const all = listBetween(compiled, -Infinity, Infinity, k);
        const limited = limitSeries(compiled, k);
        expect(listBetween(limited, -Infinity, Infinity, 100)).toEqual(all);
        expect(total(limited)).toBe(limited.bounded ? all.length : null);
        const taken = take(compileRule({ ...rule, maxExecutions: k }), -Infinity, 100, 0);
        expect(taken.occurrences.map((occurrence) => Date.parse(occurrence.at))).toEqual(all);
        expect(taken.ended).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('a run-based rule moves on from any actual start', () => {
    fc.assert(
      fc.property(arbitraryRule, distance, (rule, far) => {
        const compiled = compileRule({ ...rule, basis: 'from_run' });
        const at = compiled.startMs + far;
        const after = nextFromRun(compiled, at);
        expect(after ?? Infinity).toBeGreaterThan(at);
        expect(after ?? compiled.lastMs).toBeLessThanOrEqual(compiled.lastMs);
      }),
      runs,
    );
  });
});
