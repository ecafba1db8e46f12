import { z } from 'zod';
import { crash, integer, parseRequest, refuse } from './refusals';
import { pageOf, type Route } from './route';
import type { RunLife } from './run-life';
import { flatten } from './variable-object';
import { runSummary, shownStatus } from './workflow-routes';
import { apiTime, type NodeRow, type Run, type User, type World } from './world';

const logInfoRequest = z.object({ workflows_id: integer, app_runs_id: integer });
const processLogRequest = z.object({
  page: integer.optional(),
  page_size: integer.optional(),
  show_status: integer.optional(),
});
/** Defaults exist in upstream's schema, but its code reads only what was sent: a missing field is a crash. */
const logListRequest = z.object({
  page: integer.optional(),
  page_size: integer.optional(),
  app_id: integer,
  app_runs_name: z.string().optional(),
  app_runs_status: integer.optional(),
});

/** What the end node hands out: each of the workflow's variables, or the raw reference where one was not sent. */
export function outputsOf(run: Run): Record<string, unknown> {
  const sent = flatten(run.inputs);
  const names = Object.keys(run.workflow.input.properties ?? {});
  const pairs = names.map(
    (name) => [name, name in sent ? sent[name] : `<<start-node.outputs.${name}>>`] as const,
  );
  const big = run.workflow.outputBytes > 0 ? { big: 'x'.repeat(run.workflow.outputBytes) } : {};
  return { ...Object.fromEntries(pairs), ...big };
}

const TITLES = { start: 'Start', human: 'Human', llm: 'Draft', end: 'End' } as const;

function nodeItem(world: World, run: Run, node: NodeRow): Record<string, unknown> {
  const askedIds = run.confirmUsers[`${node.type}-node`] ?? (run.type === 1 ? [run.userId] : []);
  const outputs = node.status !== 3 ? null : node.type === 'end' ? outputsOf(run) : flatten(run.inputs);
  return {
    id: node.id,
    node_id: `${node.type}-node`,
    node_name: TITLES[node.type],
    node_type: node.type,
    status: node.status,
    error: node.error,
    inputs: node.type === 'human' && node.status === 2 ? null : flatten(run.inputs),
    outputs,
    outputs_md: null,
    prompt_data: [],
    file_list: node.type === 'end' && node.status === 3 ? [] : null,
    elapsed_time: node.status === 3 ? 0.25 : 0,
    need_human_confirm: node.needHumanConfirm,
    human_confirm_info:
      node.needHumanConfirm === 1
        ? askedIds.map((id) => ({ user_id: id, nickname: world.users.get(id)?.nickname ?? '' }))
        : null,
    created_time: apiTime(run.createdAt),
    finished_time: apiTime(node.finishedAt),
    child_executions: [],
  };
}

function runData(world: World, run: Run): Record<string, unknown> {
  const {
    icon: _icon,
    icon_background: _background,
    nickname: _nickname,
    ...summary
  } = runSummary(world, run);
  const tokens = run.nodes.filter((node) => node.status === 3).length * 7;
  return {
    ...summary,
    app_id: run.appId,
    workflow_id: run.workflow.id,
    app_run_id: run.id,
    type: run.type,
    level: run.nodes.length,
    status: shownStatus(run.status),
    error: run.error,
    actual_completed_steps: summary['completed_steps'],
    need_human_confirm: run.needHumanConfirm,
    paused: run.paused,
    prompt_tokens: tokens,
    completion_tokens: tokens,
    total_tokens: 2 * tokens,
    embedding_tokens: 0,
    reranking_tokens: 0,
  };
}

/** /v1/workspace: how runs are followed and listed. */
export function runLogRoutes(world: World, life: RunLife): readonly Route[] {
  const newestFirst = (): Run[] => [...world.runs.values()].sort((a, b) => b.id - a.id);

  const logInfo = (body: unknown): unknown => {
    const wish = parseRequest(logInfoRequest, body);
    if (wish.workflows_id <= 0) return refuse('workflows_id is required');
    if (wish.app_runs_id <= 0) return refuse('app_runs_id is required');
    if (!world.workflows.has(wish.workflows_id)) return refuse('workflows not found');
    const run = world.runs.get(wish.app_runs_id);
    if (run === undefined) return refuse('appruns not found');
    if (run.workflow.id !== wish.workflows_id || run.nodes.length === 0) {
      if (run.workflow.id === wish.workflows_id) life.look(run);
      return { list: [], app_run_data: [] };
    }
    if (run.poisoned) {
      life.finish(run);
      return crash();
    }
    const answer = {
      list: run.nodes.map((node) => nodeItem(world, run, node)),
      app_run_data: [runData(world, run)],
    };
    life.look(run);
    return answer;
  };

  const logList = (user: User, body: unknown): unknown => {
    const wish = parseRequest(logListRequest, body);
    const { page, page_size: size, app_id: appId, app_runs_name: name, app_runs_status: status } = wish;
    if (appId <= 0) return refuse('app_id is required');
    if (!world.apps.has(appId)) return refuse('apps not found');
    if (page === undefined || size === undefined || name === undefined || status === undefined)
      return crash();
    if (size === 0) return crash(); // a division by zero upstream
    const rows = newestFirst()
      .filter((run) => run.appId === appId && world.apps.get(appId)?.userId === user.id)
      .filter((run) => run.name.includes(name) && (status === 0 || shownStatus(run.status) === status))
      .map((run) => ({
        ...runSummary(world, run),
        workflow_id: run.workflow.id,
        user_id: user.id,
        app_id: appId,
        name: world.apps.get(appId)?.name ?? '',
        app_runs_id: run.id,
        app_runs_name: run.name,
        app_runs_type: run.type,
        app_runs_level: run.nodes.length,
        app_runs_status: shownStatus(run.status),
      }));
    return pageOf(rows, page, size);
  };

  const processLog = (user: User, body: unknown): unknown => {
    const wish = parseRequest(processLogRequest, body);
    if (wish.page === undefined || wish.page_size === undefined) return crash();
    const shown = wish.show_status ?? 0;
    const rows = newestFirst()
      .filter((run) => run.userId === user.id || world.apps.get(run.appId)?.userId === user.id)
      // 1 meetings, 2 agents, 3 workflows: only the last exist here.
      .filter(() => shown === 0 || shown === 3)
      .map((run) => {
        const { finished_time: _finished, ...summary } = runSummary(world, run);
        return {
          ...summary,
          app_run_id: run.id,
          apps_name: world.apps.get(run.appId)?.name ?? '',
          app_runs_name: run.name,
          workflow_id: run.workflow.id,
          status: shownStatus(run.status),
          show_status: 3,
          mode: 2,
          chat_room_name: '',
          associated_chat_room_name: '',
          driver_id: 0,
          file_list: [],
        };
      });
    return pageOf(rows, wish.page, wish.page_size);
  };

  const base = String.raw`^\/v1\/workspace\/workspace_workflow_`;
  return [
    { method: 'POST', pattern: new RegExp(`${base}log_info$`), handle: ({ body }) => logInfo(body) },
    {
      method: 'POST',
      pattern: new RegExp(`${base}log_list$`),
      handle: ({ user, body }) => logList(user, body),
    },
    {
      method: 'POST',
      pattern: new RegExp(`${base}process_log$`),
      handle: ({ user, body }) => processLog(user, body),
    },
  ];
}
