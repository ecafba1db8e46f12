import { z } from 'zod';
import { contractTexts } from '../contract/contract-texts';
import { Problem } from '../contract/errors';
import { issueText } from '../contract/issue-text';
import { settings, type Settings, type SettingsChange } from '../contract/settings';
import { joined } from '../contract/text';
import { machineTexts } from './machine-texts';
import { settingText } from './setting-text';

/** Settings as the file holds them: only what departs from the defaults, and whatever a newer version wrote. */
export type StoredSettings = Readonly<Record<string, unknown>>;

const record = z.record(z.string(), z.unknown());
const isRecord = (value: unknown): value is Record<string, unknown> => record.safeParse(value).success;

const merged = (old: unknown, change: unknown, deep: boolean): unknown => {
  if (!isRecord(old) || !isRecord(change)) return change;
  const result: Record<string, unknown> = { ...old };
  for (const [key, value] of Object.entries(change)) {
    if (value !== undefined) result[key] = deep ? merged(old[key], value, true) : value;
  }
  return result;
};

/**
 * Lays a partial change over stored settings. Groups are merged field by field, lists and remembered views are replaced
 * whole.
 */
export const mergeSettings = (old: StoredSettings, change: SettingsChange): StoredSettings => {
  const result: Record<string, unknown> = { ...old };
  for (const [group, value] of Object.entries(change)) {
    if (value !== undefined) result[group] = merged(old[group], value, group !== 'views');
  }
  return result;
};

/** Groups and fields that no version so far has: a slip of the pen, worth a word. Views are free. */
const unknownFields = (stored: StoredSettings): readonly string[] =>
  Object.entries(stored).flatMap(([group, value]) => {
    const known = settings.keyof().safeParse(group);
    if (!known.success) return [group];
    const shape = Object.keys(settings.parse({})[known.data]);
    if (!isRecord(value) || group === 'views' || shape.length === 0) return [];
    return Object.keys(value)
      .filter((field) => !shape.includes(field))
      .map((field) => `${group}.${field}`);
  });

/** Stored settings with every default filled in. @throws Problem `invalid_input` naming each field and what it allows */
export const readSettings = (stored: unknown): Settings => {
  const parsed = settings.safeParse(stored);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => ({
    path: issue.path.join('.'),
    message: issueText(issue, settings),
  }));
  const fields = issues.map(({ path, message }) => machineTexts.setting(settingText(path), message));
  throw new Problem('invalid_input', machineTexts.settingsInvalid(joined(fields)), {
    remedy: contractTexts.correctFields,
    issues,
  });
};

/** A change that names a field no setting has. @throws Problem `invalid_input` */
export const refuseUnknownFields = (change: SettingsChange): void => {
  const unknown = unknownFields(change);
  if (unknown.length === 0) return;
  throw new Problem('invalid_input', machineTexts.noSetting(unknown.join(', ')), {
    remedy: machineTexts.listSettings,
    issues: unknown.map((path) => ({ path, message: machineTexts.noSuchSetting })),
  });
};
