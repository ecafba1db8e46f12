import { describe, expect, it, onTestFinished } from 'vitest';
import { testDatabase } from '../support/test-database';
import { NexusAiServer } from '../support/nexusai-server';
import { Program } from './program';
import { seedOwner, seedTarget, seedTask } from './seed';
import { until } from './until';

const password = 'planted-password-4711';
const db = await testDatabase();

interface LedgerRow {
  readonly state: string;
  readonly outcome: string | null;
  readonly reason_code: string | null;
  readonly external_ref: { readonly stage?: string } | null;
}

const started = async (workflowId: number, looksPerStage: number | null) => {
  const server = await NexusAiServer.start();
  onTestFinished(() => server.stop());
  const user = server.addUser({ email: 'robot@example.com', password });
  const workflow = server.addWorkflow({ owner: user, looksPerStage });
  const program = new Program({ env: { DATABASE_URL: db.url } });
  const added = await program.run(
    [
      'connections',
      'add',
      'nexusai',
      '--name',
      'main',
      '--url',
      server.url,
      '--account',
      user.email,
      '--password-stdin',
    ],
    password,
  );
  expect(added.code).toBe(0);
  await seedOwner(db);
  await seedTarget(db, workflowId, 'nexusai', { connection: 'main', app_id: workflow.appId });
  const taskId = await seedTask(db, { workflow_id: String(workflowId), input: `'{"text": "hello"}'` });
  const ledger = async (): Promise<LedgerRow | undefined> =>
    (
      await db.sql<LedgerRow>(
        'SELECT state, outcome, reason_code, external_ref FROM task_runs WHERE task_id = $1',
        [taskId],
      )
    )[0];
  const daemon = () => program.start(['--mode', 'daemon', '--interval', '1']);
  const ended = () => until('the run to end', ledger, (row) => row?.state === 'ended');
  return { server, program, ledger, daemon, ended };
};

describe('an executor killed with SIGKILL', () => {
  it('after the start was sent, before its answer: the next one finds the run by its name', async () => {
    const { server, daemon, ended, program } = await started(11, 1);
    const fault = server.inject('hold_after', '/v1/workflow/run');
    const first = daemon();
    await server.waitForStart();
    first.signal('SIGKILL');
    await first.ended;
    fault.release();
    daemon();
    expect(await ended()).toMatchObject({ outcome: 'succeeded', external_ref: { stage: 'following' } });
    expect(server.starts.length).toBe(1);
    expect(program.said + program.log()).not.toContain(password);
  });

  it('while it follows: the next one follows to the end', async () => {
    const { server, daemon, ended, ledger } = await started(12, null);
    const first = daemon();
    await until('the reference', ledger, (row) => row?.external_ref?.stage === 'following');
    first.signal('SIGKILL');
    await first.ended;
    server.finish(1);
    daemon();
    expect(await ended()).toMatchObject({ outcome: 'succeeded' });
    expect(server.starts.length).toBe(1);
  });

  it('before anything was sent: the next one starts it, once', async () => {
    const { server, daemon, ended } = await started(13, 1);
    const fault = server.inject('hold_before', '/v1/workflow/workflow_start_condition');
    const first = daemon();
    await fault.hit;
    first.signal('SIGKILL');
    await first.ended;
    fault.release();
    daemon();
    expect(await ended()).toMatchObject({ outcome: 'succeeded' });
    expect(server.starts.length).toBe(1);
  });
});
