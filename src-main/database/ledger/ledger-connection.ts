import type { ClientBase } from 'pg';
import type { Database } from '../connection';
import { one, type Answer, type Statement } from './pipelined';

/** The quiet pool's connections, with the database's refusals as problems in words. */
export class LedgerConnection {
  constructor(private readonly database: Pick<Database, 'withClient' | 'problem'>) {}

  /** @throws Problem */
  async run<T>(work: (client: ClientBase) => Promise<T>): Promise<T> {
    try {
      return await this.database.withClient(work);
    } catch (error) {
      throw this.database.problem(error);
    }
  }

  /** @throws Problem */
  query(statement: Statement): Promise<Answer> {
    return this.run((client) => one(client, statement));
  }
}
