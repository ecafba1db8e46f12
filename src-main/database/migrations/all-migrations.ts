import { initial } from './0001-initial';
import { checkedTypes } from './0002-checked-types';
import { forceStop } from './0003-force-stop';
import type { Migration } from './migration';

/** Every step of the schema, in order. */
export const allMigrations: readonly Migration[] = [initial, checkedTypes, forceStop];
