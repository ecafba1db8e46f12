import { z } from 'zod';
import { integer, parseRequest, refuse } from './refusals';
import { pageOf, type Route } from './route';
import { apiTime, type App, type Run, type User, type Workflow, type World } from './world';
import { checkInputs, isPoisoned } from './variable-object';

/** A start that was carried out. */
export interface RecordedStart {
  readonly appRunId: number;
  readonly runName: string;
  readonly userId: number;
  readonly appId: number;
  readonly workflowId: number;
  readonly inputs: unknown;
  readonly nodeConfirmUsers: Readonly<Record<string, readonly number[]>> | undefined;
}

const runRequest = z.object({
  app_id: integer,
  run_type: integer,
  run_name: z.string(),
  inputs: z.record(z.string(), z.unknown()),
  knowledge_base_mapping: z.record(z.string(), z.unknown()).nullable().optional(),
  node_confirm_users: z.record(z.string(), z.array(integer)).optional(),
  data_source_run_id: integer.nullable().optional(),
});

/** The statement that upstream shows when a name is too long, data and all. */
const longNameMessage = (name: string, inputs: unknown): string =>
  `(pymysql.err.DataError) (1406, "Data too long for column 'name' at row 1") ` +
  `[SQL: INSERT INTO app_runs (user_id, app_id, workflow_id, type, name, graph, inputs, status) VALUES (...)] ` +
  `[parameters: {'name': '${name}', 'inputs': '${JSON.stringify(inputs)}'}]`;

/** How a run's stored status is shown. */
export const shownStatus = (status: Run['status']): 1 | 2 | 3 => (status <= 2 ? 1 : status === 3 ? 2 : 3);

/** Fields that every list of runs shares. */
export function runSummary(world: World, run: Run): Record<string, unknown> {
  const done = run.nodes.filter((node) => node.status === 3).length;
  return {
    elapsed_time: done * 0.25,
    completed_steps: run.status === 3 ? 2 : Math.min(done, 1),
    total_steps: 2,
    created_time: apiTime(run.createdAt),
    finished_time: apiTime(run.finishedAt),
    nickname: world.users.get(run.userId)?.nickname ?? '',
    icon: '',
    icon_background: '',
  };
}

function checkStarter(workflow: Workflow, app: App | undefined, user: User): void {
  if (workflow.userId === user.id) return;
  if (app?.isPublic !== 1 || app.teamId !== user.teamId) {
    refuse('You are not authorized to run this workflow.');
  }
}

/** /v1/workflow: what a start needs, the start, pausing, and the owner's log. */
export function workflowRoutes(world: World, onStart: (start: RecordedStart) => void): readonly Route[] {
  const startCondition = (appId: number): unknown => {
    const ofApp = [...world.workflows.values()].filter(
      ({ appId: id, status }) => id === appId && status === 1,
    );
    const workflow = ofApp.find(({ publishStatus }) => publishStatus === 1) ?? ofApp[0];
    if (workflow === undefined) return refuse('Workflow not found');
    return {
      app_id: appId,
      workflow_id: workflow.id,
      publish_status: workflow.publishStatus,
      start_node: { id: 'start-node', data: { type: 'start', title: 'Start', input: workflow.input } },
      need_confirm_nodes: workflow.needsPerson ? [{ node_id: 'human-node', node_name: 'Human' }] : [],
    };
  };

  const start = (user: User, body: unknown): unknown => {
    const wish = parseRequest(runRequest, body);
    if (wish.run_type !== 0 && wish.run_type !== 1) return refuse('Run type error.');
    const workflow = world.runnableWorkflow(wish.app_id, user.teamId, wish.run_type);
    if (workflow === undefined) return refuse('No available workflows by run_type');
    const app = world.apps.get(wish.app_id);
    checkStarter(workflow, app, user);
    if (Object.keys(wish.inputs).length === 0) return refuse('The Start node has no input variables set.');
    const inputs = checkInputs(wish.inputs, world.files);
    if (wish.data_source_run_id === null)
      return refuse(`'>' not supported between instances of 'NoneType' and 'int'`);
    if (wish.run_name.length > 255) return refuse(longNameMessage(wish.run_name, wish.inputs));
    const asked = [...new Set(Object.values(wish.node_confirm_users ?? {}).flat())];
    const unknown = asked.filter((id) => world.users.get(id)?.status !== 1);
    if (unknown.length > 0) return refuse(`Users not exist: {${unknown.join(', ')}}`);

    const run: Run = {
      id: world.nextId('run'),
      userId: user.id,
      appId: wish.app_id,
      workflow,
      type: wish.run_type === 1 ? 2 : 1,
      name: wish.run_name,
      inputs,
      poisoned: isPoisoned(inputs),
      confirmUsers: wish.node_confirm_users ?? {},
      createdAt: world.now(),
      finishedAt: null,
      status: 1,
      needHumanConfirm: 0,
      paused: 0,
      error: null,
      nodes: [],
      stages: workflow.script.stages,
      looks: 0,
    };
    world.runs.set(run.id, run);
    if (app !== undefined) app.executionTimes += 1;
    onStart({
      appRunId: run.id,
      runName: run.name,
      userId: user.id,
      appId: run.appId,
      workflowId: workflow.id,
      inputs: wish.inputs,
      nodeConfirmUsers: wish.node_confirm_users,
    });
    return { app_id: run.appId, workflow_id: workflow.id, app_run_id: run.id };
  };

  const ownersLog = (user: User, appId: number, query: Readonly<Record<string, string>>): unknown => {
    const name = query['app_runs_name'] ?? '';
    const status = Number(query['app_runs_status'] ?? 0);
    const rows = [...world.runs.values()]
      .filter((run) => run.appId === appId && world.apps.get(appId)?.userId === user.id)
      .filter((run) => run.name.includes(name) && (status === 0 || shownStatus(run.status) === status))
      .sort((a, b) => b.id - a.id)
      // Upstream joins by app, so an app with a draft and a published workflow shows each run twice.
      .flatMap((run) =>
        [...world.workflows.values()].filter((each) => each.appId === appId).map((each) => ({ run, each })),
      )
      .map(({ run, each }) => ({
        ...runSummary(world, run),
        workflows_id: each.id,
        user_id: run.userId,
        app_id: appId,
        name: world.apps.get(appId)?.name ?? '',
        app_runs_id: run.id,
        app_runs_name: run.name,
        app_runs_type: run.type,
        app_runs_status: shownStatus(run.status),
      }));
    return pageOf(rows, Number(query['page'] ?? 1), Number(query['page_size'] ?? 10));
  };

  return [
    {
      method: 'GET',
      pattern: /^\/v1\/workflow\/workflow_start_condition\/(\d+)$/,
      handle: ({ params }) => startCondition(Number(params[0])),
    },
    { method: 'POST', pattern: /^\/v1\/workflow\/run$/, handle: ({ user, body }) => start(user, body) },
    {
      method: 'POST',
      pattern: /^\/v1\/workflow\/paused$/,
      handle: ({ user, body }) => {
        const wish = parseRequest(
          z.object({ app_run_id: integer, paused: z.union([z.literal(0), z.literal(1)]) }),
          body,
        );
        const run = world.runs.get(wish.app_run_id);
        if (run === undefined || run.userId !== user.id) return refuse('App run not found');
        run.paused = wish.paused;
        return { app_run_id: run.id, paused: run.paused };
      },
    },
    {
      method: 'GET',
      pattern: /^\/v1\/workflow\/workflow_log\/(\d+)$/,
      handle: ({ user, params, query }) => ownersLog(user, Number(params[0]), query),
    },
  ];
}
