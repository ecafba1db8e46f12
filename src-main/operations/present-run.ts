import { z } from 'zod';
import { jsonObject, type Locale } from '../contract/primitives';
import { describeReason } from '../contract/reason-words';
import { attemptRecord, reason, runStep, storedError, storedProgress, waitingFor } from '../contract/run';
import type { Reason, Run, RunDetail, RunError, RunProgress } from '../contract/run';
import { presentInstant } from './present-task';
import type { StoredRun, StoredRunDetail } from './stored-run';

/** The stored JSON where it has the contract's shape, else null: a row of another version hides nothing but itself. */
function readable<T>(schema: z.ZodType<T>, value: unknown): T | null {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : null;
}

const reasonOf = (stored: StoredRun): Reason | null =>
  readable(reason, { code: stored.reasonCode, params: stored.reasonParams ?? {} });

/** In Chinese a run's reason says what its message says in English, with somebody else's words in it as they came. */
function errorIn(locale: Locale, stored: StoredRun): RunError | null {
  const error = readable(storedError, stored.error);
  if (error === null) return null;
  const { messageZhCn, ...told } = error;
  if (locale === 'en') return told;
  const why = reasonOf(stored);
  return { ...told, message: messageZhCn ?? (why === null ? told.message : describeReason(why, locale)) };
}

function progressIn(locale: Locale, stored: unknown): RunProgress | null {
  const progress = readable(storedProgress, stored);
  if (progress === null) return null;
  const { percent, text, textZhCn = text } = progress;
  return { percent, text: locale === 'zh-CN' ? textZhCn : text };
}

const epoch = '1970-01-01T00:00:00.000Z';

/** A ledger row as the contract has it. @param defaultRetries attempts after the first where the task says nothing */
export function presentRun(stored: StoredRun, defaultRetries: number, locale: Locale = 'en'): Run {
  return {
    id: stored.id,
    taskId: stored.taskId,
    taskName: stored.taskName,
    plannedAt: presentInstant(stored.plannedAt) ?? epoch,
    trigger: stored.trigger,
    state: stored.state,
    outcome: stored.outcome,
    reason: reasonOf(stored),
    reasonText: stored.reasonText,
    covers: stored.covers,
    coversUntil: presentInstant(stored.coversUntil),
    attempt: stored.attempt,
    maxAttempts: Math.max(1 + (stored.retryAttempts ?? defaultRetries), stored.attempt),
    notBefore: presentInstant(stored.notBefore),
    executorId: stored.executorId,
    executorHost: stored.executorHost,
    error: errorIn(locale, stored),
    progress: progressIn(locale, stored.progress),
    waitingFor: readable(waitingFor, stored.waitingFor),
    requestedBy: stored.requestedBy,
    cancelRequestedAt: presentInstant(stored.cancelRequestedAt),
    seenAt: presentInstant(stored.seenAt),
    createdAt: presentInstant(stored.createdAt) ?? epoch,
    startedAt: presentInstant(stored.startedAt),
    finishedAt: presentInstant(stored.finishedAt),
  };
}

/** A run with everything the ledger keeps of it. */
export function presentRunDetail(
  stored: StoredRunDetail,
  defaultRetries: number,
  locale?: Locale,
): RunDetail {
  return {
    ...presentRun(stored, defaultRetries, locale),
    externalRef: readable(jsonObject, stored.externalRef),
    input: stored.input,
    result: stored.result,
    steps: readable(z.array(runStep), stored.steps) ?? [],
    attempts: readable(z.array(attemptRecord), stored.attempts) ?? [],
    forceRequestedAt: presentInstant(stored.forceRequestedAt),
    medianMs: stored.medianMs,
    logLines: stored.logLines,
    previousRunId: stored.previousRunId,
    nextRunId: stored.nextRunId,
  };
}
