import { z } from 'zod';
import { id, instant, localTime } from './primitives';
import { errorInfo } from './errors';
import { blockedTask } from './row-holder';

/** The heart: what the executor is doing, for the tray, the foot of the navigation and the live line. */
export const executorStatus = z.object({
  phase: z.enum(['starting', 'running', 'stopping', 'stopped']),
  executorId: z.string(),
  startedAt: instant,
  pollIntervalMs: z.number(),
  lastPoll: z
    .object({ at: instant, tookMs: z.number(), due: z.number().int(), started: z.number().int() })
    .nullable(),
  nextPollAt: instant.nullable(),
  slots: z.number().int(),
  /** `waiting`: for a person; such a run holds no slot. */
  running: z.array(
    z.object({ runId: id, taskId: id, taskName: z.string(), startedAt: instant, waiting: z.boolean() }),
  ),
  queued: z.number().int(),
  nextDue: z.object({ taskId: id, taskName: z.string(), at: instant }).nullable(),
  /** Due tasks that cannot be claimed, the first due first. */
  blocked: z.array(blockedTask),
  /** Scheduling is paused on every desk until then; `until` null = until somebody resumes. */
  paused: z
    .object({ since: instant, until: instant.nullable(), by: z.string(), reason: z.string().nullable() })
    .nullable(),
  attention: z.array(
    z.object({
      runId: id,
      taskId: id,
      taskName: z.string(),
      status: z.string(),
      at: instant,
      message: z.string(),
    }),
  ),
  attentionCount: z.number().int(),
  database: z.object({
    state: z.enum(['starting', 'connected', 'lost']),
    kind: z.enum(['embedded', 'external']),
    since: instant,
    latencyMs: z.number().nullable(),
    /** This machine's clock minus the database's. */
    skewMs: z.number().nullable(),
    nextTryAt: instant.nullable(),
    error: errorInfo.nullable(),
  }),
});
export type ExecutorStatus = z.infer<typeof executorStatus>;

/** A term of the due predicate, evaluated now. */
export const whyTerm = z.object({
  term: z.enum([
    'status',
    'hold',
    'row_free',
    'paused',
    'scheduler_paused',
    'next_run',
    'end_time',
    'executions_left',
    'overlap',
    'workflow',
    'target',
    'connection',
    'slots',
    'executor_alive',
    'database',
  ]),
  ok: z.boolean(),
  text: z.string(),
});
export type WhyTerm = z.infer<typeof whyTerm>;

/**
 * The answer to "why is it not running?": a sentence, then every term; and the instants as the sentences say them, so that
 * a window can say them in its reader's words.
 */
export const whyAnswer = z.object({
  verdict: z.string(),
  terms: z.array(whyTerm),
  instants: z.array(z.object({ said: z.string().min(1), at: instant })).default([]),
});
export type WhyAnswer = z.infer<typeof whyAnswer>;

/** A check of `doctor` and Diagnostics. */
export const check = z.object({
  name: z.string(),
  result: z.enum(['pass', 'warn', 'fail']),
  text: z.string(),
  remedy: z.string().nullable(),
});
export type Check = z.infer<typeof check>;

/** One line of the wake sheet: what was due while nobody could run it, and what the policy did. */
export const wakeItem = z.object({
  runId: id,
  taskId: id,
  taskName: z.string(),
  plannedAt: instant,
  coversUntil: instant.nullable(),
  covers: z.number().int(),
  status: z.string(),
  lateMs: z.number(),
  text: z.string(),
});
export type WakeItem = z.infer<typeof wakeItem>;

export const clockChange = z.object({
  at: instant,
  from: localTime,
  to: localTime,
  shiftMinutes: z.number().int(),
});
export type ClockChange = z.infer<typeof clockChange>;
