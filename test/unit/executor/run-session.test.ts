import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src-main/contract/run';
import type { Ended, Ending, RunContext } from '../../../src-main/executor/connector';
import type { ClaimedRun } from '../../../src-main/executor/ledger';
import { RunSession, type SessionEnd, type SessionServices } from '../../../src-main/executor/run-session';

const startedAt = new Date('2026-03-02T09:00:00Z');

const claimed: ClaimedRun = {
  runId: '7',
  taskId: '3',
  taskName: 'Report',
  plannedAt: startedAt,
  trigger: 'schedule',
  state: 'running',
  attempt: 0,
  attempts: [],
  serial: false,
  startedAt,
  input: '{"city": "Oslo"}',
  nodeConfirmUsers: null,
  externalRef: null,
  adopted: false,
  logLines: 0,
  cancelRequestedBy: null,
  retryAttempts: null,
  retryDelayMs: null,
  retryOn: null,
  timeoutMs: null,
  userId: '11',
  appId: '12',
  workflowId: '13',
  user: { teamId: '21', nickname: 'Ann', status: 1 },
  app: { name: 'App', status: 1, publishStatus: 1 },
  workflow: { name: 'Workflow', status: 1, publishStatus: 0 },
  target: { connector: 'desk', config: { room: 1 }, inputDefinition: null },
};

const succeeded: Ended = { kind: 'ended', outcome: 'succeeded', reason: null, result: null, error: null };
const person = { step: 'check', people: ['Ann'], since: startedAt.toISOString() };

/** One session with a connector and a clock that the test moves. */
const rig = () => {
  const timers: (() => void)[] = [];
  const waits: boolean[] = [];
  const ends: SessionEnd[] = [];
  const late: Outcome[] = [];
  const contexts: RunContext[] = [];
  let resolve: (ending: Ending) => void = () => undefined;
  const answer = new Promise<Ending>((done) => {
    resolve = done;
  });
  const services: SessionServices = {
    connectors: {
      get: () => ({
        kind: 'desk',
        start: (run) => {
          contexts.push(run);
          return answer;
        },
      }),
      fallback: () => null,
    },
    clock: {
      now: () => startedAt.getTime(),
      after: (_ms, fire) => {
        timers.push(fire);
        return () => undefined;
      },
    },
    databaseNow: () => startedAt,
    log: { debug: () => undefined, info: () => undefined, error: () => undefined },
    retry: () => ({ attempts: 0, delayMs: 0, on: [] }),
    timeoutMs: () => null,
    reference: () => Promise.resolve(true),
    reported: () => undefined,
    late: (_runId, outcome) => late.push(outcome),
  };
  const session = new RunSession(claimed, startedAt, 1, services, {
    ended: (_session, end) => ends.push(end),
    waits: (_session, now) => waits.push(now),
  });
  session.go(false);
  const [context] = contexts;
  if (context === undefined) throw new Error('The connector was not started.');
  const answers = async (ending: Ending): Promise<void> => {
    resolve(ending);
    await answer;
  };
  return { session, context, timers, waits, ends, late, answers };
};

describe('RunSession', () => {
  it('shows its connector whose run it is and what it is to do', () => {
    const { context } = rig();
    expect(context.input).toEqual({ city: 'Oslo' });
    expect(context.config).toEqual({ room: 1 });
    expect(context.owner).toEqual({ userId: '11', teamId: '21', nickname: 'Ann' });
    expect(context.app).toEqual({ id: '12', name: 'App', publishStatus: 1 });
    expect(context.workflow).toEqual({ id: '13', name: 'Workflow', publishStatus: 0 });
  });

  it('says that it waits for a person, and that it goes on', () => {
    const { context, waits } = rig();
    context.waiting(person);
    context.waiting(null);
    expect(waits).toEqual([true, false]);
  });

  it('gives no slot away once it has ended without its connector, and tells how that ended after all', async () => {
    const { session, context, timers, waits, ends, late, answers } = rig();
    session.endByForce('Ann');
    for (const fire of timers) fire();
    expect(ends.map((end) => end.kind === 'settle' && end.settlement.outcome)).toEqual(['cancelled']);

    context.waiting(person);
    expect(waits).toEqual([]);

    await answers(succeeded);
    expect(late).toEqual(['succeeded']);
    expect(ends).toHaveLength(1);
  });
});
