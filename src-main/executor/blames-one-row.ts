import { Problem } from '../contract/errors';

/**
 * SQLSTATE classes that blame a value or a row, and the code of a row that somebody holds; for all others no piece of a
 * batch fares better than the whole.
 */
const ofOneRow = /^(22|23|44|54|55P03|P0|XX)/;

/** The database refused something for what is in it; with less in one statement the rest fares better. */
export const blamesOneRow = (error: unknown): error is Problem =>
  error instanceof Problem &&
  error.code === 'database_failed' &&
  ofOneRow.test(error.info.details['code'] ?? '22');
