import { z } from 'zod';
import type { Database } from '../connection';

/** A statement runner inside one connection; binds are `$1`, `$2`, …. */
export interface Sql {
  /** Runs a statement and reads its rows with the schema. */
  rows<T>(schema: z.ZodType<T>, text: string, bind?: readonly unknown[]): Promise<T[]>;
  /** Runs a statement; answers how many rows it touched. */
  run(text: string, bind?: readonly unknown[]): Promise<number>;
}

/** Deadlock and serialisation failure: the transaction was rolled back whole and may simply be tried again. */
const retryable = new Set(['40P01', '40001']);

const sqlState = z.object({ code: z.string() });

/** The ordinary stores' way to the database: single statements and short transactions, errors in words. */
export class SqlSession {
  constructor(private readonly database: Database) {}

  rows<T>(schema: z.ZodType<T>, text: string, bind: readonly unknown[] = []): Promise<T[]> {
    return this.work((sql) => sql.rows(schema, text, bind));
  }

  run(text: string, bind: readonly unknown[] = []): Promise<number> {
    return this.work((sql) => sql.run(text, bind));
  }

  /** All or nothing; a deadlock is tried again, at most twice, so `work` must have no effect outside the database. */
  async transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.attempt(work);
      } catch (error) {
        const state = sqlState.safeParse(error);
        if (!state.success || !retryable.has(state.data.code) || attempt === 3)
          throw this.database.problem(error);
      }
    }
  }

  private attempt<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.database.withClient(async (client) => {
      await client.query('BEGIN');
      const answer = await work(sqlOn(client));
      await client.query('COMMIT');
      return answer;
    });
  }

  private async work<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    try {
      return await this.database.withClient((client) => work(sqlOn(client)));
    } catch (error) {
      throw this.database.problem(error);
    }
  }
}

interface Client {
  query(
    text: string,
    bind: unknown[],
  ): Promise<{ readonly rows: readonly unknown[]; readonly rowCount: number | null }>;
}

function sqlOn(client: Client): Sql {
  return {
    async rows<T>(schema: z.ZodType<T>, text: string, bind: readonly unknown[] = []): Promise<T[]> {
      const { rows } = await client.query(text, [...bind]);
      return z.array(schema).parse(rows);
    },
    async run(text, bind = []) {
      return (await client.query(text, [...bind])).rowCount ?? 0;
    },
  };
}
