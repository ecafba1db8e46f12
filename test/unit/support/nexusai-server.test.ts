import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { NexusAiServer, type AddedWorkflow, type NewWorkflow } from '../../support/nexusai-server';
import type { User } from '../../support/nexusai/world';

const loginAnswer = z.object({ access_token: z.string() });
const startAnswer = z.object({ data: z.object({ app_run_id: z.int(), workflow_id: z.int() }) });
const logInfo = z.object({
  data: z.object({
    list: z.array(
      z.object({
        id: z.int(),
        node_type: z.string(),
        status: z.int(),
        error: z.string().nullable(),
        outputs: z.record(z.string(), z.unknown()).nullable(),
      }),
    ),
    app_run_data: z.array(
      z.object({
        status: z.int(),
        need_human_confirm: z.int(),
        error: z.string().nullable(),
        total_tokens: z.int(),
      }),
    ),
  }),
});

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

let server: NexusAiServer;
let user: User;
let token: string;

async function login(name: string, password = 'password'): Promise<Answer> {
  const body = new URLSearchParams({ username: name, password });
  const response = await fetch(`${server.url}/v1/auth/login`, { method: 'POST', body });
  return { status: response.status, body: await response.json() };
}

async function call(method: string, path: string, body?: unknown, as = token): Promise<Answer> {
  const response = await fetch(`${server.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${as}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : text };
}

const inputs = (value: unknown = 'hello', name = 'text', type = 'string'): unknown => ({
  name: 'input',
  type: 'object',
  properties: { [name]: { name, type, value } },
});

const startBody = (workflow: AddedWorkflow, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  app_id: workflow.appId,
  run_type: 1,
  run_name: 'Report #r1',
  inputs: inputs(),
  ...more,
});

async function startRun(workflow: AddedWorkflow, more: Record<string, unknown> = {}): Promise<number> {
  const answer = await call('POST', '/v1/workflow/run', startBody(workflow, more));
  expect(answer.status).toBe(200);
  return startAnswer.parse(answer.body).data.app_run_id;
}

/** What a follower sees, in one line: the run's status and its nodes. */
async function look(workflowId: number, runId: number): Promise<string> {
  const answer = await call('POST', '/v1/workspace/workspace_workflow_log_info', {
    workflows_id: workflowId,
    app_runs_id: runId,
  });
  if (answer.status !== 200) return String(answer.status);
  const { list, app_run_data: runs } = logInfo.parse(answer.body).data;
  const [run] = runs;
  if (run === undefined) return 'empty';
  return `${run.status}/${run.need_human_confirm} ${list.map((node) => `${node.node_type}:${node.status}`).join(' ')}`;
}

async function looks(workflow: AddedWorkflow, runId: number, count: number): Promise<string[]> {
  const seen: string[] = [];
  for (let at = 0; at < count; at += 1) seen.push(await look(workflow.workflowId, runId));
  return seen;
}

const add = (wish: NewWorkflow): AddedWorkflow => server.addWorkflow(wish);

beforeEach(async () => {
  server = await NexusAiServer.start();
  user = server.addUser({ email: 'robot@example.com' });
  token = loginAnswer.parse((await login('robot@example.com')).body).access_token;
});

afterEach(async () => {
  await server.stop();
});

describe('signing in', () => {
  it('answers a wrong password with 200 and a sentence', async () => {
    expect(await login('robot@example.com', 'wrong')).toEqual({
      status: 200,
      body: { detail: 'Incorrect username or password' },
    });
  });

  it('keeps one token per user until it is logged out, then refuses the old one', async () => {
    const again = loginAnswer.parse((await login('robot@example.com')).body).access_token;
    expect(again).toBe(token);
    server.logOut(user);
    expect(await call('GET', '/v1/auth/user_info')).toEqual({
      status: 401,
      body: { detail: 'Invalid or expired token' },
    });
    const fresh = loginAnswer.parse((await login('robot@example.com')).body).access_token;
    expect(fresh).not.toBe(token);
    expect((await call('GET', '/v1/auth/user_info', undefined, fresh)).body).toMatchObject({
      code: 0,
      data: { uid: user.id, team_id: 1 },
    });
  });

  it('refuses forged tokens and none', async () => {
    expect((await call('GET', '/v1/auth/user_info', undefined, 'a.b.c')).body).toEqual({
      detail: 'Could not validate credentials',
    });
    const response = await fetch(`${server.url}/v1/auth/user_info`);
    expect(await response.json()).toEqual({ detail: 'Not authenticated' });
  });

  it('lets a stale token flip the selected team, as upstream does', async () => {
    server.logOut(user);
    user.teamId = 2;
    await call('GET', '/v1/auth/user_info');
    expect(user.teamId).toBe(1);
  });
});

describe('starting', () => {
  it('hands out what a start needs', async () => {
    const workflow = add({ script: 'human' });
    const answer = await call('GET', `/v1/workflow/workflow_start_condition/${workflow.appId}`);
    expect(answer.body).toMatchObject({
      data: {
        workflow_id: workflow.workflowId,
        publish_status: 1,
        start_node: { data: { input: { properties: { text: { type: 'string' } } } } },
        need_confirm_nodes: [{ node_id: 'human-node' }],
      },
    });
    expect((await call('GET', '/v1/workflow/workflow_start_condition/99')).body).toEqual({
      detail: 'Workflow not found',
    });
  });

  it.each([
    ['a run type there is not', { run_type: 2 }, 'Run type error.'],
    ['no inputs', { inputs: {} }, 'The Start node has no input variables set.'],
    ['inputs without a name', { inputs: { type: 'object' } }, "'name'"],
    [
      'a variable without a type',
      { inputs: { name: 'i', type: 'object', properties: { a: { name: 'a' } } } },
      "'type'",
    ],
    [
      'a source run of null',
      { data_source_run_id: null },
      "'>' not supported between instances of 'NoneType' and 'int'",
    ],
    ['unknown confirmers', { node_confirm_users: { 'human-node': [77] } }, 'Users not exist: {77}'],
    ['a file nobody uploaded', { inputs: inputs(5, 'doc', 'file') }, 'File ID 5 not found.'],
  ])('refuses %s with 402 and starts nothing', async (_what, more, detail) => {
    const answer = await call('POST', '/v1/workflow/run', startBody(add({}), more));
    expect(answer).toEqual({ status: 402, body: { detail } });
    expect(server.starts).toEqual([]);
  });

  it('refuses a required variable that was sent empty, but not one left out', async () => {
    const count = { name: 'count', type: 'number', required: true };
    const workflow = add({ properties: { count } });
    const empty = { name: 'input', type: 'object', properties: { count: { ...count, value: '' } } };
    expect((await call('POST', '/v1/workflow/run', startBody(workflow, { inputs: empty }))).body).toEqual({
      detail: "Required variable 'count' has no value.",
    });
    const runId = await startRun(workflow);
    server.finish(runId);
    const answer = await call('POST', '/v1/workspace/workspace_workflow_log_info', {
      workflows_id: workflow.workflowId,
      app_runs_id: runId,
    });
    const end = logInfo.parse(answer.body).data.list.find((node) => node.node_type === 'end');
    expect(end?.outputs).toEqual({ count: '<<start-node.outputs.count>>' });
  });

  it('answers fields that do not fit the schema with 422 and the place', async () => {
    const answer = await call('POST', '/v1/workflow/run', {
      ...startBody(add({})),
      app_id: undefined,
      node_confirm_users: null,
    });
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({
      detail: [{ loc: ['body', 'app_id'] }, { loc: ['body', 'node_confirm_users'] }],
    });
  });

  it('gives data away when a name is too long', async () => {
    const answer = await call('POST', '/v1/workflow/run', startBody(add({}), { run_name: 'n'.repeat(256) }));
    expect(answer.status).toBe(402);
    expect(JSON.stringify(answer.body)).toContain('hello');
  });

  it('refuses the app of another team, and a private one of a colleague', async () => {
    const stranger = server.addUser({ teamId: 2 });
    const colleague = server.addUser();
    const foreign = add({ owner: stranger });
    const hidden = add({ owner: colleague, isPublic: 0 });
    expect((await call('POST', '/v1/workflow/run', startBody(foreign))).body).toEqual({
      detail: 'No available workflows by run_type',
    });
    expect((await call('POST', '/v1/workflow/run', startBody(hidden))).body).toEqual({
      detail: 'You are not authorized to run this workflow.',
    });
  });
});

describe('following', () => {
  it('shows a success stage by stage, empty arrays first', async () => {
    const workflow = add({});
    const seen = await looks(workflow, await startRun(workflow), 5);
    expect(seen).toEqual([
      'empty',
      '1/0 start:2',
      '1/0 start:3 end:2',
      '2/0 start:3 end:3',
      '2/0 start:3 end:3',
    ]);
  });

  it('moves only by hand when asked to', async () => {
    const workflow = add({ looksPerStage: null });
    const runId = await startRun(workflow);
    expect(await looks(workflow, runId, 2)).toEqual(['empty', 'empty']);
    server.advance(runId);
    expect(await look(workflow.workflowId, runId)).toBe('1/0 start:2');
  });

  it('answers empty arrays for ever for another workflow, and sentences for none', async () => {
    const workflow = add({});
    const runId = await startRun(workflow);
    server.finish(runId);
    expect(await look(workflow.draftId, runId)).toBe('empty');
    const nothing = { workflows_id: 0, app_runs_id: runId };
    expect((await call('POST', '/v1/workspace/workspace_workflow_log_info', nothing)).body).toEqual({
      detail: 'workflows_id is required',
    });
    const unknown = { workflows_id: workflow.workflowId, app_runs_id: 99 };
    expect((await call('POST', '/v1/workspace/workspace_workflow_log_info', unknown)).body).toEqual({
      detail: 'appruns not found',
    });
  });

  it('lets a failed run be retried, with a new row in place of the failed one', async () => {
    const workflow = add({ script: 'restart' });
    const runId = await startRun(workflow);
    server.finish(runId);
    expect(await look(workflow.workflowId, runId)).toBe('3/1 start:3 end:4');
    const failed = server.run(runId).nodes.find((node) => node.status === 4);
    expect((await call('PUT', `/v1/node/node_update/${failed?.id}`, { operation: 0 })).status).toBe(200);
    const seen = await looks(workflow, runId, 2);
    expect(seen).toEqual(['1/0 start:3 end:2', '2/0 start:3 end:3']);
    expect(server.run(runId).nodes.map(({ id }) => id)).not.toContain(failed?.id);
  });

  it('waits for a person whom any member of the team may play, and no other', async () => {
    const workflow = add({ script: 'human' });
    const runId = await startRun(workflow, { node_confirm_users: { 'human-node': [user.id] } });
    server.finish(runId);
    expect(await look(workflow.workflowId, runId)).toBe('1/1 start:3 human:2');
    const backlog = await call('GET', '/v1/node/backlog_list?need_human_confirm=1');
    expect(backlog.body).toMatchObject({
      data: { human_confirm_total: 1, list: [{ app_run_id: runId, node_id: 'human-node' }] },
    });

    const exec = server.run(runId).nodes.find((node) => node.type === 'human')?.id;
    server.addUser({ email: 'stranger@example.com', teamId: 2 });
    const stranger = loginAnswer.parse((await login('stranger@example.com')).body).access_token;
    const confirmation = { operation: 0, inputs: inputs('yes') };
    expect((await call('PUT', `/v1/node/node_update/${exec}`, confirmation, stranger)).body).toEqual({
      detail: 'The exec id is error',
    });
    expect((await call('PUT', `/v1/node/node_update/${exec}`, {})).body).toEqual({
      detail: 'input is required',
    });
    await call('PUT', `/v1/node/node_update/${exec}`, confirmation);
    expect(await looks(workflow, runId, 2)).toEqual([
      '1/0 start:3 human:3 end:2',
      '2/0 start:3 human:3 end:3',
    ]);
    expect(server.confirmations).toMatchObject([{ appRunId: runId, execId: exec, userId: user.id }]);
    // As upstream: nothing keeps a second confirmation from being carried out.
    expect((await call('PUT', `/v1/node/node_update/${exec}`, confirmation)).status).toBe(200);
    expect(server.confirmations).toHaveLength(2);
  });

  it('is poisoned for ever by a json variable without JSON text, while the lists still answer', async () => {
    const workflow = add({ properties: { data: { name: 'data', type: 'json' } } });
    const runId = await startRun(workflow, { inputs: inputs({ a: 1 }, 'data', 'json') });
    expect(await looks(workflow, runId, 3)).toEqual(['empty', '500', '500']);
    const failed = {
      page: 1,
      page_size: 10,
      app_id: workflow.appId,
      app_runs_name: '#r1',
      app_runs_status: 3,
    };
    expect((await call('POST', '/v1/workspace/workspace_workflow_log_list', failed)).body).toMatchObject({
      data: { total_count: 1, list: [{ app_runs_id: runId, app_runs_status: 3 }] },
    });
    const process = { page: 1, page_size: 10, show_status: 3 };
    expect((await call('POST', '/v1/workspace/workspace_workflow_process_log', process)).body).toMatchObject({
      data: { list: [{ app_run_id: runId, app_runs_name: 'Report #r1', status: 3 }] },
    });
  });

  it('crashes on a list that was asked with a field missing', async () => {
    const answer = await call('POST', '/v1/workspace/workspace_workflow_log_list', {
      app_id: add({}).appId,
      page: 1,
    });
    expect(answer).toEqual({ status: 500, body: 'Internal Server Error' });
  });

  it("lists a run once per workflow in the owner's log", async () => {
    const workflow = add({});
    await startRun(workflow);
    expect((await call('GET', `/v1/workflow/workflow_log/${workflow.appId}`)).body).toMatchObject({
      data: { total_count: 2 },
    });
  });

  it('holds a paused run', async () => {
    const workflow = add({});
    const runId = await startRun(workflow);
    await looks(workflow, runId, 1);
    await call('POST', '/v1/workflow/paused', { app_run_id: runId, paused: 1 });
    expect(await looks(workflow, runId, 2)).toEqual(['1/0 start:2', '1/0 start:2']);
  });
});

describe('scheduled tasks', () => {
  const wish = (workflow: AddedWorkflow): Record<string, unknown> => ({
    name: ' Daily ',
    task_type: 'recurring',
    app_id: workflow.appId,
    workflow_id: workflow.workflowId,
    input: inputs(),
    start_time: '2026-03-01 09:00:00',
    end_time: '2026-04-01 09:00:00',
    repeat_type: 'day',
    repeat_interval: '2',
    repeat_days: [1, 3],
    task_data: { schedule_type: 'repeat' },
  });

  it('creates, lists, shows, updates with upstream traps, and deletes', async () => {
    const workflow = add({});
    const created = await call('POST', '/v1/scheduled_tasks/create', wish(workflow));
    expect(created.body).toMatchObject({ data: { task_id: 1 } });
    const list = await call('GET', '/v1/scheduled_tasks/list?pagination_status=1');
    expect(list.body).toMatchObject({
      data: {
        list: [
          { name: 'Daily', repeat_days: [1, 3], repeat_interval: 2, next_run_time: '2026-03-01T09:00:00' },
        ],
      },
    });
    expect(JSON.stringify(list.body)).not.toContain('node_confirm_users');
    await call('PUT', '/v1/scheduled_tasks/update/1', { status: 3, end_time: '2026-05-01T00:00:00' });
    await call('PUT', '/v1/scheduled_tasks/update/1', { name: 'Renamed' });
    expect((await call('GET', '/v1/scheduled_tasks/detail/1')).body).toMatchObject({
      data: { name: 'Renamed', status: 1, end_time: null, node_confirm_users: null },
    });
    await call('DELETE', '/v1/scheduled_tasks/delete/1');
    expect(await call('GET', '/v1/scheduled_tasks/detail/1')).toEqual({
      status: 402,
      body: { detail: 'Scheduled task not found' },
    });
  });

  it.each([
    [{ name: ' ' }, 402, 'Scheduled task name is required'],
    [{ input: {} }, 402, 'Workflow input parameters not set'],
    [{ repeat_interval: 0 }, 402, 'Repeat interval must be greater than 0'],
    [{ end_time: '2026-03-01 09:00:00' }, 402, 'End time cannot be earlier than start time'],
    [{ repeat_days: [8] }, 402, 'Invalid repeat days format'],
    [{ app_id: 99 }, 402, 'Application does not exist'],
  ])('refuses %j', async (more, status, detail) => {
    expect(await call('POST', '/v1/scheduled_tasks/create', { ...wish(add({})), ...more })).toEqual({
      status,
      body: { detail },
    });
  });

  it('crashes when one of start and end has a zone, and refuses what the schema refuses', async () => {
    const workflow = add({});
    const mixed = { ...wish(workflow), end_time: '2026-04-01T09:00:00+08:00' };
    expect((await call('POST', '/v1/scheduled_tasks/create', mixed)).status).toBe(500);
    const fraction = { ...wish(workflow), repeat_interval: 1.5 };
    expect((await call('POST', '/v1/scheduled_tasks/create', fraction)).status).toBe(422);
  });

  it('shows rows that only SQL could write, and nobody else’s', async () => {
    const workflow = add({});
    const other = server.addUser();
    server.addScheduledTask(user, workflow, { repeat_interval: null, repeat_days: 'no json' });
    server.addScheduledTask(other, workflow);
    expect((await call('GET', '/v1/scheduled_tasks/list')).body).toMatchObject({
      data: { total_count: 1, list: [{ repeat_interval: null, repeat_days: 'no json' }] },
    });
  });
});

describe('faults', () => {
  it('carries a start out and loses the answer', async () => {
    const workflow = add({});
    const fault = server.inject('cut_after', '/v1/workflow/run');
    await expect(startRun(workflow)).rejects.toThrow('fetch failed');
    await fault.hit;
    expect(server.startsNamed('#r1')).toHaveLength(1);
  });

  it('cuts before a start is looked at', async () => {
    server.inject('cut_before', '/v1/workflow/run');
    await expect(startRun(add({}))).rejects.toThrow('fetch failed');
    expect(server.starts).toEqual([]);
  });

  it('holds an answer until it is let go', async () => {
    const workflow = add({});
    const held = server.inject('hold_after', '/v1/workflow/run', Infinity);
    let answered = false;
    const start = startRun(workflow).then(() => {
      answered = true;
      return answered;
    });
    expect((await server.waitForStart('#r1')).appRunId).toBe(1);
    expect(answered).toBe(false);
    held.release();
    expect(await start).toBe(true);
  });

  it('throws the token away once', async () => {
    server.inject('unauthorized', '/user_info');
    expect((await call('GET', '/v1/auth/user_info')).status).toBe(401);
    const fresh = loginAnswer.parse((await login('robot@example.com')).body).access_token;
    expect((await call('GET', '/v1/auth/user_info', undefined, fresh)).status).toBe(200);
  });

  it('answers 500, nonsense, half a body and a foreign page', async () => {
    server.inject('error_500', '/user_info');
    expect(await call('GET', '/v1/auth/user_info')).toEqual({ status: 500, body: 'Internal Server Error' });
    server.inject('malformed', '/user_info');
    await expect(call('GET', '/v1/auth/user_info')).rejects.toThrow(SyntaxError);
    server.inject('half_body', '/user_info');
    await expect(call('GET', '/v1/auth/user_info')).rejects.toThrow('terminated');
    server.inject('html', '/user_info');
    expect((await call('GET', '/v1/auth/user_info')).body).toContain('<title>');
  });

  it('goes away and comes back on the same port, knowing what it knew', async () => {
    const workflow = add({});
    const runId = await startRun(workflow);
    const { url } = server;
    await server.goDown();
    await expect(look(workflow.workflowId, runId)).rejects.toThrow('fetch failed');
    await server.comeBack();
    expect(server.url).toBe(url);
    expect(await look(workflow.workflowId, runId)).toBe('empty');
  });

  it('hands out ten megabytes', async () => {
    const workflow = add({ outputBytes: 10_000_000 });
    const runId = await startRun(workflow);
    server.finish(runId);
    const answer = await call('POST', '/v1/workspace/workspace_workflow_log_info', {
      workflows_id: workflow.workflowId,
      app_runs_id: runId,
    });
    const end = logInfo.parse(answer.body).data.list.find((node) => node.node_type === 'end');
    expect(String(end?.outputs?.['big'])).toHaveLength(10_000_000);
  });

  it('records who started what, and no password', async () => {
    const workflow = add({});
    await startRun(workflow);
    expect(server.starts).toMatchObject([{ runName: 'Report #r1', userId: user.id, appId: workflow.appId }]);
    expect(JSON.stringify(server.requests)).not.toContain('"password"');
    expect(server.requests.map(({ path }) => path)).toEqual(['/v1/auth/login', '/v1/workflow/run']);
  });
});
