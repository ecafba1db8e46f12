import { describe, expect, it } from 'vitest';
import type { ClaimedRun } from '../../../src-main/executor/ledger';
import { StartingLine } from '../../../src-main/executor/starting-line';

const run = (runId: string): ClaimedRun => ({
  runId,
  taskId: '1',
  taskName: 'one',
  plannedAt: new Date(0),
  trigger: 'schedule',
  state: 'running',
  attempt: 0,
  attempts: [],
  serial: false,
  startedAt: null,
  input: null,
  nodeConfirmUsers: null,
  externalRef: null,
  adopted: false,
  logLines: 0,
  cancelRequestedBy: null,
  retryAttempts: null,
  retryDelayMs: null,
  retryOn: null,
  timeoutMs: null,
  userId: '1',
  appId: '1',
  workflowId: '1',
  user: null,
  app: null,
  workflow: null,
  target: null,
});

const line = (...ids: string[]): StartingLine => {
  const made = new StartingLine();
  for (const id of ids) made.add({ run: run(id), startedAt: new Date(0), attempt: 1 });
  return made;
};

describe('the starting line', () => {
  it('lets the one that has stood longest start first', () => {
    const made = line('7', '3', '5');
    expect([made.next(), made.next(), made.next(), made.next()].map((one) => one?.run.runId)).toEqual([
      '7',
      '3',
      '5',
      undefined,
    ]);
    expect(made.size).toBe(0);
  });

  it('hands on who cancelled a run before it started, and keeps its place', () => {
    const made = line('1', '2');
    made.cancel('1', 'ada');
    made.cancel('9', 'ada');
    expect(made.next()).toMatchObject({ run: { runId: '1' }, cancelledBy: 'ada' });
    const second = made.next();
    expect(second).toMatchObject({ run: { runId: '2' } });
    expect(second?.cancelledBy).toBeUndefined();
  });

  it('sends away what is no longer ours, and names what it is emptied of', () => {
    const made = line('1', '2', '3');
    made.keep(new Set(['2', '3', '4']));
    expect(made.has('1')).toBe(false);
    expect(made.clear()).toEqual(['2', '3']);
    expect(made.ids()).toEqual([]);
  });
});
