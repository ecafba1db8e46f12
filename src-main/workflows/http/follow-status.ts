import { saidParams } from '../../contract/said-params';
import type { Ending, RunContext } from '../../executor/connector';
import type { Clock } from '../clock';
import { failed, stoppedBy, stopReasonOf, succeeded } from '../endings';
import { jsonPathSteps, valueAt } from '../json-path';
import { keptJson } from '../kept-json';
import type { Redactor } from '../redactor';
import { workflowTexts } from '../workflow-texts';
import { answerResult } from './answer-result';
import { answerJson, unmet } from './answer-rule';
import type { FollowConfig } from './http-config';
import type { HttpAnswer } from './http-exchange';
import { HttpFault } from './http-fault';

interface Following {
  readonly run: RunContext;
  readonly follow: FollowConfig;
  readonly clock: Clock;
  readonly redactor: Redactor;
  /** One look at the status URL. @throws {HttpFault} */
  readonly look: () => Promise<HttpAnswer>;
}

/** Where an accepted job can be followed, as an absolute URL; null when the answer does not say. */
export const statusUrlOf = (answer: HttpAnswer, follow: FollowConfig): string | null => {
  const body = answerJson(answer);
  const inBody =
    follow.jsonPath && body !== undefined ? valueAt(body, jsonPathSteps(follow.jsonPath) ?? []) : undefined;
  const text =
    typeof inBody === 'string' ? inBody : answer.headers[(follow.header ?? 'location').toLowerCase()];
  if (text === undefined) return null;
  try {
    return new URL(text, answer.url).href;
  } catch {
    return null;
  }
};

type Verdict = 'going' | 'succeeded' | 'failed' | 'unclear';

/** What one look says. Server faults and "too many requests" say nothing about the job. */
const judge = (answer: HttpAnswer, follow: FollowConfig): Verdict => {
  if (answer.status >= 500 || answer.status === 429 || answer.status === 408 || answer.cut) return 'unclear';
  if (follow.failure && unmet(follow.failure, answer) === null) return 'failed';
  if (follow.success) {
    if (unmet(follow.success, answer) === null) return 'succeeded';
    return answer.status >= 400 ? 'failed' : 'going';
  }
  if (answer.status >= 400) return 'failed';
  // With a failure rule alone, only leaving 202 says that the job is done.
  return answer.status === 202 ? 'going' : 'succeeded';
};

const retryAfterMs = (answer: HttpAnswer, now: Date): number => {
  const text = answer.headers['retry-after'] ?? '';
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now.getTime();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), 3_600_000) : 0;
};

/** Looks at a job until it ends, less and less often; an unreachable server is given time before the run fails. */
export const followStatus = async ({ run, follow, clock, redactor, look }: Following): Promise<Ending> => {
  let intervalMs = follow.intervalMs;
  let silentSince: number | null = null;
  for (;;) {
    if (run.signal.aborted) {
      const stop = stopReasonOf(run.signal);
      if (stop === 'stopping') return { kind: 'detached' };
      return stoppedBy(stop, workflowTexts.noLongerFollowed);
    }
    const answer = await look().catch((error: unknown) => {
      if (error instanceof HttpFault) return error;
      throw error;
    });
    if (run.signal.aborted) continue;
    let waitMs = intervalMs;
    if (answer instanceof HttpFault && (answer.code === 'refused_address' || answer.code === 'bad_url')) {
      return failed('invalid_target', answer.message, {
        params: saidParams('detail', answer.text),
      });
    }
    const verdict = answer instanceof HttpFault ? 'unclear' : judge(answer, follow);
    if (verdict === 'unclear') {
      const detail = answer instanceof HttpFault ? answer.text : workflowTexts.jobFailed(answer.status);
      if (silentSince === null) run.log('error', redactor.text(`The status could not be read: ${detail.en}`));
      silentSince ??= clock.elapsedMs();
      if (clock.elapsedMs() - silentSince >= follow.unreachableMs) {
        const text = `The status could not be read for ${follow.unreachableMs} ms, at last: ${detail.en}`;
        return failed('unreachable', text, { outcome: 'abandoned', params: saidParams('detail', detail) });
      }
    } else {
      if (silentSince !== null) run.log('info', 'The status can be read again.');
      silentSince = null;
    }
    if (!(answer instanceof HttpFault)) {
      if (verdict === 'succeeded') {
        const body = follow.resultPath ? answerJson(answer) : undefined;
        const part =
          body === undefined ? undefined : valueAt(body, jsonPathSteps(follow.resultPath ?? '') ?? []);
        return succeeded(part === undefined ? answerResult(answer) : keptJson(part));
      }
      if (verdict === 'failed') {
        return failed('workflow_failed', `The job failed; its status URL answered ${answer.status}.`, {
          params: { detail: `HTTP ${answer.status}` },
          result: answerResult(answer),
        });
      }
      waitMs = Math.max(intervalMs, retryAfterMs(answer, clock.now()));
    }
    // A little jitter, so that runs that started together do not ask together for ever.
    await clock.wait(waitMs * (0.9 + Math.random() * 0.2), run.signal);
    intervalMs = Math.min(intervalMs * 1.5, Math.max(follow.maxIntervalMs, follow.intervalMs));
  }
};
