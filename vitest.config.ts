import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** `electron` resolves to a downloader in plain Node; this keeps an accidental import from reaching for the network. */
const env = { ELECTRON_OVERRIDE_DIST_PATH: '/nonexistent', TZ: 'UTC' };

/** Real processes on a shared machine: one second try there; vitest marks each test that needed it. */
const retry = process.env['CI'] === undefined ? 0 : 1;

export default defineConfig({
  test: {
    // By default one processor is left to the person at the machine; of two that is half.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts', 'test/unit/**/*.test.tsx'],
          testTimeout: 30_000,
          // A process a file would be two thirds of the time; these tests leave nothing behind.
          isolate: false,
          env,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          globalSetup: ['test/support/postgres-server.ts'],
          // For what hangs: a chain of fifteen command lines takes a minute on a busy machine.
          testTimeout: 180_000,
          retry,
          hookTimeout: 120_000,
          env,
        },
      },
      {
        test: {
          name: 'chaos',
          include: ['test/chaos/**/*.test.ts'],
          globalSetup: ['test/support/postgres-server.ts', 'test/support/product-copy.ts'],
          testTimeout: 300_000,
          retry,
          hookTimeout: 120_000,
          fileParallelism: false,
          env,
        },
      },
    ],
  },
});
