import { loadTimeZone, toLocalTime } from '../recurrence/time-zone';
import type { Database } from './connection';

/** Soon enough that a first start shows a run, late enough that the screen is up. */
const firstRunMs = 15_000;

/**
 * Writes one task that works everywhere into a database that was just made, so that a first start shows a real run. It
 * is marked as a sample, and nothing ever writes it again once it is deleted.
 * @param timeZone IANA name the sample is planned in
 */
export async function writeSampleTask(database: Database, timeZone: string, now: Date): Promise<void> {
  const firstAt = new Date(Math.ceil((now.getTime() + firstRunMs) / 1000) * 1000);
  const start = toLocalTime(loadTimeZone(timeZone), firstAt.getTime()).slice(0, 19);
  await database.withClient(async (client) => {
    await client.query('BEGIN');
    await client.query(`INSERT INTO users (id, team_id, nickname) VALUES (1, 1, 'operator')`);
    await client.query(`INSERT INTO apps (id, team_id, user_id, name) VALUES (1, 1, 1, 'Samples')`);
    await client.query(
      `INSERT INTO workflows (id, team_id, user_id, app_id, name, publish_status) VALUES (1, 1, 1, 1, 'Sample workflow', 1)`,
    );
    await client.query(`INSERT INTO workflow_targets (workflow_id, connector) VALUES (1, 'sample')`);
    for (const table of ['users', 'apps', 'workflows'])
      await client.query(`SELECT setval(pg_get_serial_sequence('${table}', 'id'), 1)`);
    const written = await client.query<{ id: string }>(
      `INSERT INTO scheduled_tasks (name, description, task_type, user_id, app_id, workflow_id, input, start_time,
         next_run_time, repeat_type, repeat_interval)
       VALUES ($1, $2, 'recurring', 1, 1, 1, $3, $4, $5, 'minute', 15) RETURNING id`,
      [
        'Sample: hello',
        'Came with the program to show how a run looks. Delete it whenever you like.',
        JSON.stringify({ greeting: 'Hello from Nexus Scheduler' }),
        start,
        firstAt,
      ],
    );
    await client.query(`INSERT INTO task_policies (task_id, time_zone, tags) VALUES ($1, $2, '["sample"]')`, [
      written.rows[0]?.id,
      timeZone,
    ]);
    await client.query('COMMIT');
  });
}
