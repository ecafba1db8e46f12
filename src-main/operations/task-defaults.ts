import type { Settings } from '../contract/settings';

/** What holds for a task that says nothing of its own; read anew at each use, so a changed setting takes effect. */
export interface TaskDefaults {
  /** IANA name: `settings.executor.timeZone`, else this machine's zone. */
  timeZone(): string;
  executor(): Settings['executor'];
}
