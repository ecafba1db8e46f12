import type { Words } from './catalog';
import { common } from './zh-cn/common';
import { diagnostics } from './zh-cn/diagnostics';
import { editor } from './zh-cn/editor';
import { fields } from './zh-cn/fields';
import { log } from './zh-cn/log';
import { runDetail } from './zh-cn/run-detail';
import { overview } from './zh-cn/overview';
import { settings } from './zh-cn/settings';
import { runs } from './zh-cn/runs';
import { shell } from './zh-cn/shell';
import { states } from './zh-cn/states';
import { taskDetail } from './zh-cn/task-detail';
import { tasks } from './zh-cn/tasks';

/** The Chinese catalogue; the compiler finds a missing key. */
export const zhCn: Words = {
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
};
