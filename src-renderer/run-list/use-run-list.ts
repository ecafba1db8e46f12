import { useInfiniteQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { RunFilter, RunPage } from '../../src-main/contract/api';
import type { Run } from '../../src-main/contract/run';
import { useActs, useClient } from '../client/client-context';
import { useEvent } from '../client/use-event';

const pageSize = 100;
const coalesceMs = 1_000;
/** Rows further down than the first page are asked for one by one; beyond so many they wait for the next look. */
const singlesLimit = 20;

export interface RunList {
  readonly rows: readonly Run[];
  readonly error: Error | null;
  readonly isPending: boolean;
  readonly hasMore: boolean;
  readonly loadingMore: boolean;
  readonly moreFailed: boolean;
  readonly more: () => void;
  /** New runs that wait for the reader. */
  readonly news: number;
  /** At least so many: the first page is all new. */
  readonly newsOpen: boolean;
  readonly showNews: () => void;
  readonly updatedAt: Date | null;
  /** Tells whether the reader's pointer or focus is in the list, or the list is scrolled away from its top. */
  readonly hold: (held: boolean) => void;
  readonly refetch: () => void;
}

/** Pages with the changed rows in place; nothing moves. */
const patched = (
  data: InfiniteData<RunPage, string | null>,
  fresh: ReadonlyMap<string, Run>,
): InfiniteData<RunPage, string | null> => ({
  ...data,
  pages: data.pages.map((page) => ({ ...page, rows: page.rows.map((row) => fresh.get(row.id) ?? row) })),
});

/**
 * The ledger, newest first, page by page. Events renew the rows that are shown in place; new runs wait behind a count
 * while the reader points at the list, and come in by themselves otherwise.
 * @param live whether events are followed at all
 */
export const useRunList = (filter: RunFilter, live: boolean): RunList => {
  const client = useClient();
  const acts = useActs();
  const queries = useQueryClient();
  const key = useMemo(() => ['run-list', filter], [filter]);
  const question = JSON.stringify(filter);
  const [waiting, setWaiting] = useState<{ readonly question: string; readonly rows: readonly Run[] }>({
    question,
    rows: [],
  });
  const [updated, setUpdated] = useState<Date | null>(null);
  const held = useRef(false);
  const query = useInfiniteQuery<
    RunPage,
    Error,
    InfiniteData<RunPage, string | null>,
    readonly unknown[],
    string | null
  >({
    queryKey: key,
    queryFn: ({ pageParam }) => client.runs.list({ ...filter, cursor: pageParam, limit: pageSize }),
    initialPageParam: null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: Infinity,
    gcTime: 60_000,
  });
  const { data, fetchNextPage } = query;
  const rows = useMemo(() => data?.pages.flatMap((page) => page.rows) ?? [], [data]);

  const put = useCallback(
    (added: readonly Run[]) => {
      queries.setQueryData<InfiniteData<RunPage, string | null>>(key, (present) => {
        const [first, ...rest] = present?.pages ?? [];
        if (present === undefined || first === undefined) return present;
        return { ...present, pages: [{ ...first, rows: [...added, ...first.rows] }, ...rest] };
      });
    },
    [key, queries],
  );

  const look = useEffectEvent(async (changed: ReadonlySet<string> | null): Promise<void> => {
    if (rows.length === 0 || data === undefined) {
      await query.refetch();
      setUpdated(new Date());
      return;
    }
    const page = await client.runs.list({ ...filter, cursor: null, limit: pageSize });
    const fresh = new Map(page.rows.map((row) => [row.id, row]));
    const shown = new Set(rows.map((row) => row.id));
    // A row that no longer meets the filter is not on the page, and yet is shown: it is asked for by its id.
    const below = rows
      .filter((row) => !fresh.has(row.id) && (changed === null ? row.state !== 'ended' : changed.has(row.id)))
      .slice(0, singlesLimit);
    const singles = await Promise.allSettled(below.map(({ id }) => client.runs.get({ id })));
    for (const single of singles) if (single.status === 'fulfilled') fresh.set(single.value.id, single.value);
    queries.setQueryData<InfiniteData<RunPage, string | null>>(key, (present) =>
      present === undefined ? present : patched(present, fresh),
    );
    const added = page.rows.filter((row) => !shown.has(row.id));
    setUpdated(new Date());
    if (added.length === 0) setWaiting({ question, rows: [] });
    else if (held.current || added.length >= pageSize) setWaiting({ question, rows: added });
    else {
      put(added);
      setWaiting({ question, rows: [] });
    }
  });

  const pendingIds = useRef<Set<string> | null>(new Set());
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const lastLook = useRef(0);
  const flush = useEffectEvent(() => {
    timer.current = null;
    lastLook.current = Date.now();
    const ids = pendingIds.current;
    pendingIds.current = new Set();
    // What fails here shows on the next event; the banner tells of a lost database.
    look(ids).catch(() => undefined);
  });
  const schedule = useEffectEvent(() => {
    if (timer.current !== null || document.hidden) return;
    timer.current = setTimeout(() => flush(), Math.max(0, lastLook.current + coalesceMs - Date.now()));
  });
  useEvent('runs.changed', ({ ids }) => {
    if (!live) return;
    if (ids === null) pendingIds.current = null;
    else for (const id of ids) pendingIds.current?.add(id);
    schedule();
  });
  const lookNow = useEffectEvent(() => {
    if (!live) return;
    if (timer.current !== null) clearTimeout(timer.current);
    flush();
  });
  // What the reader did here is shown at once, not with the events that are gathered for a second.
  useEffect(() => acts.onRuns(() => lookNow()), [acts]);
  // A new question, or following again, begins with a look at what has come meanwhile.
  useEffect(() => {
    if (live && question !== '') schedule();
    return () => {
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = null;
    };
  }, [live, question]);

  const news = waiting.question === question ? waiting.rows : [];
  return {
    rows,
    error: query.error,
    isPending: query.isPending,
    hasMore: query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    moreFailed: query.isFetchNextPageError,
    more: useCallback(() => void fetchNextPage(), [fetchNextPage]),
    news: news.length,
    newsOpen: news.length >= pageSize,
    showNews: () => {
      if (news.length >= pageSize) void queries.resetQueries({ queryKey: key });
      else put(news);
      setWaiting({ question, rows: [] });
    },
    updatedAt: updated ?? (query.dataUpdatedAt === 0 ? null : new Date(query.dataUpdatedAt)),
    hold: useCallback((now: boolean) => {
      held.current = now;
    }, []),
    refetch: () => void query.refetch(),
  };
};
