import type { Migration } from './migration';

/** A run that does not stop when asked can be ended by force: who asked for that, and when. */
export const forceStop: Migration = {
  name: '0003-force-stop',
  sql: `
ALTER TABLE task_runs ADD COLUMN IF NOT EXISTS force_requested_at timestamptz;
ALTER TABLE task_runs ADD COLUMN IF NOT EXISTS force_requested_by varchar(255);
`,
};
