import { saidParams } from '../../contract/said-params';
import type { Ended } from '../../executor/connector';
import { failed, stoppedBy, stopReasonOf } from '../endings';
import { workflowTexts } from '../workflow-texts';
import type { HttpFault } from './http-fault';

/** How a run ends whose start brought no answer: failed when nothing was sent, abandoned when it may have been. */
export const faultEnding = (fault: HttpFault, signal: AbortSignal): Ended => {
  const { message } = fault;
  const params = saidParams('detail', fault.text);
  if (fault.code === 'aborted') {
    const says = fault.sent ? workflowTexts.stoppedAtServer : workflowTexts.stoppedBeforeSending;
    return stoppedBy(stopReasonOf(signal), says);
  }
  if (fault.code === 'bad_url' || fault.code === 'refused_address') {
    return failed('invalid_target', message, { params });
  }
  if (fault.code === 'redirects') return failed('success_rule', message, { params });
  if (fault.code === 'unreachable' || fault.code === 'connect_timeout') {
    return failed('unreachable', `The server could not be reached: ${message}`, { params });
  }
  if (fault.code === 'answer_timeout') {
    return failed('timeout', message, { outcome: 'timed_out', params: { ms: fault.ms } });
  }
  return failed('answer_lost', `The request was sent, its answer never came: ${message}`, {
    outcome: 'abandoned',
    params,
  });
};
