import type { User } from './world';

/** A request that carried a good token, as handlers see it. */
export interface ApiRequest {
  readonly user: User;
  /** Parsed JSON, or undefined. */
  readonly body: unknown;
  readonly query: Readonly<Record<string, string>>;
  /** What the groups of the route's pattern caught. */
  readonly params: readonly string[];
}

/** One call of the API. Its answer becomes `data` of the envelope. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly pattern: RegExp;
  readonly handle: (request: ApiRequest) => unknown;
}

/** Cuts a page out of a list and counts, as all lists of the API do. */
export function pageOf(all: readonly unknown[], page: number, pageSize: number): Record<string, unknown> {
  return {
    list: all.slice((page - 1) * pageSize, page * pageSize),
    total_count: all.length,
    total_pages: Math.ceil(all.length / pageSize),
    page,
    page_size: pageSize,
  };
}
