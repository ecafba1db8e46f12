import { common } from './en/common';
import { diagnostics } from './en/diagnostics';
import { editor } from './en/editor';
import { fields } from './en/fields';
import { log } from './en/log';
import { runDetail } from './en/run-detail';
import { overview } from './en/overview';
import { settings } from './en/settings';
import { runs } from './en/runs';
import { shell } from './en/shell';
import { states } from './en/states';
import { taskDetail } from './en/task-detail';
import { tasks } from './en/tasks';

/** The English catalogue, one namespace an area; its keys are the type of every translation call. */
export const en = {
  common,
  diagnostics,
  editor,
  fields,
  log,
  runDetail,
  overview,
  runs,
  settings,
  shell,
  states,
  taskDetail,
  tasks,
} as const;
