import { useQueries, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { TaskFilter, TaskPage, TaskSort } from '../../../src-main/contract/api';
import type { TaskRow } from '../../../src-main/contract/task';
import { useClient } from '../../client/client-context';
import { callKey, useCall } from '../../client/use-call';

/** Rows come in pages of this many; only pages in view are asked for. */
const pageSize = 100;

/** The question behind the list. */
export interface TaskListQuestion extends TaskFilter {
  readonly sort: TaskSort;
  readonly descending: boolean;
}

interface Order {
  readonly question: string;
  readonly ids: ReadonlyMap<number, string>;
}

export interface TaskWindow {
  readonly first: {
    readonly data: TaskPage | undefined;
    readonly error: Error | null;
    readonly isPending: boolean;
  };
  /** Why a part in view could not be had or renewed. */
  readonly error: Error | null;
  readonly total: number;
  /** The row at a position; undefined while it is on its way. */
  readonly rowAt: (index: number) => TaskRow | undefined;
  /** The order has changed behind a reader who points at the list. */
  readonly hasNews: boolean;
  readonly showNews: () => void;
  /** Tells whether the reader's pointer or focus is in the list. */
  readonly hold: (held: boolean) => void;
  /** Asks again for what could not be had. */
  readonly refetch: () => void;
}

const freshIds = (
  pages: readonly { readonly offset: number; readonly rows: readonly TaskRow[] }[],
): Map<number, string> =>
  new Map(
    pages.flatMap((page) => page.rows.map((row, index): [number, string] => [page.offset + index, row.id])),
  );

const noRows: readonly TaskRow[] = [];
interface LaterPages {
  readonly rows: readonly (readonly TaskRow[])[];
  readonly error: Error | null;
}
const laterPages = (pages: readonly UseQueryResult<TaskPage>[]): LaterPages => ({
  rows: pages.map((page) => page.data?.rows ?? noRows),
  error: pages.find((page) => page.error !== null)?.error ?? null,
});

/**
 * The part of the list that is in view. Rows are renewed in place by events; while the pointer or the focus is in the
 * list their order stands still, and a changed order waits until the reader asks for it or leaves.
 * @param from first position in view
 * @param to last position in view
 */
export const useTaskWindow = (question: TaskListQuestion, from: number, to: number): TaskWindow => {
  const client = useClient();
  const queries = useQueryClient();
  const key = JSON.stringify(question);
  const first = useCall('tasks', 'list', { ...question, offset: 0, limit: pageSize }, { keepPrevious: true });
  const total = first.data?.total ?? 0;
  const lastPage = Math.max(0, Math.ceil(total / pageSize) - 1);
  const firstPage = Math.max(1, Math.floor(from / pageSize));
  const pageCount = Math.max(0, Math.min(lastPage, Math.floor(to / pageSize)) - firstPage + 1);
  const later = useQueries({
    queries: Array.from({ length: pageCount }, (_, index) => {
      const input = { ...question, offset: (firstPage + index) * pageSize, limit: pageSize };
      return { queryKey: callKey('tasks', 'list', input), queryFn: () => client.tasks.list(input) };
    }),
    combine: laterPages,
  });
  const firstRows = first.data?.rows ?? noRows;
  const pages = useMemo(
    () => [
      { offset: 0, rows: firstRows },
      ...later.rows.map((rows, index) => ({ offset: (firstPage + index) * pageSize, rows })),
    ],
    [firstPage, firstRows, later.rows],
  );
  const fresh = useMemo(() => freshIds(pages), [pages]);
  const byId = useMemo(
    () => new Map(pages.flatMap((page) => page.rows).map((row) => [row.id, row])),
    [pages],
  );

  const held = useRef(false);
  const [order, setOrder] = useState<Order>({ question: key, ids: fresh });
  const adopt = useCallback(() => {
    setOrder({ question: key, ids: fresh });
  }, [fresh, key]);

  // Until another question is answered its rows are those of the one before, which is no order to hold.
  const answered = !first.isPlaceholderData;
  useEffect(() => {
    if (!answered) return;
    setOrder((present) => {
      if (!held.current || present.question !== key) return { question: key, ids: fresh };
      const merged = new Map(present.ids);
      for (const [index, id] of fresh) if (!merged.has(index)) merged.set(index, id);
      return { question: key, ids: merged };
    });
  }, [answered, fresh, key]);
  const hasNews =
    order.question === key && [...fresh].some(([index, id]) => (order.ids.get(index) ?? id) !== id);

  const shown = order.question === key ? order.ids : fresh;
  const inView = Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => shown.get(from + index));
  const missing = inView.filter((id): id is string => id !== undefined && !byId.has(id));
  const singles = useQueries({
    queries: missing.map((id) => ({
      queryKey: callKey('tasks', 'get', { id }),
      queryFn: () => client.tasks.get({ id }),
    })),
  });
  const single = new Map(singles.flatMap((one) => (one.data === undefined ? [] : [[one.data.id, one.data]])));
  return {
    first,
    error: first.error ?? later.error,
    total,
    rowAt: (index) => {
      const id = shown.get(index);
      return id === undefined ? undefined : (byId.get(id) ?? single.get(id));
    },
    hasNews,
    showNews: adopt,
    hold: (now) => {
      held.current = now;
      if (!now && answered) adopt();
    },
    refetch: () =>
      void queries.refetchQueries({
        queryKey: ['tasks', 'list'],
        type: 'active',
        predicate: ({ state }) => state.status === 'error',
      }),
  };
};
