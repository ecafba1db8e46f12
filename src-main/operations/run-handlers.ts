import type { BulkAnswer, Caller, Handlers } from '../contract/api';
import { toColumns } from '../contract/column-names';
import { Problem } from '../contract/errors';
import { jsonObject } from '../contract/primitives';
import type { Run } from '../contract/run';
import { logLineIn } from '../contract/run-log-words';
import { loadTimeZone, toLocalTime } from '../recurrence/time-zone';
import { operationTexts } from './operation-texts';
import { auditEntry } from './audit-diff';
import type { AuditRecords } from './audit-records';
import { confirmRun, type Confirmer, type WaitingRun } from './confirm-run';
import { csvText } from './csv';
import { presentRun, presentRunDetail } from './present-run';
import { releaseMissed } from './release-missed';
import type { RunRecords, RunRequest, RunResult } from './run-records';
import type { StoredRunDetail } from './stored-run';
import type { TaskDefaults } from './task-defaults';
import { wakeItem } from './wake-sheet';

/** What the run operations stand on. */
export interface RunOperations {
  readonly runs: RunRecords;
  readonly audit: AuditRecords;
  readonly confirmer: Confirmer;
  readonly defaults: TaskDefaults;
  /** When this machine last woke up or the executor started; null = only the database knows of starts. */
  readonly lastWake: () => Date | null;
}

const exportLimit = 50_000;
const exportPage = 500;
const sheetLimit = 1000;
/** A log of more than this is opened as a file from the end. */
const logTextLimit = 32_000_000;

const csvColumns = [
  'id',
  'task_id',
  'task_name',
  'planned_at',
  'trigger',
  'state',
  'outcome',
  'reason_text',
  'covers',
  'covers_until',
  'attempt',
  'executor_host',
  'requested_by',
  'created_at',
  'started_at',
  'finished_at',
  'error',
] as const;

/** What an operator can do with runs. */
export function runHandlers({ runs, audit, confirmer, defaults, lastWake }: RunOperations): Handlers['runs'] {
  const retries = (): number => defaults.executor().retryAttempts;
  const tell = (at: string): string => {
    const local = toLocalTime(loadTimeZone(defaults.timeZone()), Date.parse(at));
    return `${local.slice(0, 10)} ${local.slice(11, 16)}`;
  };
  const detail = async (id: string): Promise<StoredRunDetail> => {
    const run = await runs.get(id);
    if (run === null) throw noSuchRun(id);
    return run;
  };

  const waiting = async (id: string): Promise<WaitingRun> => {
    const { state, taskId, externalRef } = await detail(id);
    if (state === 'ended') throw hasEnded(id);
    const ref = jsonObject.safeParse(externalRef);
    return { id, taskId, externalRef: ref.success ? ref.data : null };
  };

  return {
    list: async (query, { locale }) => {
      const page = await runs.page(query);
      return { ...page, rows: page.rows.map((run) => presentRun(run, retries(), locale)) };
    },
    counts: async (filter) => runs.counts(filter),
    get: async ({ id }, { locale }) => presentRunDetail(await detail(id), retries(), locale),
    log: async ({ id, attempt, after, before, limit }, { locale = 'en' }) => {
      const window = await runs.log(id, { attempt, after, before, limit });
      return {
        ...window,
        lines: window.lines.map((one) => ({ ...one, line: logLineIn(locale, one.stream, one.line) })),
      };
    },
    logText: async ({ id, attempt }) => {
      const log = await runs.logText(id, attempt, logTextLimit);
      return { fileName: `run-${id}-attempt-${String(log.attempt)}.log`, text: `${log.text}\n` };
    },
    cancel: async ({ ids, force }, caller) => {
      const entry = auditEntry(caller, force ? 'runs.forceStop' : 'runs.cancel');
      return bulkAnswer(await runs.cancel(ids, caller.actor, force, entry), 'cancelled', caller);
    },
    confirmation: async ({ id }) => confirmer.look((await waiting(id)).externalRef),
    confirm: async ({ id, step, values }, caller) =>
      confirmRun({ runs, audit, confirmer }, await waiting(id), { step, values }, caller),
    runAgain: async ({ id, input, edited }, caller) => {
      const run = await detail(id);
      if (input === 'edited' && edited === undefined)
        throw new Problem('invalid_input', operationTexts.editedInputMissing, {
          issues: [{ path: 'edited', message: operationTexts.inputToRunWith }],
        });
      const chosen = input === 'edited' ? edited : input === 'same' ? (run.input ?? undefined) : undefined;
      const [requested] = await runs.request([manualRun(run.taskId, chosen, caller)]);
      if (requested === undefined || requested === null)
        throw new Problem('not_found', operationTexts.taskOfRunDeleted(id), {
          remedy: operationTexts.restoreTaskFirst,
        });
      return { runId: requested.runId };
    },
    markSeen: async ({ ids }) => ({ changed: await runs.markSeen(ids) }),
    delete: async ({ ids }, caller) =>
      bulkAnswer(await runs.delete(ids, auditEntry(caller, 'runs.delete')), 'deleted', caller),
    export: async ({ format, ...filter }) => {
      const rows: Run[] = [];
      for (let cursor: string | null = null; rows.length < exportLimit;) {
        const page: Awaited<ReturnType<RunRecords['page']>> = await runs.page({
          ...filter,
          cursor,
          limit: exportPage,
        });
        rows.push(...page.rows.map((run) => presentRun(run, retries())));
        cursor = page.nextCursor;
        if (cursor === null) break;
      }
      const columns = rows.map((run) => toColumns(run));
      return format === 'csv'
        ? { fileName: 'nexus-runs.csv', text: csvText(csvColumns, columns) }
        : { fileName: 'nexus-runs.json', text: `${JSON.stringify({ task_runs: columns }, null, 2)}\n` };
    },
    wakeSheet: async ({ since, locale = 'en' }) => {
      const from = since ?? lastWake()?.toISOString() ?? (await runs.lastStart());
      if (from === null) return { items: [], since: null };
      const found = await runs.missedSince(new Date(from), sheetLimit);
      return { items: found.map((run) => wakeItem(presentRun(run, retries()), locale, tell)), since: from };
    },
    runMissed: async ({ runIds, mode, spacingMs }, caller) => ({
      runIds: await releaseMissed({ runs, defaults }, runIds, mode, spacingMs, caller),
    }),
  };
}

/** A run by hand that is its own request, however soon it follows another. */
function manualRun(taskId: string, input: RunRequest['input'], caller: Caller): RunRequest {
  return {
    taskId,
    input,
    requestedBy: caller.actor,
    mergeWithinMs: 0,
    delayMs: 0,
    serial: false,
    audit: auditEntry(caller, 'runs.runAgain'),
  };
}

function bulkAnswer(
  results: readonly RunResult[],
  verb: 'cancelled' | 'deleted',
  { locale }: Caller,
): BulkAnswer {
  const failed = results.filter((run) => run.result !== 'done');
  return {
    done: results.length - failed.length,
    changed: results.filter((run) => run.result === 'done').map((run) => run.id),
    failed: failed.map(({ id, taskName, result }) => ({
      id,
      name: taskName,
      error: refusal(id, result, verb).infoIn(locale),
    })),
  };
}

function refusal(id: string, result: RunResult['result'], verb: 'cancelled' | 'deleted'): Problem {
  if (result === 'missing') return noSuchRun(id);
  if (verb === 'cancelled') return hasEnded(id);
  return result === 'open'
    ? new Problem('refused', operationTexts.runGoesOn(id), { remedy: operationTexts.cancelFirst })
    : new Problem('refused', operationTexts.skipAhead(id), {
        remedy: operationTexts.takeSkipBack,
      });
}

function hasEnded(id: string): Problem {
  return new Problem('refused', operationTexts.runHasEnded(id));
}

function noSuchRun(id: string): Problem {
  return new Problem('not_found', operationTexts.noRun(id), {
    remedy: operationTexts.maybePruned,
  });
}
