import { defaultStringifySearch } from '@tanstack/react-router';
import type { RunsSearch } from './search';

/** Addresses for `RowLink`, as the routes would build them. */
export const taskPath = (taskId: string): string => `/tasks/${encodeURIComponent(taskId)}`;

export const runPath = (runId: string): string => `/runs/${encodeURIComponent(runId)}`;

export const runsPath = (search: RunsSearch): string => `/runs${defaultStringifySearch(search)}`;
