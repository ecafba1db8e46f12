import { Problem } from './errors';

/** The database did not do it because somebody else's transaction held the row for longer than it may be waited for. */
export const isHeld = (error: unknown): boolean =>
  error instanceof Problem && error.code === 'database_failed' && error.info.details['code'] === '55P03';
