import type { ExecutorStatus } from '../contract/status';

/** The executor of this process as the operations see it; given by the application. */
export interface StatusSource {
  status(): Promise<ExecutorStatus>;
  pollNow(): Promise<void>;
  /** Tries to reach the database again at once. */
  retryDatabase(): Promise<void>;
}
