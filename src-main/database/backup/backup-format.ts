import { z } from 'zod';

/**
 * A backup file: gzip of JSON lines. First the header; then for each table a line that names it and its columns, followed
 * by one array of texts (or nulls) a row, each value as PostgreSQL writes it in UTC; last a line with the row counts, so
 * that a file cut short is noticed. Values stay text all the way: nothing is rounded or lost.
 */
export const formatName = 'nexus-scheduler-backup';
export const formatVersion = 1;

export const backupHeader = z.object({
  format: z.literal(formatName),
  version: z.number().int(),
  createdAt: z.iso.datetime(),
  programVersion: z.string(),
  /** Steps of the schema the data was made under. */
  migrations: z.array(z.string()),
});
export type BackupHeader = z.infer<typeof backupHeader>;

export const backupTable = z.object({
  table: z.string().regex(/^[a-z_]{1,63}$/),
  columns: z.array(z.string().regex(/^[a-z_0-9]{1,63}$/)).min(1),
});
export type BackupTable = z.infer<typeof backupTable>;

export const backupEnd = z.object({ end: z.literal(true), rows: z.record(z.string(), z.number().int()) });

/** Our tables, referenced ones first. */
export const backupTables = [
  'users',
  'apps',
  'workflows',
  'scheduled_tasks',
  'task_policies',
  'workflow_targets',
  'executors',
  'task_runs',
  'task_run_logs',
  'audit_entries',
  'shared_state',
] as const;
