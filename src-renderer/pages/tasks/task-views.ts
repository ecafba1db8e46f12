import { z } from 'zod';
import { tasksSearch } from '../../router/search';

/** Columns a reader may show or hide, in their order on the screen. */
export const taskColumn = z.enum([
  'name',
  'state',
  'workflow',
  'app',
  'schedule',
  'zone',
  'next_run',
  'last_run',
  'recent',
  'runs',
  'policy',
  'id',
  'created',
  'updated',
]);
export type TaskColumn = z.infer<typeof taskColumn>;

export const defaultColumns: readonly TaskColumn[] = [
  'name',
  'workflow',
  'schedule',
  'next_run',
  'last_run',
  'recent',
  'runs',
];

const savedView = z.object({
  name: z.string().min(1).max(60),
  search: tasksSearch,
  columns: z.array(taskColumn),
});
export type SavedView = z.infer<typeof savedView>;

/** What the settings keep for this page under `views.tasks`; anything not understood is dropped. */
export const taskViews = z
  .object({
    columns: z
      .array(taskColumn)
      .min(1)
      .catch([...defaultColumns])
      .default([...defaultColumns]),
    saved: z.array(savedView).max(50).catch([]).default([]),
  })
  .catch({ columns: [...defaultColumns], saved: [] });
export type TaskViews = z.infer<typeof taskViews>;
