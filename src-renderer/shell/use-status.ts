import type { ExecutorStatus } from '../../src-main/contract/status';
import { useCall } from '../client/use-call';

/** What the executor is doing, kept fresh by events; undefined until the first answer. */
export const useStatus = (): ExecutorStatus | undefined => useCall('executor', 'status', {}).data;
