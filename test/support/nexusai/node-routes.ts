import { z } from 'zod';
import { integer, parseRequest, refuse } from './refusals';
import { pageOf, type Route } from './route';
import type { RunLife } from './run-life';
import { flatten } from './variable-object';
import type { NodeRow, Run, User, World } from './world';

const updateRequest = z.object({
  operation: integer.nullable().optional(),
  inputs: z.record(z.string(), z.unknown()).nullable().optional(),
  outputs: z.record(z.string(), z.unknown()).nullable().optional(),
  correct_prompt: z.record(z.string(), z.unknown()).nullable().optional(),
  knowledge_base_mapping: z.record(z.string(), z.unknown()).nullable().optional(),
});

/** What a person was asked and answered. The server itself never minds a second answer. */
export interface RecordedConfirmation {
  readonly appRunId: number;
  readonly execId: number;
  readonly userId: number;
  readonly inputs: unknown;
  readonly outputs: unknown;
}

/** /v1/node: the steps that wait for a person. */
export function nodeRoutes(
  world: World,
  life: RunLife,
  onConfirm: (confirmation: RecordedConfirmation) => void,
): readonly Route[] {
  /** Any member of the app's team may see and confirm a node, asked or not. */
  const find = (user: User, execId: number): { readonly run: Run; readonly node: NodeRow } => {
    if (execId <= 0) refuse('exec_id is required');
    for (const run of world.runs.values()) {
      const node = run.nodes.find(({ id }) => id === execId);
      const app = world.apps.get(run.appId);
      if (node === undefined) continue;
      if (app?.userId !== user.id && app?.teamId !== user.teamId) return refuse('The exec id is error');
      return { run, node };
    }
    return refuse('node error');
  };

  const backlog = (user: User, query: Readonly<Record<string, string>>): unknown => {
    const wanted = query['need_human_confirm'];
    const rows = [...world.runs.values()]
      .flatMap((run) => run.nodes.map((node) => ({ run, node })))
      .filter(({ run, node }) => {
        const asked = run.confirmUsers[`${node.type}-node`] ?? [];
        // The runner is added to those asked when a node of a published run has failed.
        return asked.includes(user.id) || (run.type === 2 && node.status === 4 && run.userId === user.id);
      })
      .filter(({ node }) => node.status > 2 || node.type === 'human')
      .filter(({ node }) => wanted === undefined || String(node.needHumanConfirm) === wanted)
      .sort((a, b) => b.node.id - a.node.id);
    const items = rows.map(({ run, node }) => ({
      app_run_id: run.id,
      app_run_name: run.name,
      app_id: run.appId,
      app_name: world.apps.get(run.appId)?.name ?? '',
      mode: 2,
      node_id: `${node.type}-node`,
      node_name: node.type,
      exec_id: node.id,
      need_human_confirm: node.needHumanConfirm,
      icon: '',
      icon_background: '',
    }));
    const waiting = rows.filter(({ node }) => node.needHumanConfirm === 1).length;
    return {
      ...pageOf(items, Number(query['page'] ?? 1), Number(query['page_size'] ?? 10)),
      human_confirm_total: waiting,
    };
  };

  const update = (user: User, execId: number, body: unknown): unknown => {
    const { run, node } = find(user, execId);
    const wish = parseRequest(updateRequest, body);
    if (node.status !== 4) {
      if (node.type === 'human' && !wish.inputs) return refuse('input is required');
      if (node.type !== 'human' && !wish.outputs) return refuse('outputs is required');
    }
    if (node.status !== 4) {
      const { inputs = null, outputs = null } = wish;
      onConfirm({ appRunId: run.id, execId, userId: user.id, inputs, outputs });
    }
    if (node.needHumanConfirm === 1) life.proceed(run);
    return { exec_id: execId };
  };

  return [
    {
      method: 'GET',
      pattern: /^\/v1\/node\/backlog_list$/,
      handle: ({ user, query }) => backlog(user, query),
    },
    {
      method: 'GET',
      pattern: /^\/v1\/node\/node_info\/(\d+)$/,
      handle: ({ user, params }) => {
        const { run, node } = find(user, Number(params[0]));
        return {
          exec_id: node.id,
          workflow_id: run.workflow.id,
          exec_user_id: run.userId,
          app_run_id: run.id,
          type: run.type,
          node_id: `${node.type}-node`,
          node_type: node.type,
          node_name: node.type,
          node_graph: {
            id: `${node.type}-node`,
            data: { input: node.type === 'human' ? run.workflow.form : null },
          },
          inputs: node.type === 'human' && node.status === 2 ? null : flatten(run.inputs),
          outputs: node.status === 3 ? flatten(run.inputs) : null,
          status: node.status,
          error: node.error,
          need_human_confirm: run.needHumanConfirm,
          app_run_status: run.status,
          correct_llm_history: [],
          prompt_data: [],
        };
      },
    },
    {
      method: 'PUT',
      pattern: /^\/v1\/node\/node_update\/(\d+)$/,
      handle: ({ user, params, body }) => update(user, Number(params[0]), body),
    },
  ];
}
