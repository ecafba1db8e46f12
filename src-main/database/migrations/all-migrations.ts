import { initial } from './0001-initial';
import { forceStop } from './0002-force-stop';
import type { Migration } from './migration';

/** Every step of the schema, in order. */
export const allMigrations: readonly Migration[] = [initial, forceStop];
