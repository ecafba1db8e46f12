/**
 * Tasks for the editor's tests: one for every way to repeat and to end, and workflows with and without a definition of
 * their inputs. All of them run far ahead, so nothing falls due while a test looks.
 */
export const repeatTypes = ['none', 'minute', 'hour', 'day', 'week', 'month', 'year'] as const;
export const endKinds = ['never', 'date', 'runs', 'both'] as const;

const definition = {
  name: 'input',
  type: 'object',
  properties: {
    topic: {
      name: 'topic',
      type: 'string',
      display_name: 'Topic',
      required: true,
      max_length: 40,
      sort_order: 0,
      value: '',
    },
    pages: { name: 'pages', type: 'number', display_name: 'Pages', required: false, sort_order: 1, value: 3 },
    cover: {
      name: 'cover',
      type: 'file',
      display_name: 'Cover',
      required: false,
      sort_order: 2,
      value: null,
    },
    filter: {
      name: 'filter',
      type: 'json',
      display_name: 'Filter',
      required: false,
      sort_order: 3,
      value: '',
    },
    cities: { name: 'cities', type: 'array[string]', display_name: 'Cities', sort_order: 4, values: [] },
    customer: {
      name: 'customer',
      type: 'object',
      display_name: 'Customer',
      sort_order: 5,
      properties: { code: { name: 'code', type: 'string', display_name: 'Code', required: true, value: '' } },
    },
  },
};

const quote = (value: unknown): string => `'${JSON.stringify(value).replaceAll("'", "''")}'`;

const input = {
  properties: {
    topic: { value: 'Quarter' },
    pages: { value: 5 },
    cities: { value: ['Basel', '上海'] },
    customer: { value: { code: 'A-1' } },
    extra: { value: 'kept' },
  },
};

/** Task `1 + type * 4 + end`: its id follows from its place in the two lists. */
const grid = repeatTypes
  .flatMap((repeat, type) =>
    endKinds.map((end, kind) => {
      const id = 1 + type * endKinds.length + kind;
      const endTime = end === 'date' || end === 'both' ? `'2031-12-31 18:30:15'` : 'NULL';
      const most = end === 'runs' || end === 'both' ? 24 : 0;
      const days = repeat === 'week' ? `'[3,7]'` : 'NULL';
      const day = repeat === 'month' ? '31' : 'NULL';
      const month = repeat === 'year' ? '2' : 'NULL';
      const dayOfYear = repeat === 'year' ? '29' : 'NULL';
      const once = repeat === 'none' ? 'one_time' : 'recurring';
      return `(${id}, '${repeat} ${end}', ${kind === 0 ? 'NULL' : kind === 1 ? `''` : `'Made for a test'`}, '${once}', 1, 1, 1, ${kind === 3 ? 1 : 2},
        ${kind === 3 ? quote(input) : kind === 2 ? `'{"plain": [1, {"a": null}], "b": "x"}'` : `'{}'`}, ${kind === 2 ? `'{"node-1": [1, 2], "node-2": [9]}'` : 'NULL'},
        '2030-01-31 02:30:${kind === 1 ? '45' : '00'}', ${endTime}, '2030-01-31 02:30:00+00', '${repeat}', 2, ${days}, ${day}, ${month}, ${dayOfYear}, ${kind === 2 ? 12 : 0}, ${most})`;
    }),
  )
  .join(',\n');

export const editorSql = `
INSERT INTO users (id, team_id, nickname, email) VALUES (1, 1, 'Mira', 'mira@example.org'), (2, 1, '小林', 'lin@example.org');
INSERT INTO apps (id, name, publish_status) VALUES (1, 'Shop', 1), (2, '财务', 1);
INSERT INTO workflows (id, app_id, name, publish_status, status) VALUES
  (1, 1, 'Market report', 1, 1), (2, 1, 'shop-prices', 1, 1), (3, 2, '供应商对账流程', 1, 1), (4, 2, 'ledger-export', 1, 2);
INSERT INTO workflow_targets (workflow_id, connector, config, input_definition) VALUES
  (1, 'nexusai', '{}', ${quote(definition)}), (2, 'command', '{"command": "report"}', NULL), (3, 'http', '{}', NULL);
INSERT INTO scheduled_tasks (id, name, description, task_type, status, user_id, app_id, workflow_id, input, node_confirm_users,
  start_time, end_time, next_run_time, repeat_type, repeat_interval, repeat_days, repeat_day_of_month, repeat_month,
  repeat_day_of_year, execution_count, max_executions) VALUES
${grid};
INSERT INTO task_policies (task_id, time_zone, basis, missed, overlap, retry_attempts, retry_delay_ms, retry_on, timeout_ms, notify, tags)
  SELECT n, CASE n % 3 WHEN 0 THEN 'America/New_York' WHEN 1 THEN 'UTC' ELSE 'Asia/Shanghai' END, CASE WHEN n IN (5, 9, 13) THEN 'from_run' ELSE 'fixed' END,
    CASE n % 4 WHEN 1 THEN 'all' END, CASE n % 4 WHEN 2 THEN 'queue_one' END, CASE n % 4 WHEN 3 THEN 5 WHEN 1 THEN 0 END,
    CASE n % 4 WHEN 3 THEN 90500 END, CASE n % 4 WHEN 3 THEN '["failed"]'::jsonb END, CASE n % 5 WHEN 1 THEN 5400000 END,
    CASE n % 3 WHEN 1 THEN 'always' ELSE 'app' END, CASE n % 2 WHEN 1 THEN '["shop"]'::jsonb ELSE '[]'::jsonb END
  FROM generate_series(1, ${repeatTypes.length * endKinds.length}) n;
UPDATE scheduled_tasks t SET next_run_time = t.start_time AT TIME ZONE p.time_zone FROM task_policies p WHERE p.task_id = t.id;
SELECT setval(pg_get_serial_sequence('users', 'id'), 2), setval(pg_get_serial_sequence('apps', 'id'), 2),
  setval(pg_get_serial_sequence('workflows', 'id'), 4), setval(pg_get_serial_sequence('scheduled_tasks', 'id'), ${repeatTypes.length * endKinds.length});
`;
