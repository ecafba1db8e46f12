import type { TaskDraft } from '../contract/task';
import { text, type Text } from '../contract/text';

const chinese: Record<keyof TaskDraft, string> = {
  name: '名称',
  description: '说明',
  taskType: '任务类型',
  userId: '执行身份',
  appId: '应用',
  workflowId: '工作流',
  input: '输入',
  nodeConfirmUsers: '确认人',
  startTime: '开始时间',
  endTime: '结束时间',
  repeatType: '重复类型',
  repeatInterval: '重复间隔',
  repeatDays: '重复日',
  repeatDayOfMonth: '每月日期',
  repeatMonth: '月份',
  repeatDayOfYear: '每年日期',
  maxExecutions: '运行次数上限',
  taskData: '任务数据',
  timeZone: '时区',
  basis: '计时基准',
  monthEnd: '月末处理方式',
  missed: '错过时的处理',
  overlap: '重叠时的处理',
  retryAttempts: '重试次数',
  retryDelayMs: '重试间隔',
  retryOn: '重试条件',
  timeoutMs: '超时',
  notify: '通知',
  pinned: '置顶',
  tags: '标签',
};

const names: ReadonlyMap<string, string> = new Map(Object.entries(chinese));

/** A task's field as a text names it: by the contract's name in English, by its question's in Chinese. */
export const taskFieldText = (path: string): Text => text(path, names.get(path.split('.')[0] ?? '') ?? path);
