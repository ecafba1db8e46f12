import { describe, expect, it } from 'vitest';
import type {
  ImportedTask,
  ImportedTasks,
  OutsideIds,
  PlacedIds,
} from '../../../src-main/workflows/nexusai/import/imported-tasks';
import { NexusImport } from '../../../src-main/workflows/nexusai/import/nexus-import';
import type { KnownTask } from '../../../src-main/workflows/nexusai/import/plan-import';
import { NexusRig } from './nexus-rig';

/** The port over plain memory: what a database would hold. */
class MemoryTasks implements ImportedTasks {
  readonly tasks = new Map<string, ImportedTask>();
  readonly taken = new Set<string>();
  writes = 0;

  bySource(kind: string): Promise<readonly KnownTask[]> {
    return Promise.resolve(
      [...this.tasks]
        .filter(([, { source }]) => source.kind === kind)
        .map(([taskId, { source, draft }]) => ({
          taskId,
          sourceId: source.id,
          name: draft.name,
          fingerprint: source.fingerprint,
          deleted: false,
        })),
    );
  }

  place(outside: readonly OutsideIds[]): Promise<readonly PlacedIds[]> {
    return Promise.resolve(
      outside.map(({ userId, appId, workflowId }) =>
        this.taken.has(workflowId)
          ? { userId, appId, workflowId: `9${workflowId}`, kept: false }
          : { userId, appId, workflowId, kept: true },
      ),
    );
  }

  create(tasks: readonly ImportedTask[]): Promise<readonly string[]> {
    this.writes += tasks.length;
    return Promise.resolve(
      tasks.map((task) => {
        const id = String(this.tasks.size + 1);
        this.tasks.set(id, task);
        return id;
      }),
    );
  }

  update(taskId: string, task: ImportedTask): Promise<void> {
    this.writes += 1;
    this.tasks.set(taskId, task);
    return Promise.resolve();
  }
}

const count = (rows: readonly { readonly verdict: string }[], verdict: string): number =>
  rows.filter((row) => row.verdict === verdict).length;

describe('an import from NexusAI', () => {
  it('of 500 schedules with every trouble: shows, imports once, then changes nothing', async () => {
    const rig = await NexusRig.start();
    const plain = rig.workflow();
    const human = rig.workflow({ script: 'human' });
    const troubles = [
      { repeat_type: 'week', repeat_days: '[1, 3]' },
      { repeat_type: 'year', repeat_month: 2, repeat_day_of_year: 300 },
      { execution_count: null, max_executions: null },
      { repeat_interval: 0 },
      { repeat_interval: null },
      { input: 'text' },
      { end_time: '2020-01-01T00:00:00' },
      { task_type: 'one_time', repeat_type: 'none', status: 2 },
      { status: 3 },
      { node_confirm_users: { 'human-node': [1] } },
    ];
    for (let index = 0; index < 500; index += 1) {
      const workflow = index % 10 === 9 ? human : plain;
      rig.server.addScheduledTask(rig.user, workflow, { name: `Task ${index}`, ...troubles[index % 10] });
    }
    const tasks = new MemoryTasks();
    tasks.taken.add(String(human.workflowId));
    const nexus = new NexusImport(rig.connections, tasks);
    const wish = { connection: null, dryRun: true, timeZone: 'Asia/Shanghai' };

    const shown = await nexus.import(wish);
    expect([count(shown.rows, 'new'), count(shown.rows, 'cannot_map')]).toEqual([300, 200]);
    expect(tasks.writes).toBe(0);
    expect(shown.note).toContain('300 new, 0 changed, 0 the same, 200 that cannot be mapped, 0 gone.');
    expect(shown.note).toContain('scheduled_tasks.py');

    const done = await nexus.import({ ...wish, dryRun: false });
    expect(count(done.rows, 'new')).toBe(300);
    expect(done.rows.filter(({ taskId }) => taskId !== null).length).toBe(300);
    const all = [...tasks.tasks.values()];
    expect(all.filter(({ status }) => status === 2).length).toBe(50);
    expect(all.filter(({ status }) => status === 3).length).toBe(50);
    const confirmed = all.filter(({ draft }) => draft.nodeConfirmUsers !== null);
    expect(confirmed.length).toBe(50);
    expect(confirmed[0]?.draft).toMatchObject({
      workflowId: `9${human.workflowId}`,
      timeZone: 'Asia/Shanghai',
    });
    expect(done.rows.filter(({ text }) => text.includes('the target maps them')).length).toBe(50);

    const again = await nexus.import({ ...wish, dryRun: false });
    expect([count(again.rows, 'same'), count(again.rows, 'cannot_map')]).toEqual([300, 200]);
    expect(tasks.writes).toBe(300);
  });

  it('shows later what changed and what is gone', async () => {
    const rig = await NexusRig.start();
    const workflow = rig.workflow();
    const made = [0, 1, 2].map((index) =>
      rig.server.addScheduledTask(rig.user, workflow, { name: `T${index}` }),
    );
    const nexus = new NexusImport(rig.connections, new MemoryTasks());
    const wish = { connection: 'main', timeZone: 'UTC' };
    await nexus.import({ ...wish, dryRun: false });
    expect((await nexus.drift(wish)).rows).toEqual([]);

    const [first, second] = made;
    Object.assign(first ?? {}, { repeat_interval: 2, execution_count: 9 });
    Object.assign(second ?? {}, { status: 4 });
    const drift = await nexus.drift(wish);
    expect(
      drift.rows.map(({ name, verdict }) => `${name} ${verdict}`).sort((a, b) => a.localeCompare(b)),
    ).toEqual(['T0 changed', 'T1 gone']);
  });

  it('says when the server cannot be read', async () => {
    const rig = await NexusRig.start();
    const nexus = new NexusImport(rig.connections, new MemoryTasks());
    await rig.server.goDown();
    const wish = { connection: null, dryRun: true, timeZone: 'UTC' };
    await expect(nexus.import(wish)).rejects.toMatchObject({ code: 'connection_failed' });
    await expect(nexus.import({ ...wish, connection: 'other' })).rejects.toMatchObject({ code: 'not_found' });
    const fromText = await nexus.import({ ...wish, text: '[{"id":5,"name":"x"}]' });
    expect(fromText.rows).toMatchObject([{ sourceId: '5', verdict: 'cannot_map' }]);
  });
});
