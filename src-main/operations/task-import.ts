import type { Caller, ImportAnswer } from '../contract/api';
import type { Json, JsonObject, Locale } from '../contract/primitives';
import type { TaskDraft } from '../contract/task';
import { joined, sentences, text, type Text } from '../contract/text';
import { problemText } from '../recurrence/problem-words';
import { sameJson } from './audit-diff';
import type { ImportCandidate } from './import-rows';
import { rowOf } from './new-task';
import { importTexts } from './operation-texts';
import { presentDraft } from './present-task';
import type { StoredTask } from './stored-task';
import type { TaskDefaults } from './task-defaults';
import { taskFieldText } from './task-field-text';
import { referenceIssues } from './task-draft-check';
import { decideEdit } from './task-edit';
import type { NewTask, TaskRecords } from './task-records';
import { nextPlanned, readSchedule } from './task-schedule';

type ImportRow = ImportAnswer['rows'][number];

/** Where imported rows come from; written into `task_policies.source`, so that a second import finds them again. */
export interface ImportSource {
  /** `file`, or the connector's kind with the connection's name, such as `nexusai:default`. */
  readonly kind: string;
  /** Whether a row whose id and name are those of a task of this database is that task itself (an export of ours). */
  readonly ownIds: boolean;
}

interface Plan {
  readonly row: ImportRow;
  readonly create: ImportCandidate | null;
  readonly update: { readonly id: string; readonly draft: TaskDraft } | null;
}

/**
 * Imports rows once: a row is recognised by its source's id, so that a second import of the same rows changes nothing.
 * A changed row is an edit like any other (no replay of what has passed). Rows that cannot be mapped say why and harm
 * no other. A finished or disabled row stays so; a deleted one is not imported.
 */
export async function importTasks(
  tasks: TaskRecords,
  defaults: TaskDefaults,
  candidates: readonly ImportCandidate[],
  source: ImportSource,
  dryRun: boolean,
  caller: Caller,
): Promise<ImportAnswer> {
  const plans = await planImport(tasks, defaults, candidates, source, caller.locale);
  if (!dryRun) return carryOut(tasks, defaults, plans, source, caller);
  const rows = plans.map((plan) => plan.row);
  return { dryRun, rows, note: noteOf(rows, caller.locale) };
}

async function planImport(
  tasks: TaskRecords,
  defaults: TaskDefaults,
  candidates: readonly ImportCandidate[],
  source: ImportSource,
  locale: Locale = 'en',
): Promise<readonly Plan[]> {
  const drafts = candidates.flatMap(({ draft }) => (draft === null ? [] : [draft]));
  const references = await tasks.references(
    drafts.map((draft) => draft.userId),
    drafts.map((draft) => draft.appId),
    drafts.map((draft) => draft.workflowId),
  );
  const known = new Map((await tasks.bySource(source.kind)).map(({ sourceId, task }) => [sourceId, task]));
  const own = source.ownIds ? await ownTasks(tasks, candidates) : new Map<string, StoredTask>();
  const seen = new Set<string>();
  return candidates.map((candidate) => {
    const { draft, sourceId } = candidate;
    const plan = (verdict: ImportRow['verdict'], says: Text, taskId: string | null = null): Plan =>
      planOf(candidate, verdict, says[locale], taskId);
    const cannot = (says: Text): Plan => plan('cannot_map', says);
    if (draft === null) return cannot(candidate.problem);
    if (candidate.status === 4) return cannot(importTexts.deletedAtSource);
    if (seen.has(sourceId)) return cannot(importTexts.sameIdBefore);
    seen.add(sourceId);
    const issues = referenceIssues(draft, references);
    if (issues.length > 0) return cannot(sentences(issues.map(({ message }) => message)));
    const reading = readSchedule(draft, defaults.timeZone());
    if (!reading.ok) return cannot(sentences(reading.problems.map(problemText)));
    const match = known.get(sourceId) ?? ownMatch(own.get(sourceId), candidate);
    if (match === undefined) return plan('new', importTexts.willBeCreated);
    if (match.status === 4) return plan('same', importTexts.deletedHere, match.id);
    const fields = changedFields(match, draft, defaults);
    return fields.length === 0
      ? plan('same', importTexts.unchanged, match.id)
      : plan('changed', importTexts.changed(joined(fields.map(taskFieldText), text(', ', '、'))), match.id);
  });
}

function planOf(
  candidate: ImportCandidate,
  verdict: ImportRow['verdict'],
  text: string,
  taskId: string | null,
): Plan {
  const { sourceId, name, draft } = candidate;
  return {
    row: { sourceId, name, verdict, text, taskId },
    create: verdict === 'new' ? candidate : null,
    update: verdict === 'changed' && taskId !== null && draft !== null ? { id: taskId, draft } : null,
  };
}

async function ownTasks(
  tasks: TaskRecords,
  candidates: readonly ImportCandidate[],
): Promise<Map<string, StoredTask>> {
  const ids = candidates
    .map(({ sourceId }) => sourceId)
    .filter((sourceId) => /^[1-9]\d{0,17}$/.test(sourceId));
  if (ids.length === 0) return new Map();
  return new Map((await tasks.select({ ids }, ids.length)).map((task) => [task.id, task]));
}

const ownMatch = (task: StoredTask | undefined, candidate: ImportCandidate): StoredTask | undefined =>
  task !== undefined && task.name.trim() === candidate.name && task.status !== 4 ? task : undefined;

/** The fields in which a row differs from its task; a zone the row does not name follows the task's. */
function changedFields(task: StoredTask, draft: TaskDraft, defaults: TaskDefaults): readonly string[] {
  const stored: JsonObject = { ...presentDraft(task), timeZone: task.timeZone ?? defaults.timeZone() };
  const given: Readonly<Record<string, Json>> = {
    ...draft,
    timeZone: draft.timeZone ?? stored['timeZone'] ?? null,
  };
  return Object.keys(given).filter((field) => !sameJson(stored[field] ?? null, given[field] ?? null));
}

async function carryOut(
  tasks: TaskRecords,
  defaults: TaskDefaults,
  plans: readonly Plan[],
  source: ImportSource,
  caller: Caller,
): Promise<ImportAnswer> {
  const created = plans.filter((plan) => plan.create !== null);
  const ids = await tasks.create((now) =>
    created.flatMap(({ create }) =>
      create === null ? [] : [imported(create, source, defaults, caller, now)],
    ),
  );
  const newIds = new Map(created.map((plan, i) => [plan, ids[i] ?? null]));
  const refused = await updateAll(tasks, defaults, plans, caller);
  const rows = plans.map((plan): ImportRow => {
    const newId = newIds.get(plan) ?? null;
    if (newId !== null)
      return { ...plan.row, taskId: newId, text: importTexts.created[caller.locale ?? 'en'] };
    const error = plan.update === null ? undefined : refused.get(plan.update.id);
    return error === undefined ? plan.row : { ...plan.row, verdict: 'cannot_map', text: error };
  });
  return { dryRun: false, rows, note: noteOf(rows, caller.locale) };
}

const updateBatch = 500;

/** Edits the changed tasks, some hundreds at a time; answers why each refused one was refused. */
async function updateAll(
  tasks: TaskRecords,
  defaults: TaskDefaults,
  plans: readonly Plan[],
  caller: Caller,
): Promise<ReadonlyMap<string, string>> {
  const drafts = new Map(
    plans.flatMap(({ update }) => (update === null ? [] : [[update.id, update.draft] as const])),
  );
  const refused = new Map<string, string>();
  const ids = [...drafts.keys()];
  for (let from = 0; from < ids.length; from += updateBatch) {
    const results = await tasks.change(ids.slice(from, from + updateBatch), (task, now) => {
      const draft = drafts.get(task.id);
      if (draft === undefined) return null;
      // A zone the row does not name stays as it is here.
      const { timeZone, ...others } = draft;
      const edit = { changes: timeZone === null ? others : draft, revision: null };
      return decideEdit(task, edit, caller, defaults.timeZone(), now);
    });
    for (const { id, error } of results)
      if (error !== null) refused.set(id, error.text[caller.locale ?? 'en']);
  }
  return refused;
}

/** A finished row, or one with nothing ahead, comes in as finished; a paused one paused, keeping its plan. */
function imported(
  candidate: ImportCandidate,
  source: ImportSource,
  defaults: TaskDefaults,
  caller: Caller,
  now: Date,
): NewTask {
  const { draft, sourceId, hasId, executionCount } = candidate;
  if (draft === null) throw new TypeError('A row without a draft cannot be imported.');
  const zoned = { ...draft, timeZone: draft.timeZone ?? defaults.timeZone() };
  const reading = readSchedule(zoned, zoned.timeZone);
  const spent = draft.maxExecutions > 0 && executionCount >= draft.maxExecutions;
  const next = reading.ok && !spent ? nextPlanned(reading.compiled, now.getTime()) : null;
  const status = next === null ? 2 : candidate.status;
  return rowOf(
    zoned,
    caller,
    'tasks.import',
    { status, nextRunTime: next?.toISOString() ?? null, executionCount },
    hasId ? { kind: source.kind, id: sourceId } : null,
  );
}

function noteOf(rows: readonly ImportRow[], locale: Locale = 'en'): string {
  const count = (verdict: ImportRow['verdict']): number =>
    rows.filter((row) => row.verdict === verdict).length;
  return importTexts.note(count('new'), count('changed'), count('same'), count('cannot_map'))[locale];
}
