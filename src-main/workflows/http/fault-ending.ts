import type { Ended } from '../../executor/connector';
import { failed, stoppedBy, stopReasonOf } from '../endings';
import type { HttpFault } from './http-fault';

/** How a run ends whose start brought no answer: failed when nothing was sent, abandoned when it may have been. */
export const faultEnding = (fault: HttpFault, signal: AbortSignal): Ended => {
  const detail = fault.message;
  if (fault.code === 'aborted') {
    const text = fault.sent
      ? 'Stopped while the server was at it; what was sent cannot be taken back.'
      : 'Stopped before the request was sent.';
    return stoppedBy(stopReasonOf(signal), text);
  }
  if (fault.code === 'bad_url' || fault.code === 'refused_address') {
    return failed('invalid_target', detail, { params: { detail } });
  }
  if (fault.code === 'redirects') return failed('success_rule', detail, { params: { detail } });
  if (fault.code === 'unreachable' || fault.code === 'connect_timeout') {
    return failed('unreachable', `The server could not be reached: ${detail}`, { params: { detail } });
  }
  if (fault.code === 'answer_timeout') {
    return failed('timeout', detail, { outcome: 'timed_out', params: { ms: fault.ms } });
  }
  return failed('answer_lost', `The request was sent, its answer never came: ${detail}`, {
    outcome: 'abandoned',
    params: { detail },
  });
};
