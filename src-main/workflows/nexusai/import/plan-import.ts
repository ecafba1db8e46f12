import type { ImportAnswer } from '../../../contract/api';
import type { Locale } from '../../../contract/primitives';
import type { Text } from '../../../contract/text';
import { nexusImportTexts as texts } from './nexus-import-texts';
import type { MappedTask } from './map-task';

type ImportRow = ImportAnswer['rows'][number];

/** A task of ours that came from this source before. */
export interface KnownTask {
  readonly taskId: string;
  readonly sourceId: string;
  readonly name: string;
  /** As at the last import. */
  readonly fingerprint: string;
  /** Deleted here; it is not brought back. */
  readonly deleted: boolean;
}

/** What an import does with one task, and the row that tells of it. */
export interface PlannedTask {
  readonly row: ImportRow;
  readonly create: MappedTask | null;
  readonly update: { readonly taskId: string; readonly task: MappedTask } | null;
}

const planned = (
  task: { readonly sourceId: string; readonly name: string },
  verdict: ImportRow['verdict'],
  text: string,
  taskId: string | null,
): ImportRow => ({ sourceId: task.sourceId, name: task.name, verdict, text, taskId });

const withNotes = (says: Text, notes: readonly string[], locale: Locale): string =>
  [says[locale], ...notes].join(locale === 'en' ? ' ' : '');

/**
 * Compares what the source has with what came from it before. Twice in a row plans nothing: a row is `changed` only
 * when its schedule was edited at the source since. Tasks that are no longer there are `gone` and stay as they are.
 */
export const planImport = (
  source: readonly MappedTask[],
  known: readonly KnownTask[],
  /** Whether `source` is all there is: an export of some rows says nothing about the others. */
  complete: boolean,
  locale: Locale = 'en',
): readonly PlannedTask[] => {
  const byId = new Map(known.map((task) => [task.sourceId, task]));
  const seen = new Set<string>();
  const plans = source.map((task): PlannedTask => {
    const before = byId.get(task.sourceId);
    const none = (verdict: ImportRow['verdict'], text: string): PlannedTask => ({
      row: planned(task, verdict, text, before?.taskId ?? null),
      create: null,
      update: null,
    });
    if (task.hasId && seen.has(task.sourceId)) return none('cannot_map', texts.sameIdBefore[locale]);
    seen.add(task.sourceId);
    if (before?.deleted === true) return none('same', texts.deletedHere[locale]);
    if (before !== undefined && task.status === 4) return none('gone', texts.deletedStays[locale]);
    if (task.draft === null) return none('cannot_map', task.problem);
    if (before === undefined) {
      const row = planned(task, 'new', withNotes(texts.willBeCreated, task.notes, locale), null);
      return { row, create: task, update: null };
    }
    if (before.fingerprint === task.fingerprint) return none('same', texts.unchanged[locale]);
    const row = planned(task, 'changed', withNotes(texts.changed, task.notes, locale), before.taskId);
    return { row, create: null, update: { taskId: before.taskId, task } };
  });
  if (!complete) return plans;
  const gone = known.filter((task) => !task.deleted && !seen.has(task.sourceId));
  const text = texts.goneStays[locale];
  return [
    ...plans,
    ...gone.map((task) => ({ row: planned(task, 'gone', text, task.taskId), create: null, update: null })),
  ];
};
