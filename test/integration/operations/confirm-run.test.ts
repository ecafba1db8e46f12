import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Problem } from '../../../src-main/contract/errors';
import { ExecutorRig, insertTask, seedWorkflow } from '../../support/executor-rig';
import type { ScriptName } from '../../support/nexusai/run-script';
import type { Variable } from '../../support/nexusai/variable-object';
import { operationsClient, type OperationsClient } from '../../support/operations-client';
import { testDatabase } from '../../support/test-database';
import { NexusRig } from '../workflows/nexus-rig';

const db = await testDatabase();
const rigs: ExecutorRig[] = [];

beforeEach(() =>
  db.sql(
    'TRUNCATE scheduled_tasks, task_policies, task_runs, task_run_logs, executors, workflow_targets, users, apps, workflows, audit_entries',
  ),
);
afterEach(() => Promise.all(rigs.splice(0).map((rig) => rig.close())));

interface Scene {
  readonly nexus: NexusRig;
  readonly executor: ExecutorRig;
  readonly runs: OperationsClient['client']['runs'];
  readonly runId: string;
  readonly appRunId: number;
}

interface Wish {
  readonly script?: ScriptName;
  readonly form?: Readonly<Record<string, Variable>>;
  /** Who is asked: the account this machine signs in with, another one, or nobody. */
  readonly asks?: 'us' | 'another' | 'nobody';
}

interface Row {
  readonly id: string;
  readonly state: string;
  readonly outcome: string | null;
  readonly ref: { readonly app_run_id?: number } | null;
}

const rowOf = async (): Promise<Row | undefined> =>
  (await db.sql<Row>('SELECT id, state, outcome, external_ref AS ref FROM task_runs'))[0];

/** A run of ours that waits for a person in NexusAI, by the ledger. */
const waitingRun = async (wish: Wish = {}): Promise<Scene> => {
  const { script = 'human', form, asks = 'us' } = wish;
  const nexus = await NexusRig.start();
  const workflow = nexus.workflow({ script, ...(form === undefined ? {} : { form }) });
  const other = nexus.server.addUser({ nickname: 'Grace' });
  await seedWorkflow(db, 'nexusai', { app_id: workflow.appId });
  const people = asks === 'nobody' ? [] : [asks === 'us' ? nexus.user.id : other.id];
  await insertTask(db, {
    input: '{"text": "hello"}',
    node_confirm_users:
      people.length === 0
        ? null
        : JSON.stringify({ [script === 'review' ? 'llm-node' : 'human-node']: people }),
    task_type: 'one_time',
    start_time: '2026-01-05 09:00',
    next_run_time: new Date(),
  });
  const executor = new ExecutorRig(db, nexus.connector);
  rigs.push(executor);
  await executor.executor.start();
  await expect.poll(async () => (await rowOf())?.state, { timeout: 20_000 }).toBe('waiting');
  const row = await rowOf();
  const { client } = operationsClient(db.database, {
    caller: { actor: 'mei', origin: 'console' },
    confirmer: nexus.confirmations,
  });
  return {
    nexus,
    executor,
    runs: client.runs,
    runId: row?.id ?? '',
    appRunId: row?.ref?.app_run_id ?? 0,
  };
};

const problem = async (work: Promise<unknown>): Promise<Problem> => {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof Problem) return error;
  throw new Error(`not a Problem: ${String(error)}`);
};

const audits = (): Promise<
  { readonly actor: string; readonly origin: string; readonly action: string; readonly changes: unknown }[]
> => db.sql(`SELECT actor, origin, action, changes FROM audit_entries WHERE action = 'runs.confirm'`);

const step = (name: string): { readonly from: null; readonly to: string } => ({ from: null, to: name });

describe('a run that waits for a person', () => {
  it('is confirmed from here by the account that is asked, and succeeds', async () => {
    const { nexus, executor, runs, runId, appRunId } = await waitingRun();
    expect(await runs.confirmation({ id: runId })).toMatchObject({
      connection: 'main',
      account: nexus.user.nickname,
      outsideRun: appRunId,
      steps: [
        {
          name: 'Human',
          kind: 'form',
          people: [nexus.user.nickname],
          mine: true,
          values: { note: '' },
          missing: [],
        },
      ],
    });
    expect(await runs.confirm({ id: runId, values: { note: 'looks good' } })).toEqual({
      result: 'confirmed',
      step: 'Human',
      account: nexus.user.nickname,
    });
    await executor.ended(1);
    expect(await rowOf()).toMatchObject({ state: 'ended', outcome: 'succeeded' });
    expect(nexus.server.confirmations).toMatchObject([
      {
        appRunId,
        userId: nexus.user.id,
        inputs: { type: 'object', properties: { note: { value: 'looks good' } } },
      },
    ]);
    expect(await audits()).toEqual([
      {
        actor: 'mei',
        origin: 'console',
        action: 'runs.confirm',
        changes: {
          step: step('Human'),
          account: step(nexus.user.nickname),
          outsideRun: { from: null, to: appRunId },
        },
      },
    ]);
    expect((await problem(runs.confirm({ id: runId }))).message).toBe(`Run ${runId} has ended already.`);
  });

  it('shows what a step has produced and sends it back, edited or not', async () => {
    const { nexus, executor, runs, runId } = await waitingRun({ script: 'review' });
    const { steps } = await runs.confirmation({ id: runId });
    expect(steps).toMatchObject([{ name: 'Draft', kind: 'review', mine: true, values: { text: 'hello' } }]);
    await runs.confirm({ id: runId, step: steps[0]?.id ?? '', values: { text: 'hello, world' } });
    await executor.ended(1);
    expect(nexus.server.confirmations).toMatchObject([{ outputs: { text: 'hello, world' } }]);
    expect(await rowOf()).toMatchObject({ outcome: 'succeeded' });
  });

  it('is refused to everybody else, saying who confirms it and where', async () => {
    const { nexus, runs, runId, appRunId } = await waitingRun({ asks: 'another' });
    expect((await runs.confirmation({ id: runId })).steps).toMatchObject([
      { people: ['Grace'], mine: false },
    ]);
    const refused = await problem(runs.confirm({ id: runId }));
    expect(refused.code).toBe('refused');
    expect(refused.message).toContain('by Grace, not by');
    expect(refused.info.remedy).toContain(`run ${String(appRunId)}`);
    expect(nexus.server.confirmations).toEqual([]);
    expect(await audits()).toEqual([]);
  });

  it('is refused where nobody is asked at all', async () => {
    const { runs, runId } = await waitingRun({ asks: 'nobody' });
    expect((await problem(runs.confirm({ id: runId }))).message).toContain('Nobody is asked');
  });

  it('asks for the values a form needs, and checks them before anything is sent', async () => {
    const form: Record<string, Variable> = {
      verdict: { name: 'verdict', type: 'string', required: true },
      score: { name: 'score', type: 'number' },
    };
    const { nexus, executor, runs, runId } = await waitingRun({ form });
    expect((await runs.confirmation({ id: runId })).steps).toMatchObject([
      { values: { verdict: null, score: 0 }, missing: ['verdict'] },
    ]);
    expect((await problem(runs.confirm({ id: runId }))).info.issues).toMatchObject([
      { path: 'values.verdict' },
    ]);
    const wrong = { verdict: 'yes', score: 'many' };
    expect((await problem(runs.confirm({ id: runId, values: wrong }))).message).toContain(
      "'score' must be a number",
    );
    expect(
      (await problem(runs.confirm({ id: runId, values: { verdict: 'yes', typo: 1 } }))).message,
    ).toContain("'typo'");
    expect(nexus.server.confirmations).toEqual([]);
    await runs.confirm({ id: runId, values: { verdict: 'yes' } });
    await executor.ended(1);
    expect(nexus.server.confirmations).toHaveLength(1);
  });

  it('is confirmed once by two clicks at the same time', async () => {
    const { nexus, executor, runs, runId } = await waitingRun();
    const held = nexus.server.inject('hold_before', 'node_update');
    const first = runs.confirm({ id: runId });
    await held.hit;
    const second = await problem(runs.confirm({ id: runId }));
    expect([second.code, second.message]).toEqual([
      'conflict',
      'mei has just confirmed this step, or is about to.',
    ]);
    held.release();
    expect((await first).result).toBe('confirmed');
    await executor.ended(1);
    expect(nexus.server.confirmations).toHaveLength(1);
    expect(await audits()).toHaveLength(1);
  });

  it('is not confirmed twice when the answer is lost', async () => {
    const { nexus, executor, runs, runId } = await waitingRun();
    nexus.server.inject('cut_after', 'node_update');
    expect((await runs.confirm({ id: runId })).result).toBe('answer_lost');
    await executor.ended(1);
    expect(nexus.server.confirmations).toHaveLength(1);
    expect(await audits()).toMatchObject([{ changes: { answer: step('lost') } }]);
    expect(await rowOf()).toMatchObject({ outcome: 'succeeded' });
  });

  it('may be tried again when the confirmation never arrived', async () => {
    const { nexus, executor, runs, runId } = await waitingRun();
    nexus.server.inject('error_500', 'node_update');
    const failed = await problem(runs.confirm({ id: runId }));
    expect([failed.code, failed.info.remedy]).toEqual([
      'connection_failed',
      'Nothing was confirmed. Try again.',
    ]);
    expect(await audits()).toEqual([]);
    expect((await runs.confirm({ id: runId })).result).toBe('confirmed');
    await executor.ended(1);
    expect(nexus.server.confirmations).toHaveLength(1);
  });

  it('says so when nobody can tell whether the confirmation arrived', async () => {
    const { nexus, executor, runs, runId } = await waitingRun();
    nexus.server.inject('cut_after', 'node_update');
    // The looks before are let through; from then on the server's page of the run is out of reach.
    const update = nexus.server.inject('hold_before', 'node_info');
    const confirming = problem(runs.confirm({ id: runId }));
    await update.hit;
    update.release();
    const gone = nexus.server.inject('cut_before', 'log_info', Infinity);
    const unknown = await confirming;
    expect(unknown.message).toContain('cannot be asked whether it arrived');
    expect(await audits()).toMatchObject([{ changes: { answer: step('unknown') } }]);
    gone.release();
    await executor.ended(1);
    expect(nexus.server.confirmations).toHaveLength(1);
    expect(await rowOf()).toMatchObject({ outcome: 'succeeded' });
  });

  it('is confirmed once when the sign-in ends in the middle', async () => {
    const { nexus, executor, runs, runId } = await waitingRun();
    nexus.server.inject('unauthorized', 'node_update');
    expect((await runs.confirm({ id: runId })).result).toBe('confirmed');
    await executor.ended(1);
    expect(nexus.server.confirmations).toHaveLength(1);
  });

  it('is left alone when somebody has confirmed it in NexusAI meanwhile', async () => {
    const { nexus, executor, runs, runId, appRunId } = await waitingRun();
    // Our own follower must not see it first.
    const held = nexus.server.inject('hold_before', 'user_info');
    const confirming = runs.confirm({ id: runId });
    await held.hit;
    nexus.server.confirm(appRunId);
    held.release();
    expect(await confirming).toMatchObject({ result: 'already', step: null });
    await executor.ended(1);
    expect(nexus.server.confirmations).toEqual([]);
    expect(await audits()).toEqual([]);
    expect(await rowOf()).toMatchObject({ outcome: 'succeeded' });
  });

  it('says that NexusAI is away, and what was not done', async () => {
    const { nexus, runs, runId } = await waitingRun();
    await nexus.server.goDown();
    const away = await problem(runs.confirm({ id: runId }));
    expect(away.code).toBe('connection_failed');
    expect(away.info.remedy).toContain('Nothing was confirmed');
    await nexus.server.comeBack();
  });

  it('can only be confirmed where the connection is', async () => {
    const { runs, runId } = await waitingRun();
    await db.sql(
      `UPDATE task_runs SET external_ref = jsonb_set(external_ref, '{connection}', '"elsewhere"')`,
    );
    expect((await problem(runs.confirm({ id: runId }))).message).toContain('no NexusAI connection elsewhere');
    await db.sql('UPDATE task_runs SET external_ref = NULL');
    expect((await problem(runs.confirm({ id: runId }))).code).toBe('unsupported');
  });
});
