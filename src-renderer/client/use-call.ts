import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Api, ApiCall, ApiGroup, CallInput, CallOutput } from '../../src-main/contract/api';
import { useClient } from './client-context';

export interface CallOptions {
  readonly enabled?: boolean;
  /** Keeps the answer to the question before on the screen until the new one is there. */
  readonly keepPrevious?: boolean;
  /** Asks again after so many milliseconds while the window is visible. */
  readonly refetchMs?: number;
}

/** The cache's key of a question: group, name, input. Events invalidate by its first parts. */
export const callKey = <G extends ApiGroup, C extends ApiCall<G>>(
  group: G,
  name: C,
  input: CallInput<Api[G][C]>,
): readonly [G, C, CallInput<Api[G][C]>] => [group, name, input];

/**
 * Asks the application and keeps the answer fresh: `useCall('tasks', 'list', { chip: 'paused' })`.
 * Failures are `Problem`s in `error`.
 */
export const useCall = <G extends ApiGroup, C extends ApiCall<G>>(
  group: G,
  name: C,
  input: CallInput<Api[G][C]>,
  options: CallOptions = {},
): UseQueryResult<CallOutput<Api[G][C]>> => {
  const client = useClient();
  return useQuery<CallOutput<Api[G][C]>>({
    queryKey: callKey(group, name, input),
    queryFn: () => client[group][name](input),
    enabled: options.enabled ?? true,
    ...(options.keepPrevious === true ? { placeholderData: keepPreviousData } : {}),
    ...(options.refetchMs === undefined ? {} : { refetchInterval: options.refetchMs }),
  });
};
