import { z } from 'zod';
import { crash, integer, parseRequest, refuse } from './refusals';
import { pageOf, type Route } from './route';
import { apiTime, type ScheduledTask, type User, type World } from './world';

interface WallTime {
  /** ISO, whole seconds; the zone that was given is dropped and the wall clock kept, as upstream does. */
  readonly text: string;
  readonly zoned: boolean;
}

const written = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/;
const wallTime: z.ZodType<WallTime> = z.union([z.string(), z.number()]).transform((given, context) => {
  if (typeof given === 'number') {
    const at = new Date(given > 2e10 ? given : given * 1000);
    return { text: at.toISOString().slice(0, 19), zoned: true };
  }
  const [, day, time = '00:00:00', zone] = written.exec(given) ?? [];
  if (day === undefined) {
    context.addIssue({ code: 'custom', message: 'Input should be a valid datetime' });
    return z.NEVER;
  }
  return { text: `${day}T${time.length === 5 ? `${time}:00` : time}`, zoned: zone !== undefined };
});

const object = z.record(z.string(), z.unknown());
const taskType = z.enum(['one_time', 'recurring']);
const repeatType = z.enum(['none', 'minute', 'hour', 'day', 'week', 'month', 'year']);
const createRequest = z.object({
  name: z.string(),
  description: z.string().nullable().optional(),
  task_type: taskType,
  app_id: integer,
  workflow_id: integer,
  input: object,
  start_time: wallTime,
  end_time: wallTime.nullable().optional(),
  repeat_type: repeatType.default('none'),
  repeat_interval: integer.default(1),
  repeat_days: z.array(integer).default([]),
  repeat_day_of_month: integer.nullable().optional(),
  repeat_month: integer.nullable().optional(),
  repeat_day_of_year: integer.nullable().optional(),
  task_data: object,
  node_confirm_users: object.nullable().optional(),
  max_executions: integer.default(0),
});
const updateRequest = z.object({
  name: z.string().nullish(),
  description: z.string().nullish(),
  task_type: taskType.nullish(),
  input: object.nullish(),
  start_time: wallTime.nullish(),
  end_time: wallTime.nullish(),
  repeat_type: repeatType.nullish(),
  repeat_interval: integer.nullish(),
  repeat_days: z.array(integer).nullish(),
  repeat_day_of_month: integer.nullish(),
  repeat_month: integer.nullish(),
  repeat_day_of_year: integer.nullish(),
  task_data: object.nullish(),
  node_confirm_users: object.nullish(),
  max_executions: integer.nullish(),
  status: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]).nullish(),
});

type Nullish<T> = T | null | undefined;

interface Rule {
  readonly repeat_interval?: Nullish<number>;
  readonly repeat_days?: Nullish<readonly number[]>;
  readonly repeat_day_of_month?: Nullish<number>;
  readonly repeat_month?: Nullish<number>;
  readonly repeat_day_of_year?: Nullish<number>;
}

/** 0 passes and is stored: upstream tests for truth first. */
const outside = (value: Nullish<number>, longest: number): boolean =>
  Boolean(value) && (Number(value) < 1 || Number(value) > longest);

function checkDays(rule: Rule): void {
  if ((rule.repeat_days ?? []).some((day) => day < 1 || day > 7)) refuse('Invalid repeat days format');
  if (outside(rule.repeat_day_of_month, 31)) refuse('Month repeat day must be between 1-31');
  if (outside(rule.repeat_month, 12)) refuse('Year repeat month must be between 1-12');
  if (outside(rule.repeat_day_of_year, 365)) refuse('Year repeat day must be between 1-365');
}

function checkEnd(start: WallTime, end: Nullish<WallTime>): void {
  if (!end) return;
  if (start.zoned !== end.zoned) crash(); // Python cannot compare a zoned time with a naive one
  if (end.text <= start.text) refuse('End time cannot be earlier than start time');
}

/** /v1/scheduled_tasks: the saved schedules of the signed-in user. */
export function scheduledTaskRoutes(world: World): readonly Route[] {
  const own = (user: User): ScheduledTask[] =>
    [...world.tasks.values()].filter((task) => task.user_id === user.id && task.status !== 4);
  const find = (user: User, id: number): ScheduledTask =>
    own(user).find((task) => task.id === id) ?? refuse('Scheduled task not found');

  const create = (user: User, body: unknown): unknown => {
    const wish = parseRequest(createRequest, body);
    if (wish.name.trim() === '') refuse('Scheduled task name is required');
    if (wish.app_id === 0) refuse('Application ID is required');
    if (wish.workflow_id === 0) refuse('Workflow ID is required');
    if (Object.keys(wish.input).length === 0) refuse('Workflow input parameters not set');
    if (Object.keys(wish.task_data).length === 0) refuse('Task data is required');
    if (wish.repeat_interval <= 0) refuse('Repeat interval must be greater than 0');
    if (wish.max_executions < 0) refuse('Maximum executions cannot be negative');
    checkEnd(wish.start_time, wish.end_time);
    checkDays(wish);
    const app = world.apps.get(wish.app_id);
    if (app?.status !== 1) return refuse('Application does not exist');
    if (app.userId !== user.id && app.teamId !== user.teamId) {
      refuse('No permission to access this application (different team)');
    }
    if (world.workflows.get(wish.workflow_id)?.appId !== wish.app_id)
      refuse('Workflow not found or status is abnormal');
    if (wish.name.length > 255 || (wish.description ?? '').length > 255)
      refuse('Failed to create scheduled task');
    const id = world.nextId('task');
    const now = apiTime(world.now());
    world.tasks.set(id, {
      ...wish,
      id,
      name: wish.name.trim(),
      description: wish.description ?? null,
      status: 1,
      user_id: user.id,
      start_time: wish.start_time.text,
      end_time: wish.end_time?.text ?? null,
      next_run_time: wish.start_time.text,
      repeat_days: wish.repeat_days.length === 0 ? null : wish.repeat_days,
      repeat_day_of_month: wish.repeat_day_of_month ?? null,
      repeat_month: wish.repeat_month ?? null,
      repeat_day_of_year: wish.repeat_day_of_year ?? null,
      node_confirm_users: wish.node_confirm_users ?? null,
      last_run_time: null,
      last_run_status: null,
      execution_count: 0,
      created_at: now,
      updated_at: now,
    });
    return { task_id: id, message: 'Scheduled task created successfully' };
  };

  const update = (user: User, id: number, body: unknown): unknown => {
    const task = find(user, id);
    const wish = parseRequest(updateRequest, body);
    if (typeof wish.name === 'string' && wish.name.trim() === '') refuse('Scheduled task name is required');
    const stored: WallTime = { text: String(task['start_time']), zoned: false };
    checkEnd(wish.start_time ?? stored, wish.end_time);
    if (wish.repeat_interval !== null && wish.repeat_interval !== undefined && wish.repeat_interval <= 0) {
      refuse('Repeat interval must be greater than 0');
    }
    checkDays(wish);
    if ((wish.max_executions ?? 0) < 0) refuse('Maximum executions cannot be negative');
    if (wish.input && Object.keys(wish.input).length === 0) refuse('Failed to update scheduled task');
    const given = Object.entries(wish).filter(([, value]) => value !== null && value !== undefined);
    world.tasks.set(id, {
      ...task,
      ...Object.fromEntries(given),
      ...(wish.repeat_days ? { repeat_days: wish.repeat_days.length === 0 ? null : wish.repeat_days } : {}),
      ...(wish.start_time ? { start_time: wish.start_time.text, next_run_time: wish.start_time.text } : {}),
      // Always written: what was left out enables the task again and clears its end.
      status: wish.status ?? 1,
      end_time: wish.end_time?.text ?? null,
      updated_at: apiTime(world.now()),
    });
    return { message: 'Scheduled task updated successfully' };
  };

  const list = (user: User, query: Readonly<Record<string, string>>): unknown => {
    const everything = query['pagination_status'] === '1';
    const page = Number(query['page'] ?? 1);
    const size = Number(query['page_size'] ?? 10);
    if (!everything && size === 0) return { list: [], total_count: 0, total_pages: 0, page, page_size: 0 };
    const rows = own(user)
      .filter((task) => !Number(query['app_id'] ?? 0) || task['app_id'] === Number(query['app_id']))
      .filter((task) => String(task['name']).includes(query['name'] ?? ''))
      .filter((task) => !Number(query['status'] ?? 0) || task.status === Number(query['status']))
      .filter((task) => !query['task_type'] || task['task_type'] === query['task_type'])
      .sort((a, b) => String(b['created_at']).localeCompare(String(a['created_at'])))
      .map(({ node_confirm_users: _users, ...row }) => row);
    if (!everything) return pageOf(rows, page, size);
    return { list: rows, total_count: rows.length, total_pages: 1, page: 1, page_size: rows.length };
  };

  const ofWorkflow = (user: User, appId: number, workflowId: number): unknown => {
    const task = own(user).find((each) => each['app_id'] === appId && each['workflow_id'] === workflowId);
    if (task === undefined) return {};
    const input = object.safeParse(task['input']);
    if (!input.success || !('properties' in input.data)) return crash();
    return { ...task, file_list: [] };
  };

  const base = String.raw`^\/v1\/scheduled_tasks`;
  return [
    {
      method: 'POST',
      pattern: new RegExp(`${base}/create$`),
      handle: ({ user, body }) => create(user, body),
    },
    {
      method: 'PUT',
      pattern: new RegExp(String.raw`${base}/update/(\d+)$`),
      handle: ({ user, params, body }) => update(user, Number(params[0]), body),
    },
    {
      method: 'DELETE',
      pattern: new RegExp(String.raw`${base}/delete/(\d+)$`),
      handle: ({ user, params }) => {
        find(user, Number(params[0])).status = 4;
        return { message: 'Scheduled task deleted successfully' };
      },
    },
    { method: 'GET', pattern: new RegExp(`${base}/list$`), handle: ({ user, query }) => list(user, query) },
    {
      method: 'GET',
      pattern: new RegExp(String.raw`${base}/detail/(\d+)$`),
      handle: ({ user, params }) => find(user, Number(params[0])),
    },
    {
      method: 'GET',
      pattern: new RegExp(String.raw`${base}/workflow/(\d+)/(\d+)$`),
      handle: ({ user, params }) => ofWorkflow(user, Number(params[0]), Number(params[1])),
    },
  ];
}
