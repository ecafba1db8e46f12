import type { QueryClient } from '@tanstack/react-query';
import { callKey } from './use-call';
import { listen } from './use-event';
import type { Transport } from './transport';

/** Answers that may be another after an event, by the first parts of their keys. */
const staleAfter = {
  'tasks.changed': [['tasks'], ['overview'], ['workflows', 'list']],
  'runs.changed': [['runs'], ['overview'], ['tasks']],
} as const;

/** Lists are asked again at most so often, however many events come. */
const coalesceMs = 1_000;

/**
 * Keeps the cached answers true: state that comes whole with an event is put in place, lists are asked again, at most
 * once a second and not at all while the window is hidden.
 * @returns a function that ends it
 */
export const startCacheRefresher = (queries: QueryClient, transport: Transport): (() => void) => {
  const stale = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let flushedAt = 0;

  const flush = (): void => {
    timer = null;
    if (document.hidden) return;
    flushedAt = Date.now();
    const keys = [...stale];
    stale.clear();
    for (const key of keys) void queries.invalidateQueries({ queryKey: key.split('/') });
  };
  const schedule = (): void => {
    if (timer !== null || document.hidden || stale.size === 0) return;
    timer = setTimeout(flush, Math.max(0, flushedAt + coalesceMs - Date.now()));
  };
  const mark = (event: keyof typeof staleAfter): void => {
    for (const key of staleAfter[event]) stale.add(key.join('/'));
    schedule();
  };
  let wasLost = false;
  const linkChanged = (): void => {
    const { kind } = transport.link();
    if (kind === 'open' && wasLost) void queries.invalidateQueries();
    wasLost = kind === 'lost' || (wasLost && kind !== 'open');
  };

  const ends = [
    listen(transport, 'status.changed', (status) =>
      queries.setQueryData(callKey('executor', 'status', {}), status),
    ),
    listen(transport, 'settings.changed', (settings) =>
      queries.setQueryData(callKey('settings', 'get', {}), settings),
    ),
    listen(transport, 'tasks.changed', () => mark('tasks.changed')),
    listen(transport, 'runs.changed', () => mark('runs.changed')),
    transport.onLink(linkChanged),
  ];
  document.addEventListener('visibilitychange', schedule);
  return () => {
    for (const end of ends) end();
    document.removeEventListener('visibilitychange', schedule);
    if (timer !== null) clearTimeout(timer);
  };
};
