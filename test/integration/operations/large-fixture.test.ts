import { describe, expect, it } from 'vitest';
import { largeFixtureSql } from '../../support/large-fixture';
import { operationsClient } from '../../support/operations-client';
import { testDatabase } from '../../support/test-database';

const db = await testDatabase();
const { client } = operationsClient(db.database);

describe('the large fixture', () => {
  it('is read by every list, in a small edition', async () => {
    await db.sql(largeFixtureSql({ tasks: 200, runs: 4000 }));
    const tasks = await client.tasks.list({ limit: 1000 });
    expect(tasks.total).toBe(200);
    expect(tasks.rows.filter((task) => task.state === 'invalid').map((task) => task.problem)).toEqual([]);
    expect(tasks.counts.paused).toBe(5);
    expect(tasks.rows.every((task) => task.recentRuns.length === 10)).toBe(true);
    expect(tasks.rows.some((task) => task.medianMs !== null)).toBe(true);
    const counts = await client.runs.counts({});
    expect(counts.total).toBe(4002);
    for (const status of [
      'succeeded',
      'failed',
      'timed_out',
      'missed',
      'skipped',
      'cancelled',
      'abandoned',
      'queued',
    ] as const)
      expect(counts.counts[status]).toBeGreaterThan(0);
    // Attention first, then the next run: the order of the list is the order of its keys.
    const first = await client.tasks.list({ limit: 50 });
    const keys = first.rows.map((task) => [task.attention > 0 ? 0 : 1, task.nextRunTime ?? '9'] as const);
    expect(keys).toEqual([...keys].sort((a, b) => a[0] - b[0] || a[1].localeCompare(b[1])));
    const made = await client.tasks.create({
      name: 'after the fixture',
      userId: '1',
      appId: '2',
      workflowId: '1',
      startTime: '2999-01-01T00:00:00',
    });
    expect(made.id).toBe('201');
  });
});
