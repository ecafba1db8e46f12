import type { ClientBase } from 'pg';
import type { Sequelize } from 'sequelize';
import { Problem } from '../contract/errors';
import { databaseTexts } from './database-texts';
import type { Database } from './connection';
import { databaseProblem } from './database-problem';
import type { DatabaseTarget } from './database-url';
import type { Models } from './models/models';

/**
 * A database that may not be there yet: the embedded server is still starting, or it came back on another port. Whoever
 * holds it asks as always and is told in words while nothing is behind it.
 */
export class LateDatabase implements Database {
  #current: Database | null = null;

  /** Puts a pool behind it; the one before is closed once its statements have ended. */
  async use(database: Database): Promise<void> {
    const before = this.#current;
    this.#current = database;
    await before?.close();
  }

  get open(): boolean {
    return this.#current !== null;
  }

  get sequelize(): Sequelize {
    return this.#opened().sequelize;
  }

  get models(): Models {
    return this.#opened().models;
  }

  get target(): DatabaseTarget {
    return this.#opened().target;
  }

  async withClient<T>(work: (client: ClientBase) => Promise<T>): Promise<T> {
    return this.#opened().withClient(work);
  }

  async ping(): Promise<void> {
    await this.#opened().ping();
  }

  problem(error: unknown): Problem {
    return this.#current?.problem(error) ?? databaseProblem(error, 'PostgreSQL');
  }

  async close(): Promise<void> {
    await this.#current?.close();
  }

  #opened(): Database {
    if (this.#current !== null) return this.#current;
    throw new Problem('database_unreachable', databaseTexts.notStarted, {
      remedy: databaseTexts.seeDiagnostics,
    });
  }
}
