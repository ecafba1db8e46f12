import type { Locale } from '../contract/primitives';
import { describeReason } from '../contract/reason-words';
import type { TellInstant } from '../contract/reason-words';
import type { Run } from '../contract/run';
import type { WakeItem } from '../contract/status';

/** A line of the wake sheet: what was due while nobody could run it, and what the policy did, in the reader's words. */
export function wakeItem(run: Run, locale: Locale, tell: TellInstant): WakeItem {
  const began = run.startedAt ?? run.createdAt;
  return {
    runId: run.id,
    taskId: run.taskId,
    taskName: run.taskName,
    plannedAt: run.plannedAt,
    coversUntil: run.coversUntil,
    covers: run.covers,
    status: run.outcome ?? run.state,
    lateMs: Math.max(0, Date.parse(began) - Date.parse(run.plannedAt)),
    text:
      run.reason === null
        ? (run.reasonText ?? caughtUp(run, locale))
        : describeReason(run.reason, locale, tell),
  };
}

function caughtUp(run: Run, locale: Locale): string {
  if (run.trigger !== 'catch_up') return '';
  return locale === 'zh-CN' ? '未能按时启动，已补运行。' : 'Run late, because it could not start in time.';
}
