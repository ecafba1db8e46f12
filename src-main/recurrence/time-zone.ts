import moment from 'moment-timezone';
import { Problem } from '../contract/errors';
import { recurrenceTexts } from './recurrence-texts';
import { formatWallTime, lastWallMs, parseWallTime } from './wall-time';

/**
 * One zone's clock, from moment-timezone's tables: period `i` ends at `untils[i]` (exclusive, the last one never) and
 * runs `offsets[i]` milliseconds east of UTC. Neighbours always differ: mere changes of abbreviation are merged.
 */
export interface TimeZone {
  readonly name: string;
  readonly untils: Float64Array;
  readonly offsets: Float64Array;
  /** Periods that end with a gap of a day or more (Apia 2011): only there can two days fall on one instant. */
  readonly longGaps: readonly number[];
}

/** How a wall time meets the clock: once, never (moved forward by the gap's length), or twice (the first counts). */
export type LocalTimeKind = 'exact' | 'gap' | 'overlap';

/** A wall time's instant, in milliseconds since the epoch. */
export interface ResolvedLocalTime {
  readonly atMs: number;
  readonly kind: LocalTimeKind;
}

/** A zone name that the tables do not have. A zone is never replaced by UTC. */
export class UnknownTimeZoneError extends Problem {
  constructor(readonly timeZone: string) {
    super('invalid_input', recurrenceTexts.zoneUnknown(timeZone), {
      remedy: recurrenceTexts.zoneExamples,
      issues: [{ path: 'time_zone', message: recurrenceTexts.zoneName }],
    });
    this.name = 'UnknownTimeZoneError';
  }
}

/** Farther than any wall time lies from its instant: no zone was ever 16 hours from UTC. */
const reachMs = 26 * 3_600_000;

const zones = new Map<string, TimeZone>();
let names: ReadonlyMap<string, string> | undefined;

/** Every zone name of the tables, links such as `US/Eastern` included, in alphabetical order. */
export function timeZoneNames(): readonly string[] {
  return [...knownNames().values()];
}

/** Whether the name, in any case, is an IANA zone of the tables. */
export function isKnownTimeZone(name: string): boolean {
  return knownNames().has(name.toLowerCase());
}

/** The name as the tables spell it (`asia/shanghai` = `Asia/Shanghai`), or null when they do not have it. */
export function canonicalTimeZone(name: string): string | null {
  return knownNames().get(name.toLowerCase()) ?? null;
}

/** The zone's clock; unpacked once (about a millisecond) and kept. @throws {UnknownTimeZoneError} */
export function loadTimeZone(name: string): TimeZone {
  const kept = zones.get(name);
  if (kept !== undefined) return kept;
  const known = canonicalTimeZone(name);
  if (known !== null && known !== name) return loadTimeZone(known);
  const tables = known === null ? null : moment.tz.zone(known);
  if (tables === null) throw new UnknownTimeZoneError(name);
  const zone = buildTimeZone(tables.name, tables.untils, tables.offsets);
  zones.set(name, zone);
  return zone;
}

/** Milliseconds east of UTC at an instant. */
export function offsetAt(zone: TimeZone, atMs: number): number {
  return zone.offsets[periodAt(zone, atMs)] ?? 0;
}

/** Wall milliseconds (as if UTC) of an instant. */
export function toWallMs(zone: TimeZone, atMs: number): number {
  return atMs + offsetAt(zone, atMs);
}

/** Wall time of an instant, as the contract's `localTime`. */
export function toLocalTime(zone: TimeZone, atMs: number): string {
  return formatWallTime(toWallMs(zone, atMs));
}

/**
 * The instant of a wall time: in a gap read with the offset before it (so moved forward by the gap's length), in an
 * overlap the first of the two, as RFC 5545 3.3.5, java.time and TC39 Temporal's `compatible` do.
 */
export function resolveWallMs(zone: TimeZone, wallMs: number): number {
  for (let i = periodAt(zone, wallMs - reachMs); ; i++) {
    const until = zone.untils[i] ?? Infinity;
    const atMs = wallMs - (zone.offsets[i] ?? 0);
    if (atMs < until || wallMs < until + (zone.offsets[i + 1] ?? 0)) return atMs;
  }
}

/** As {@link resolveWallMs}, and says how the wall time met the clock. */
export function resolveWall(zone: TimeZone, wallMs: number): ResolvedLocalTime {
  const atMs = resolveWallMs(zone, wallMs);
  if (toWallMs(zone, atMs) !== wallMs) return { atMs, kind: 'gap' };
  const i = periodAt(zone, atMs);
  const later = wallMs - (zone.offsets[i + 1] ?? Infinity);
  return { atMs, kind: later >= (zone.untils[i] ?? Infinity) ? 'overlap' : 'exact' };
}

/**
 * As {@link resolveWall} for a zone name and a `localTime` text.
 * @returns null when the text is not a wall time that exists in the calendar
 * @throws {UnknownTimeZoneError}
 */
export function resolveLocalTime(timeZone: string, localTime: string): ResolvedLocalTime | null {
  const zone = loadTimeZone(timeZone);
  const wallMs = parseWallTime(localTime);
  return wallMs === null ? null : resolveWall(zone, wallMs);
}

/** The last instant whose date has a four-digit year both in UTC and in the zone. */
export function lastInstantMs(zone: TimeZone): number {
  return Math.min(lastWallMs, resolveWallMs(zone, lastWallMs));
}

/** Index of the period that holds an instant: the first one whose end lies after it. */
export function periodAt(zone: TimeZone, atMs: number): number {
  const { untils } = zone;
  let low = 0;
  let high = untils.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((untils[middle] ?? Infinity) > atMs) high = middle;
    else low = middle + 1;
  }
  return low;
}

function buildTimeZone(name: string, untils: readonly number[], westMinutes: readonly number[]): TimeZone {
  // Local mean times have fractions of a minute, which the tables round; they were whole seconds.
  const east = westMinutes.map((minutes) => 0 - Math.round(minutes * 60) * 1000);
  const kept = east.map((_, i) => i).filter((i) => i === east.length - 1 || east[i] !== east[i + 1]);
  const offsets = Float64Array.from(kept, (i) => east[i] ?? 0);
  const longGaps = kept
    .map((_, i) => i)
    .filter((i) => (offsets[i + 1] ?? -Infinity) - (offsets[i] ?? 0) >= 86_400_000);
  return { name, untils: Float64Array.from(kept, (i) => untils[i] ?? Infinity), offsets, longGaps };
}

function knownNames(): ReadonlyMap<string, string> {
  names ??= new Map(moment.tz.names().map((name) => [name.toLowerCase(), name]));
  return names;
}
