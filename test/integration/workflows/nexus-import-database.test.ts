import { describe, expect, it } from 'vitest';
import { PlaceStore } from '../../../src-main/database/stores/place-store';
import { operationStores } from '../../../src-main/database/stores/operation-stores';
import { OutsideTasks } from '../../../src-main/operations/outside-tasks';
import { NexusImport } from '../../../src-main/workflows/nexusai/import/nexus-import';
import { testDatabase } from '../../support/test-database';
import { NexusRig } from './nexus-rig';

const db = await testDatabase();

const importOf = (rig: NexusRig): NexusImport => {
  const places = new PlaceStore(db.database);
  const { tasks } = operationStores(db.database);
  const outside = new OutsideTasks(tasks, () => 'Asia/Shanghai', { actor: 'ada', origin: 'import' });
  return new NexusImport(rig.connections, {
    bySource: (kind) => outside.bySource(kind),
    place: (wanted, dryRun) => places.place(wanted, dryRun),
    create: (imported) => outside.create(imported),
    update: (taskId, task) => outside.update(taskId, task),
  });
};

describe('schedules of NexusAI in this database', () => {
  it('come with their ids where free, with a target that maps them where not, and only once', async () => {
    const rig = await NexusRig.start();
    const [first, second] = [rig.workflow(), rig.workflow()];
    // Something else stands here under the ids of the first.
    await db.sql(`INSERT INTO apps (id, name) VALUES ($1, 'Ours')`, [first.appId]);
    await db.sql(`INSERT INTO workflows (id, app_id, name) VALUES ($1, $2, 'Ours')`, [
      first.workflowId,
      first.appId,
    ]);
    await db.sql(`INSERT INTO workflow_targets (workflow_id, connector) VALUES ($1, 'sample')`, [
      first.workflowId,
    ]);
    const made = [
      rig.server.addScheduledTask(rig.user, first, { name: 'taken' }),
      rig.server.addScheduledTask(rig.user, second, { name: 'free', status: 3 }),
      rig.server.addScheduledTask(rig.user, second, {
        name: 'over',
        task_type: 'one_time',
        repeat_type: 'none',
        start_time: '2020-01-01T00:00:00',
      }),
    ];
    const nexus = importOf(rig);
    const wish = { connection: null, timeZone: 'Asia/Shanghai' };

    const shown = await nexus.import({ ...wish, dryRun: true });
    expect(shown.rows.map(({ verdict }) => verdict)).toEqual(['new', 'new', 'new']);
    expect(await db.sql('SELECT 1 FROM scheduled_tasks')).toEqual([]);
    expect(await db.sql('SELECT 1 FROM workflows')).toHaveLength(1);

    await nexus.import({ ...wish, dryRun: false });
    const rows = await db.sql<{
      name: string;
      status: number;
      workflow_id: string;
      config: object;
      time_zone: string;
      ahead: boolean;
    }>(
      `SELECT t.name, t.status, t.workflow_id::text, g.config, p.time_zone, t.next_run_time > now() AS ahead
       FROM scheduled_tasks t JOIN task_policies p ON p.task_id = t.id
       JOIN workflow_targets g ON g.workflow_id = t.workflow_id JOIN apps a ON a.id = t.app_id JOIN users u ON u.id = t.user_id
       ORDER BY t.name`,
    );
    const target = (workflow: typeof first) => ({
      connection: 'main',
      app_id: workflow.appId,
      workflow_id: workflow.workflowId,
    });
    expect(rows).toMatchObject([
      {
        name: 'free',
        status: 3,
        workflow_id: String(second.workflowId),
        config: target(second),
        time_zone: 'Asia/Shanghai',
        ahead: true,
      },
      { name: 'over', status: 2, workflow_id: String(second.workflowId), ahead: null },
      { name: 'taken', status: 1, config: target(first), ahead: true },
    ]);
    expect(rows[2]?.workflow_id).not.toBe(String(first.workflowId));

    const before = await db.sql('SELECT xmin::text, * FROM scheduled_tasks ORDER BY id');
    const again = await nexus.import({ ...wish, dryRun: false });
    expect(again.rows.map(({ verdict }) => verdict)).toEqual(['same', 'same', 'same']);
    expect(await db.sql('SELECT xmin::text, * FROM scheduled_tasks ORDER BY id')).toEqual(before);

    await db.sql(`UPDATE task_policies SET tags = '["mine"]', timeout_ms = 5000`);
    Object.assign(made[0] ?? {}, { repeat_interval: 2, status: 2 });
    expect((await nexus.drift(wish)).rows.map(({ name, verdict }) => [name, verdict])).toEqual([
      ['taken', 'changed'],
    ]);
    await nexus.import({ ...wish, dryRun: false });
    expect(
      await db.sql(
        `SELECT t.status, t.repeat_interval, p.tags, p.timeout_ms FROM scheduled_tasks t JOIN task_policies p ON p.task_id = t.id WHERE t.name = 'taken'`,
      ),
    ).toMatchObject([{ status: 2, repeat_interval: 2, tags: ['mine'], timeout_ms: '5000' }]);
    expect((await nexus.drift(wish)).rows).toEqual([]);
  });
});
