import type { ClientBase } from 'pg';
import { z } from 'zod';
import type { SpokenCheck } from '../../contract/spoken-check';
import { backupTables } from '../backup/backup-format';
import type { DatabaseTarget } from '../database-url';
import { schemaState } from '../migrator';
import { checkTexts } from './check-texts';

const privileges = z.object({
  schema: z.string().nullable(),
  create: z.boolean(),
  lacking: z.array(z.string()),
});

/** May the user make tables, and use those there are? */
export async function privilegesCheck(client: ClientBase, target: DatabaseTarget): Promise<SpokenCheck> {
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
      name: checkTexts.privileges,
      result: 'fail',
      text: checkTexts.mayNotUse(target.user, lacking.join(', ')),
      remedy: checkTexts.grantTables(lacking.join(', '), target.user),
    };
  }
  if (create)
    return {
      name: checkTexts.privileges,
      result: 'pass',
      text: checkTexts.mayUse(schema ?? ''),
      remedy: null,
    };
  const { state } = await schemaState(client);
  return {
    name: checkTexts.privileges,
    result: state === 'current' ? 'warn' : 'fail',
    text: checkTexts.mayNotCreate(target.user, schema ?? 'public'),
    remedy: checkTexts.grantCreate(schema ?? 'public', target.user),
  };
}

/** Is the schema this program's? */
export async function schemaCheck(client: ClientBase): Promise<SpokenCheck> {
  const schema = await schemaState(client);
  if (schema.state === 'newer') {
    return {
      name: checkTexts.schema,
      result: 'fail',
      text: checkTexts.schemaNewer(schema.unknown.join(', ')),
      remedy: checkTexts.update,
    };
  }
  if (schema.state === 'current') {
    return {
      name: checkTexts.schema,
      result: 'pass',
      text: checkTexts.schemaCurrent(schema.applied.length),
      remedy: null,
    };
  }
  return {
    name: checkTexts.schema,
    result: 'warn',
    text:
      schema.state === 'none' ? checkTexts.schemaNone : checkTexts.schemaPending(schema.pending.join(', ')),
    remedy: checkTexts.atNextStart,
  };
}
