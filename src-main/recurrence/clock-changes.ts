import { loadTimeZone, periodAt } from './time-zone';
import { formatWallTime } from './wall-time';

/** A moment at which a zone's clocks are put forward or back. Wall times are the contract's `localTime`. */
export interface ClockChange {
  readonly atMs: number;
  /** What the clock would have shown at that instant without the change. */
  readonly fromLocalTime: string;
  /** What it shows instead. */
  readonly toLocalTime: string;
  /** Milliseconds the clock is put forward; negative = back. */
  readonly forwardMs: number;
}

/** The clock changes of a zone after `afterMs` and at or before `throughMs`, oldest first. @throws {UnknownTimeZoneError} */
export function clockChanges(timeZone: string, afterMs: number, throughMs: number): ClockChange[] {
  const zone = loadTimeZone(timeZone);
  const changes: ClockChange[] = [];
  for (let period = periodAt(zone, afterMs); period + 1 < zone.untils.length; period++) {
    const atMs = zone.untils[period] ?? Infinity;
    if (atMs > throughMs) break;
    const before = zone.offsets[period] ?? 0;
    const after = zone.offsets[period + 1] ?? 0;
    changes.push({
      atMs,
      fromLocalTime: formatWallTime(atMs + before),
      toLocalTime: formatWallTime(atMs + after),
      forwardMs: after - before,
    });
  }
  return changes;
}
