import { describe, expect, it } from 'vitest';
import type { EventPayload } from '../../../src-main/contract/api';
import { EventHub } from '../../../src-main/ipc/event-hub';
import { HandTimers } from './hand-timers';

const hubWithClock = (): { hub: EventHub; timers: HandTimers; failed: unknown[] } => {
  const timers = new HandTimers();
  const failed: unknown[] = [];
  return { hub: new EventHub({ timers, failed: (_name, error) => void failed.push(error) }), timers, failed };
};
const ids = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, at) => String(from + at));

describe('event hub', () => {
  it('tells the first change at once and merges those of the next second', () => {
    const { hub, timers } = hubWithClock();
    const heard: EventPayload<'tasks.changed'>[] = [];
    hub.on('tasks.changed', (payload) => heard.push(payload));
    hub.emit('tasks.changed', { ids: ['1'] });
    hub.emit('tasks.changed', { ids: ['2'] });
    hub.emit('tasks.changed', { ids: ['3', '2'] });
    expect(heard).toEqual([{ ids: ['1'] }]);
    timers.pass(1000);
    expect(heard).toEqual([{ ids: ['1'] }, { ids: ['2', '3'] }]);
    timers.pass(5000);
    expect(heard).toHaveLength(2);
    hub.emit('tasks.changed', { ids: ['4'] });
    expect(heard[2]).toEqual({ ids: ['4'] });
  });

  it('says "many" instead of a long list, and stays at many', () => {
    const { hub, timers } = hubWithClock();
    const heard: EventPayload<'tasks.changed'>[] = [];
    hub.on('tasks.changed', (payload) => heard.push(payload));
    hub.emit('tasks.changed', { ids: ['1'] });
    hub.emit('tasks.changed', { ids: ids(1, 400) });
    hub.emit('tasks.changed', { ids: ids(400, 900) });
    hub.emit('tasks.changed', { ids: ['1'] });
    timers.pass(1000);
    expect(heard[1]).toEqual({ ids: null });
  });

  it('keeps every failure of merged run changes', () => {
    const { hub, timers } = hubWithClock();
    const heard: EventPayload<'runs.changed'>[] = [];
    hub.on('runs.changed', (payload) => heard.push(payload));
    const failure = (runId: string): EventPayload<'runs.changed'>['failures'][number] => ({
      runId,
      taskId: '1',
      taskName: 'Report',
      status: 'failed',
    });
    for (const runId of ids(1, 5)) hub.emit('runs.changed', { ids: [runId], failures: [failure(runId)] });
    timers.pass(1000);
    expect(heard.flatMap(({ failures }) => failures.map(({ runId }) => runId))).toEqual(['1', '2', '3', '4']);
  });

  it('merges log lines of one run, never of two', () => {
    const { hub, timers } = hubWithClock();
    const heard: EventPayload<'log.appended'>[] = [];
    hub.on('log.appended', (payload) => heard.push(payload));
    for (const total of [1, 2, 3]) {
      hub.emit('log.appended', { runId: '1', total });
      hub.emit('log.appended', { runId: '2', total });
    }
    timers.pass(1000);
    expect(heard).toEqual([
      { runId: '1', total: 1 },
      { runId: '2', total: 1 },
      { runId: '1', total: 3 },
      { runId: '2', total: 3 },
    ]);
  });

  it('never holds back what a person waits for', () => {
    const { hub } = hubWithClock();
    const routes: string[] = [];
    hub.on('navigate.requested', ({ route }) => routes.push(route));
    hub.emit('navigate.requested', { route: '/a' });
    hub.emit('navigate.requested', { route: '/b' });
    expect(routes).toEqual(['/a', '/b']);
  });

  it('reports a listener that throws and tells the others', () => {
    const { hub, failed } = hubWithClock();
    const heard: string[] = [];
    hub.on('navigate.requested', () => {
      throw new Error('broken');
    });
    hub.onAny((name) => heard.push(name));
    hub.emit('navigate.requested', { route: '/' });
    expect(heard).toEqual(['navigate.requested']);
    expect(failed).toHaveLength(1);
  });

  it('stops telling who has left, and everybody once closed', () => {
    const { hub, timers } = hubWithClock();
    const heard: unknown[] = [];
    const leave = hub.on('tasks.changed', (payload) => heard.push(payload));
    leave();
    hub.emit('tasks.changed', { ids: null });
    hub.onAny((_name, payload) => heard.push(payload));
    hub.emit('tasks.changed', { ids: ['9'] });
    hub.close();
    timers.pass(2000);
    hub.emit('tasks.changed', { ids: ['9'] });
    expect(heard).toEqual([]);
    expect(timers.pending).toBe(0);
  });
});
