import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileRule } from '../../../src-main/recurrence/compile-rule';
import { listBetween } from '../../../src-main/recurrence/occurrences';
import { loadTimeZone, resolveWallMs, timeZoneNames } from '../../../src-main/recurrence/time-zone';
import { formatWallTime } from '../../../src-main/recurrence/wall-time';
import { arbitraryRule } from './arbitrary-rule';
import { slowInstant, slowOccurrences } from './slow-oracle';

describe('the constant-time engine against a day-by-day walk', () => {
  test('lists the same occurrences for random rules', () => {
    fc.assert(
      fc.property(arbitraryRule, (rule) => {
        const compiled = compileRule(rule);
        const days = 3000;
        const slow = slowOccurrences(rule, days, 25);
        const through = slow.length === 25 ? (slow.at(-1) ?? 0) : compiled.startMs + (days - 3) * 86_400_000;
        expect(listBetween(compiled, -Infinity, through, 100)).toEqual(slow.filter((at) => at <= through));
      }),
      { numRuns: 2500 },
    );
  });

  test('resolves wall times around every clock change of three decades', () => {
    const wrong: string[] = [];
    for (const name of timeZoneNames()) {
      const zone = loadTimeZone(name);
      const changes = [...zone.untils].filter((at) => at > Date.UTC(2005, 0) && at < Date.UTC(2032, 0));
      for (const [i, at] of changes.entries()) {
        const before = zone.offsets[zone.untils.indexOf(at)] ?? 0;
        const wall = at + before + ((i % 9) - 4) * 1_800_000;
        if (resolveWallMs(zone, wall) !== slowInstant(name, wall))
          wrong.push(`${name} ${formatWallTime(wall)}`);
      }
    }
    expect(wrong).toEqual([]);
  }, 30_000);
});
