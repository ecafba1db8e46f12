import { z } from 'zod';
import { taskChip, taskSort } from '../../src-main/contract/api';
import { id, instant } from '../../src-main/contract/primitives';
import { repeatType } from '../../src-main/contract/rule';
import { runStatus, trigger } from '../../src-main/contract/run';

/*
 * What the address of each page holds. A value that is not understood is dropped, never an error: addresses are typed,
 * shared and kept by people.
 */
const maybe = <S extends z.ZodType>(schema: S): z.ZodCatch<z.ZodOptional<S>> =>
  schema.optional().catch(undefined);

/** An id that a person typed into the address arrives as a number. */
const typedId = z.union([id, z.number().int().positive().transform(String)]);

/** Filters and order of the task list. */
export const tasksSearch = z.object({
  q: maybe(z.string().max(200)),
  chip: maybe(taskChip),
  workflow: maybe(typedId),
  repeat: maybe(repeatType),
  /** Next run within so many milliseconds. */
  within: maybe(z.number().int().positive()),
  tag: maybe(z.string().max(64)),
  sort: maybe(taskSort),
  desc: maybe(z.boolean()),
});
export type TasksSearch = z.infer<typeof tasksSearch>;

export const runRange = z.enum(['1h', '24h', 'today', '7d', '30d', 'custom', 'all']);
export type RunRange = z.infer<typeof runRange>;

/** Filters of the run list. `from` and `to` count only with the range `custom`. */
export const runsSearch = z.object({
  task: maybe(typedId),
  status: maybe(z.array(runStatus)),
  trigger: maybe(z.array(trigger)),
  range: maybe(runRange),
  from: maybe(instant),
  to: maybe(instant),
  q: maybe(z.string().max(200)),
  unseen: maybe(z.boolean()),
});
export type RunsSearch = z.infer<typeof runsSearch>;

/** Tab, attempt and line of a run, so that an address can point at one line of its log. */
export const runSearch = z.object({
  tab: maybe(z.enum(['log', 'steps', 'inputs', 'outputs', 'attempts', 'raw'])),
  attempt: maybe(z.number().int().positive()),
  line: maybe(z.number().int().positive()),
});

export const taskSearch = z.object({
  tab: maybe(z.enum(['overview', 'runs', 'inputs', 'policies', 'changes'])),
});

/** A new task may start as a copy of another. */
export const newTaskSearch = z.object({ from: maybe(typedId) });

export const settingsSection = z.enum([
  'general',
  'executor',
  'database',
  'notifications',
  'appearance',
  'workflows',
  'connections',
  'commands',
  'advanced',
]);
export type SettingsSection = z.infer<typeof settingsSection>;

export const settingsSearch = z.object({ section: maybe(settingsSection), q: maybe(z.string().max(100)) });
