import type { Run } from '../../src-main/contract/run';

const fewest = 3;
const most = 30;

/** By task the median duration, in milliseconds, of its newest successful runs in the list; none where there are fewer than three. */
export const mediansOf = (runs: readonly Run[]): ReadonlyMap<string, number> => {
  const durations = new Map<string, number[]>();
  for (const run of runs) {
    if (run.outcome !== 'succeeded' || run.startedAt === null || run.finishedAt === null) continue;
    const known = durations.get(run.taskId) ?? [];
    if (known.length < most) known.push(Date.parse(run.finishedAt) - Date.parse(run.startedAt));
    durations.set(run.taskId, known);
  }
  const medians = new Map<string, number>();
  for (const [taskId, known] of durations) {
    if (known.length < fewest) continue;
    known.sort((a, b) => a - b);
    const middle = Math.floor(known.length / 2);
    const upper = known[middle] ?? 0;
    medians.set(taskId, known.length % 2 === 1 ? upper : (upper + (known[middle - 1] ?? upper)) / 2);
  }
  return medians;
};
