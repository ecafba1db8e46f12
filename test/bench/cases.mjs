// The cases: a program each, run alone in a process of its own. `once`: measured in the first round only, because the case
// repeats by itself or has a yes or no for an answer. `needs` names what may be missing on a machine.

/** @type {Record<string, {program: string, options?: object, once?: boolean, large?: object, needs?: 'node22' | 'pgbench' | 'linux' | 'electron'}>} */
export const cases = {
  // Four connections, as the product's own pool for its hot statements has.
  drain: { program: 'product/drain', options: { jobs: 10_000, slots: 1024, connections: 4 } },
  // pg-boss 12 does not run on Node 20; a comparison with it is one of programs only where both have the same engine.
  'drain, Node 22': {
    program: 'product/drain',
    options: { jobs: 10_000, slots: 1024, connections: 4 },
    needs: 'node22',
  },
  graphile: { program: 'peers/graphile', options: { jobs: 10_000, concurrency: 10 } },
  'graphile tuned': { program: 'peers/graphile', options: { jobs: 10_000, concurrency: 10, tuned: true } },
  'pg-boss': { program: 'peers/pg-boss', options: { package: 'pg-boss-12' }, needs: 'node22' },
  agenda: { program: 'peers/agenda', options: { jobs: 2_000 } },
  'one by one': { program: 'peers/one-by-one', options: { jobs: 4 } },
  batches: { program: 'product/ledger-loop', options: { jobs: 20_000, loops: 4, batch: 200 } },
  'plain batches': {
    program: 'product/ledger-loop',
    options: { jobs: 20_000, loops: 4, batch: 200, plain: true },
  },
  'pgbench batches': {
    program: 'product/pgbench',
    options: { jobs: 20_000, batch: 200, clients: 4 },
    needs: 'pgbench',
  },
  singles: { program: 'product/ledger-loop', options: { jobs: 10_000, loops: 10, batch: 1 } },
  'pgbench singles': {
    program: 'product/pgbench',
    options: { jobs: 10_000, batch: 1, clients: 10 },
    needs: 'pgbench',
  },
  busy: { program: 'product/drain', options: { jobs: 5_000, slots: 100, work: 20, connections: 4 } },
  'graphile busy': {
    program: 'peers/graphile',
    options: { jobs: 5_000, concurrency: 100, work: 20, tuned: true },
  },
  delays: { program: 'product/delays', options: { jobs: 500, seconds: 10 } },
  'graphile delays': { program: 'peers/graphile', options: { mode: 'delays', jobs: 500, seconds: 10 } },
  idle: { program: 'product/idle-daemon', needs: 'linux', once: true },
  'idle poll': { program: 'peers/idle-poll', needs: 'linux', once: true },
  'due query': {
    program: 'product/due-query',
    options: { sizes: [1_000, 200_000] },
    large: { sizes: [1_000, 5_000_000] },
    once: true,
  },
  vacuum: { program: 'product/vacuum', once: true },
  'open transaction': { program: 'product/open-transaction', once: true },
  'next run': { program: 'product/next-run' },
  libraries: { program: 'product/libraries', once: true },
  window: { program: 'product/window', once: true },
  'desktop window': { program: 'product/desktop-window', needs: 'electron', once: true },
  crash: { program: 'product/crash', options: { jobs: 10_000 }, once: true },
};
