import { afterAll } from 'vitest';
import { NexusAiServer, type AddedWorkflow, type NewWorkflow } from '../support/nexusai-server';
import type { User } from '../support/nexusai/world';
import type { TestDatabase } from '../support/test-database';
import { Program } from './program';
import { ledger, seedOwner, seedTarget, seedTask, type LedgerRun } from './seed';
import { until } from './until';

export const password = 'correct-horse-battery-4711';

/** A NexusAI stand-in, and the product beside it, signed in by the command line as an operator would. */
export class NexusDesk {
  readonly program: Program;
  #workflows = 0;

  private constructor(
    readonly db: TestDatabase,
    readonly server: NexusAiServer,
    readonly user: User,
  ) {
    this.program = new Program({ env: { DATABASE_URL: db.url } });
  }

  static async open(
    db: TestDatabase,
    options: { readonly latencyMs?: number; readonly requestsPerSecond?: number } = {},
  ): Promise<NexusDesk> {
    const { latencyMs = 0, requestsPerSecond = 100 } = options;
    const server = await NexusAiServer.start({ latencyMs });
    afterAll(() => server.stop());
    const user = server.addUser({ password, email: 'robot@example.com' });
    const desk = new NexusDesk(db, server, user);
    await seedOwner(db);
    const args = ['connections', 'add', 'nexusai', '--name', 'main', '--url', server.url];
    const more = [
      '--account',
      user.email,
      '--password-stdin',
      '--requests-per-second',
      `${requestsPerSecond}`,
    ];
    await desk.program.rows([...args, ...more], password);
    return desk;
  }

  /** A workflow there, and a target for it here. Answers the workflow there and its id here. */
  async workflow(
    wish: NewWorkflow = {},
    config: Readonly<Record<string, unknown>> = {},
  ): Promise<AddedWorkflow & { readonly here: number }> {
    const there = this.server.addWorkflow(wish);
    this.#workflows += 1;
    const here = this.#workflows;
    await seedTarget(this.db, here, 'nexusai', { app_id: there.appId, followRestartMs: 0, ...config });
    return { ...there, here };
  }

  /** A task of that workflow, due now. Answers its id. */
  due(workflow: { readonly here: number }, columns: Readonly<Record<string, string>> = {}): Promise<string> {
    return seedTask(this.db, {
      workflow_id: `${workflow.here}`,
      input: `'{"text": "hello"}'`,
      ...columns,
    });
  }

  async runOf(taskId: string): Promise<LedgerRun | undefined> {
    return (await ledger(this.db)).find(({ task_id }) => task_id === taskId);
  }

  /** The task's one run, once it fits. */
  async runWhen(what: string, taskId: string, fits: (run: LedgerRun) => boolean): Promise<LedgerRun> {
    const run = await until(
      `${what}, the run of task ${taskId}`,
      () => this.runOf(taskId),
      (seen) => seen !== undefined && fits(seen),
    );
    if (run === undefined) throw new Error('no run');
    return run;
  }

  ended(taskId: string): Promise<LedgerRun> {
    return this.runWhen('ended', taskId, ({ state }) => state === 'ended');
  }

  /** Resolves when the run's log has such a line. */
  async logged(runId: string, pattern: string): Promise<void> {
    await until(`“${pattern}” in the log of run ${runId}`, async () => {
      const lines = await this.db.sql('SELECT 1 FROM task_run_logs WHERE run_id = $1 AND line LIKE $2', [
        runId,
        `%${pattern}%`,
      ]);
      return lines.length > 0;
    });
  }

  /** The run's number there, once its start was carried out. */
  async startedThere(runId: string): Promise<number> {
    return (await this.server.waitForStart(`#${runId}.`)).appRunId;
  }

  /** How often the run was started there. */
  startsThere(runId: string): number {
    return this.server.startsNamed(`#${runId}.`).length;
  }
}
