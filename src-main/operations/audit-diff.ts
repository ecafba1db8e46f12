import type { Caller } from '../contract/api';
import type { Json } from '../contract/primitives';
import type { NewAuditEntry } from './task-records';

/** The fields of `to` that differ from `from`, for the audit; null when none does. JSON values are compared whole. */
export function auditDiff(
  from: Readonly<Record<string, Json | undefined>>,
  to: Readonly<Record<string, Json | undefined>>,
): Record<string, { from: Json; to: Json }> | null {
  const changes: Record<string, { from: Json; to: Json }> = {};
  for (const [field, value] of Object.entries(to)) {
    const before = from[field] ?? null;
    const after = value ?? null;
    if (!sameJson(before, after)) changes[field] = { from: before, to: after };
  }
  return Object.keys(changes).length === 0 ? null : changes;
}

/** Whether two JSON values are equal, whatever the order of their keys. */
export function sameJson(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((item, i) => sameJson(item, b[i] ?? null));
  }
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => key in b && sameJson(a[key] ?? null, b[key] ?? null));
}

/** An audit entry of this caller. */
export function auditEntry(
  caller: Caller,
  action: string,
  changes: NewAuditEntry['changes'] = null,
): NewAuditEntry {
  return { actor: caller.actor, origin: caller.origin, action, changes };
}
