// NexusAI's own way with due tasks: five statements on each, one after another, then a second's sleep.
import { Client } from 'pg';
import { caseOptions, pause, reportRate, startMeter, urlOf } from '../report-case.mjs';

const options = caseOptions({ jobs: 5 });
const client = new Client({ connectionString: urlOf('bench_one_by_one') });
await client.connect();
await client.query(`DROP TABLE IF EXISTS tasks, team;
  CREATE TABLE team (id bigint PRIMARY KEY, team_id bigint);
  INSERT INTO team SELECT g, 1 FROM generate_series(1, 100) g;
  CREATE TABLE tasks (id bigint PRIMARY KEY, user_id bigint, status int, next_run_time timestamptz, last_run_time timestamptz,
    last_run_status int, execution_count int DEFAULT 0, input jsonb DEFAULT '{}');
  INSERT INTO tasks (id, user_id, status, next_run_time) SELECT g, g, 1, now() FROM generate_series(1, 100) g`);
const stop = startMeter();
const due = await client.query(
  'SELECT * FROM tasks WHERE status = 1 AND next_run_time <= now() ORDER BY id LIMIT $1',
  [options.jobs],
);
for (const task of due.rows) {
  await client.query('SELECT * FROM tasks WHERE id = $1', [task.id]);
  await client.query('SELECT team_id FROM team WHERE id = $1', [task.user_id]);
  await client.query(
    'UPDATE tasks SET last_run_time = now(), execution_count = execution_count + 1 WHERE id = $1',
    [task.id],
  );
  await client.query('UPDATE tasks SET last_run_status = 1 WHERE id = $1', [task.id]);
  await client.query("UPDATE tasks SET next_run_time = now() + interval '1 day' WHERE id = $1", [task.id]);
  await pause(1000);
}
reportRate(options.jobs, stop());
await client.end();
