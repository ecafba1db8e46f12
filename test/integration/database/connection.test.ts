import { describe, expect, it } from 'vitest';
import { testDatabase } from '../../support/test-database';

const db = await testDatabase();

describe('the connection', () => {
  it('leaves wall times unshifted and reads instants, big numbers and json as they are', async () => {
    const { tasks } = db.database.models;
    const made = await tasks.create({
      name: 'wall',
      userId: '1',
      appId: '9007199254740993',
      workflowId: '1',
      startTime: '2026-03-08T02:30:00',
      endTime: '2026-11-01T01:30:00.250',
      nextRunTime: new Date('2026-03-08T07:30:00.000Z'),
      repeatDays: [1, 3],
    });
    const [plain] = await db.sql<{ text: string }>(
      'SELECT start_time::text AS text FROM scheduled_tasks WHERE id = $1',
      [made.id],
    );
    expect(plain?.text).toBe('2026-03-08 02:30:00');
    const read = await tasks.findByPk(made.id, { rejectOnEmpty: true });
    expect(read.startTime).toBe('2026-03-08T02:30:00');
    expect(read.endTime).toBe('2026-11-01T01:30:00.250');
    expect(read.nextRunTime).toEqual(new Date('2026-03-08T07:30:00.000Z'));
    expect(read.appId).toBe('9007199254740993');
    expect(read.repeatDays).toEqual([1, 3]);
    expect(read.status).toBe(1);
  });
});
