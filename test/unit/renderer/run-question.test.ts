import { describe, expect, it } from 'vitest';
import { rangeOf, runQuestion } from '../../../src-renderer/pages/runs/run-question';

const hour = 3_600_000;
/** Two hours after the clock went forward in New York. */
const now = new Date('2026-03-08T09:00:00.000Z');
const span = (from: string | null): number => (now.getTime() - Date.parse(from ?? '')) / hour;

describe('runQuestion', () => {
  it('counts the last 24 hours in elapsed time, clock change or not', () => {
    expect(span(runQuestion({ range: '24h' }, now, 'America/New_York').from)).toBe(24);
  });

  it('begins today with the calendar day: four hours of wall time, three of them elapsed before the change', () => {
    const { from, to } = runQuestion({ range: 'today' }, now, 'America/New_York');
    expect(from).toBe('2026-03-08T05:00:00.000Z');
    expect(to).toBeNull();
  });

  it('shows the last 24 hours where the address says nothing', () => {
    expect(rangeOf({})).toBe('24h');
    expect(span(runQuestion({}, now, 'UTC').from)).toBe(24);
  });

  it('takes both ends of a period of one’s own, and leaves an open one open', () => {
    const from = '2026-03-08T06:00:00.000Z';
    expect(runQuestion({ range: 'custom', from }, now, 'UTC')).toMatchObject({ from, to: null });
    expect(rangeOf({ from })).toBe('custom');
  });

  it('ignores the ends where the period is another', () => {
    const from = '2020-01-01T00:00:00.000Z';
    expect(runQuestion({ range: 'all', from, to: from }, now, 'UTC')).toMatchObject({ from: null, to: null });
  });

  it('hands the other filters on', () => {
    expect(
      runQuestion({ task: '7', status: ['failed'], trigger: ['manual'], q: 'x', unseen: true }, now, 'UTC'),
    ).toMatchObject({ taskId: '7', statuses: ['failed'], triggers: ['manual'], search: 'x', unseen: true });
  });
});
