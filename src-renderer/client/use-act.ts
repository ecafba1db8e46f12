import { useMutation, type UseMutationResult } from '@tanstack/react-query';
import type { Api, ApiCall, ApiGroup, CallInput, CallOutput } from '../../src-main/contract/api';
import { useClient } from './client-context';

/**
 * A command to the application: `const pause = useAct('tasks', 'pause'); pause.mutate({ select: { ids } })`.
 * What it changed comes back as an event, which refreshes the lists; failures are `Problem`s.
 */
export const useAct = <G extends ApiGroup, C extends ApiCall<G>>(
  group: G,
  name: C,
): UseMutationResult<CallOutput<Api[G][C]>, Error, CallInput<Api[G][C]>> => {
  const client = useClient();
  return useMutation<CallOutput<Api[G][C]>, Error, CallInput<Api[G][C]>>({
    mutationFn: (input) => client[group][name](input),
  });
};
