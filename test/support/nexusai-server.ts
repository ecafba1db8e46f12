import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { authRoutes } from './nexusai/auth-routes';
import { Faults, type FaultKind, type PlantedFault } from './nexusai/faults';
import { nodeRoutes, type RecordedConfirmation } from './nexusai/node-routes';
import { Refusal } from './nexusai/refusals';
import type { Route } from './nexusai/route';
import { RunLife } from './nexusai/run-life';
import { runLogRoutes } from './nexusai/run-log-routes';
import { SCRIPTS, type RunScript, type ScriptName } from './nexusai/run-script';
import { scheduledTaskRoutes } from './nexusai/scheduled-task-routes';
import { SignIn } from './nexusai/sign-in';
import type { Variable } from './nexusai/variable-object';
import { workflowRoutes, type RecordedStart } from './nexusai/workflow-routes';
import {
  apiTime,
  passwordHash,
  SALT,
  World,
  type App,
  type Run,
  type ScheduledTask,
  type User,
} from './nexusai/world';

/** How the server starts. */
export interface NexusAiOptions {
  /** Its clock; only for the times it answers and for tokens' ends. */
  readonly now?: () => Date;
  /** Every answer comes this much later: a slow server. */
  readonly latencyMs?: number;
  /** Port to listen on; a free one by default. */
  readonly port?: number;
}

/** A request as it arrived. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  /** Null before a good token was seen. */
  readonly userId: number | null;
  readonly body: unknown;
}

/** An account as tests make it. */
export interface NewUser {
  readonly email?: string;
  readonly password?: string;
  readonly teamId?: number;
  readonly teams?: readonly number[];
  readonly nickname?: string;
}

/** A workflow as tests make it: an app with a published workflow and, as always upstream, a draft. */
export interface NewWorkflow {
  readonly script?: ScriptName;
  readonly owner?: User;
  readonly name?: string;
  readonly properties?: Readonly<Record<string, Variable>>;
  /** What its human step asks for; a text `note` by default. */
  readonly form?: Readonly<Record<string, Variable>>;
  readonly isPublic?: 0 | 1;
  /** False leaves only the draft. */
  readonly published?: boolean;
  /** Looks at log_info until a run moves on (1 by default); null moves only by `advance`. */
  readonly looksPerStage?: number | null;
  readonly outputBytes?: number;
}

/** What {@link NexusAiServer.addWorkflow} made. */
export interface AddedWorkflow {
  readonly appId: number;
  /** The published one, or the draft when nothing is published. */
  readonly workflowId: number;
  readonly draftId: number;
  readonly app: App;
}

const note: Variable = { name: 'note', type: 'string', value: '', sort_order: 1 };
const text: Variable = { name: 'text', type: 'string', value: '', sort_order: 1 };

/**
 * A stand-in for the HTTP API of NexusAI on the loopback address: a real server with the documented answers, refusals
 * and oddities, whose runs move when they are looked at or when a test moves them, never by time.
 */
export class NexusAiServer {
  readonly world: World;
  /** Every request in the order of arrival, refused ones included. */
  readonly requests: RecordedRequest[] = [];
  /** Every start that was carried out. */
  readonly starts: RecordedStart[] = [];
  /** Every confirmation that was carried out, a second one of the same step included. */
  readonly confirmations: RecordedConfirmation[] = [];
  private readonly happened = new EventEmitter();
  private readonly faults = new Faults();
  private readonly signIn: SignIn;
  private readonly life: RunLife;
  private readonly routes: readonly Route[];
  private server: Server | undefined;
  private port: number;

  private constructor(private readonly options: NexusAiOptions) {
    this.world = new World(options.now ?? ((): Date => new Date()));
    this.port = options.port ?? 0;
    this.signIn = new SignIn(this.world);
    this.life = new RunLife(this.world);
    this.happened.setMaxListeners(0);
    this.routes = [
      ...authRoutes(this.world, this.signIn),
      ...workflowRoutes(this.world, (start) => this.recordStart(start)),
      ...runLogRoutes(this.world, this.life),
      ...nodeRoutes(this.world, this.life, (confirmation) => this.confirmations.push(confirmation)),
      ...scheduledTaskRoutes(this.world),
    ];
    this.world.teams.set(1, { id: 1, name: 'Team 1', type: 1 });
    this.world.teams.set(2, { id: 2, name: 'Team 2', type: 1 });
  }

  static async start(options: NexusAiOptions = {}): Promise<NexusAiServer> {
    const server = new NexusAiServer(options);
    await server.comeBack();
    return server;
  }

  /** Base URL without a slash at the end; the same before and after a time down. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    await this.goDown();
  }

  /** Stops listening and breaks every connection, as a machine that went away. What it knows stays. */
  async goDown(): Promise<void> {
    const { server } = this;
    if (server === undefined) return;
    this.server = undefined;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  }

  /** Listens again on the same port. */
  async comeBack(): Promise<void> {
    if (this.server !== undefined) return;
    const server = createServer((request, response) => void this.serve(request, response));
    server.listen(this.port, '127.0.0.1');
    await once(server, 'listening');
    const address: AddressInfo | string | null = server.address();
    if (address === null || typeof address === 'string') throw new Error('The stand-in listens on no port');
    this.port = address.port;
    this.server = server;
  }

  /** Plants a fault for the next `times` requests whose path contains `path` (every path by default). */
  inject(kind: FaultKind, path = '/', times = 1): PlantedFault {
    return this.faults.plant(kind, path, times);
  }

  addUser(wish: NewUser = {}): User {
    const id = this.world.nextId('user');
    const teamId = wish.teamId ?? 1;
    const user: User = {
      id,
      teamId,
      teams: wish.teams ?? [teamId],
      nickname: wish.nickname ?? `User ${id}`,
      email: wish.email ?? `user${id}@example.com`,
      phone: `1380000000${id}`,
      passwordHash: passwordHash(wish.password ?? 'password', SALT),
      language: 'en',
      role: 2,
      status: 1,
    };
    this.world.users.set(id, user);
    return user;
  }

  addWorkflow(wish: NewWorkflow = {}): AddedWorkflow {
    const owner = wish.owner ?? [...this.world.users.values()][0] ?? this.addUser();
    const scriptName = wish.script ?? 'echo';
    const script: RunScript = SCRIPTS[scriptName];
    const app: App = {
      id: this.world.nextId('app'),
      teamId: owner.teamId,
      userId: owner.id,
      name: wish.name ?? `App ${scriptName}`,
      isPublic: wish.isPublic ?? 1,
      publishStatus: wish.published === false ? 0 : 1,
      status: 1,
      executionTimes: 0,
    };
    this.world.apps.set(app.id, app);
    const add = (publishStatus: 0 | 1): number => {
      const id = this.world.nextId('workflow');
      this.world.workflows.set(id, {
        id,
        appId: app.id,
        teamId: app.teamId,
        userId: owner.id,
        publishStatus,
        status: 1,
        input: { name: 'input', type: 'object', properties: wish.properties ?? { text }, sort_order: 0 },
        form: { name: 'input', type: 'object', properties: wish.form ?? { note }, sort_order: 0 },
        script,
        needsPerson: scriptName === 'human',
        looksPerStage: wish.looksPerStage === undefined ? 1 : wish.looksPerStage,
        outputBytes: wish.outputBytes ?? 0,
      });
      return id;
    };
    const draftId = add(0);
    return { app, appId: app.id, draftId, workflowId: wish.published === false ? draftId : add(1) };
  }

  /** Puts a row into scheduled_tasks as SQL could: anything may be overridden, with anything. */
  addScheduledTask(
    owner: User,
    workflow: AddedWorkflow,
    row: Readonly<Record<string, unknown>> = {},
  ): ScheduledTask {
    const id = this.world.nextId('task');
    const now = apiTime(this.world.now());
    const task: ScheduledTask = {
      name: `Task ${id}`,
      description: null,
      task_type: 'recurring',
      app_id: workflow.appId,
      workflow_id: workflow.workflowId,
      input: { name: 'input', type: 'object', properties: { text: { ...text, value: 'hello' } } },
      node_confirm_users: null,
      start_time: '2026-01-05T09:00:00',
      end_time: null,
      next_run_time: '2026-01-05T09:00:00',
      repeat_type: 'day',
      repeat_interval: 1,
      repeat_days: null,
      repeat_day_of_month: null,
      repeat_month: null,
      repeat_day_of_year: null,
      task_data: { schedule_type: 'repeat', created_from: 'workflow_ui' },
      last_run_time: null,
      last_run_status: null,
      execution_count: 0,
      max_executions: 0,
      created_at: now,
      updated_at: now,
      ...row,
      id,
      user_id: typeof row['user_id'] === 'number' ? row['user_id'] : owner.id,
      status: typeof row['status'] === 'number' ? row['status'] : 1,
    };
    this.world.tasks.set(id, task);
    return task;
  }

  run(appRunId: number): Run {
    const run = this.world.runs.get(appRunId);
    if (run === undefined) throw new Error(`The stand-in knows no run ${appRunId}`);
    return run;
  }

  /** One move of the runner. */
  advance(appRunId: number): void {
    this.life.advance(this.run(appRunId));
  }

  /** Moves until the run waits for somebody or has ended. */
  finish(appRunId: number): void {
    this.life.finish(this.run(appRunId));
  }

  /** A person confirms the human step, or retries the failed node, in NexusAI's own pages. */
  confirm(appRunId: number): void {
    this.life.proceed(this.run(appRunId));
  }

  /** The account is logged out elsewhere: its token is dead. */
  logOut(user: User): void {
    this.signIn.revoke(user.id);
  }

  /** Starts whose run name contains `part`; a run of ours must never have more than one. */
  startsNamed(part: string): readonly RecordedStart[] {
    return this.starts.filter(({ runName }) => runName.includes(part));
  }

  /** Resolves when a start whose run name contains `part` has been carried out. */
  async waitForStart(part = ''): Promise<RecordedStart> {
    for (;;) {
      const [first] = this.startsNamed(part);
      if (first !== undefined) return first;
      await once(this.happened, 'start');
    }
  }

  /** Resolves when `count` requests whose path contains `path` have arrived. */
  async waitForRequests(path: string, count = 1): Promise<void> {
    while (this.requests.filter((request) => request.path.includes(path)).length < count) {
      await once(this.happened, 'request');
    }
  }

  /** Calls back with every request that is looked at. */
  onRequest(listener: () => void): void {
    this.happened.on('request', listener);
  }

  private recordStart(start: RecordedStart): void {
    this.starts.push(start);
    this.happened.emit('start');
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(Buffer.from(chunk));
    } catch {
      return; // The client has gone away.
    }
    const url = new URL(request.url ?? '/', this.url);
    const fault = this.faults.take(url.pathname);
    if (fault?.kind === 'cut_before') return void request.socket.destroy();
    if (fault?.kind === 'hold_before') await fault.released;
    const { latencyMs = 0 } = this.options;
    if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs));

    const answer = this.answer(request, url, Buffer.concat(chunks).toString('utf8'), fault?.kind);
    if (fault?.kind === 'hold_after') await fault.released;
    if (fault?.kind === 'cut_after') return void request.socket.destroy();
    send(response, answer, fault?.kind);
  }

  private answer(request: IncomingMessage, url: URL, raw: string, fault: FaultKind | undefined): Answer {
    let userId: number | null = null;
    let body: unknown;
    let recorded = false;
    const record = (): void => {
      if (recorded) return;
      recorded = true;
      this.requests.push({ method: request.method ?? '', path: url.pathname, userId, body });
      this.happened.emit('request');
    };
    try {
      if (fault === 'error_500') throw new Refusal(500, 'Internal Server Error');
      if (url.pathname === '/v1/auth/login' && request.method === 'POST') {
        const form = new URLSearchParams(raw);
        body = { username: form.get('username') }; // never keep a password, even here
        record();
        return { status: 200, body: this.signIn.login(form) };
      }
      const route = this.routes.find(({ pattern }) => pattern.test(url.pathname));
      if (route === undefined) return { status: 404, body: { detail: 'Not Found' } };
      if (fault === 'unauthorized')
        this.signIn.revoke(this.signIn.authenticate(request.headers.authorization).id);
      const user = this.signIn.authenticate(request.headers.authorization);
      userId = user.id;
      if (route.method !== request.method) return { status: 405, body: { detail: 'Method Not Allowed' } };
      body = parseBody(raw);
      record();
      const params = route.pattern.exec(url.pathname)?.slice(1) ?? [];
      const data = route.handle({ user, body, params, query: Object.fromEntries(url.searchParams) });
      return { status: 200, body: { code: 0, detail: 'success', data } };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.status === 500) return { status: 500, body: 'Internal Server Error' };
      return { status: error.status, body: { detail: error.detail } };
    } finally {
      record();
    }
  }
}

interface Answer {
  readonly status: number;
  /** A string is sent as plain text. */
  readonly body: unknown;
}

function parseBody(raw: string): unknown {
  if (raw === '') return undefined;
  try {
    return JSON.parse(raw);
  } catch {
    throw new Refusal(422, [{ type: 'json_invalid', loc: ['body', 0], msg: 'JSON decode error', input: {} }]);
  }
}

function send(response: ServerResponse, answer: Answer, fault: FaultKind | undefined): void {
  if (fault === 'html') {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Welcome</title>');
    return;
  }
  const plain = typeof answer.body === 'string';
  const body = Buffer.from(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
  const headers = {
    'content-type': plain ? 'text/plain; charset=utf-8' : 'application/json',
    'content-length': body.length,
  };
  if (fault === 'malformed') {
    response
      .writeHead(answer.status, { 'content-type': 'application/json' })
      .end('{"code":0,"detail":"success","data":{');
    return;
  }
  response.writeHead(answer.status, headers);
  if (fault === 'half_body') {
    response.write(body.subarray(0, Math.ceil(body.length / 2)), () => response.socket?.destroy());
    return;
  }
  response.end(body);
}
