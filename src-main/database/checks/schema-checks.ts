import type { ClientBase } from 'pg';
import { z } from 'zod';
import type { Check } from '../../contract/status';
import { backupTables } from '../backup/backup-format';
import type { DatabaseTarget } from '../database-url';
import { schemaState } from '../migrator';

const privileges = z.object({
  schema: z.string().nullable(),
  create: z.boolean(),
  lacking: z.array(z.string()),
});

/** May the user make tables, and use those there are? */
export async function privilegesCheck(client: ClientBase, target: DatabaseTarget): Promise<Check> {
  const answer = await client.query(
    `SELECT current_schema() AS schema,
            coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) AS create,
            coalesce((SELECT array_agg(name ORDER BY name) FROM unnest($1::text[]) AS name
              WHERE to_regclass(name) IS NOT NULL AND NOT (
                has_table_privilege(to_regclass(name), 'SELECT') AND has_table_privilege(to_regclass(name), 'INSERT')
                AND has_table_privilege(to_regclass(name), 'UPDATE') AND has_table_privilege(to_regclass(name), 'DELETE')
              )), '{}') AS lacking`,
    [[...backupTables, 'schema_migrations']],
  );
  const { schema, create, lacking } = privileges.parse(answer.rows[0]);
  if (lacking.length > 0) {
    return {
      name: 'Privileges',
      result: 'fail',
      text: `The user ${target.user} may not read and write ${lacking.join(', ')}.`,
      remedy: `As their owner: GRANT SELECT, INSERT, UPDATE, DELETE ON ${lacking.join(', ')} TO ${target.user};`,
    };
  }
  if (create)
    return { name: 'Privileges', result: 'pass', text: `May use schema ${schema ?? ''}.`, remedy: null };
  const { state } = await schemaState(client);
  return {
    name: 'Privileges',
    result: state === 'current' ? 'warn' : 'fail',
    text: `The user ${target.user} may not create tables in schema ${schema ?? 'public'}.`,
    remedy: `As the owner: GRANT CREATE, USAGE ON SCHEMA ${schema ?? 'public'} TO ${target.user};`,
  };
}

/** Is the schema this program's? */
export async function schemaCheck(client: ClientBase): Promise<Check> {
  const schema = await schemaState(client);
  if (schema.state === 'newer') {
    return {
      name: 'Schema',
      result: 'fail',
      text: `Made by a newer Nexus Scheduler (${schema.unknown.join(', ')}).`,
      remedy: 'Update this program on this machine.',
    };
  }
  if (schema.state === 'current') {
    return {
      name: 'Schema',
      result: 'pass',
      text: `Up to date (${schema.applied.length} steps).`,
      remedy: null,
    };
  }
  return {
    name: 'Schema',
    result: 'warn',
    text: schema.state === 'none' ? 'Not set up yet.' : `To be brought up: ${schema.pending.join(', ')}.`,
    remedy: 'It is set up at the next start; "migrate" does it now.',
  };
}
