import type { RunPhase } from './run-view';

const limits: Readonly<Record<RunPhase['kind'], readonly [number, number]>> = {
  queued: [500, 30_000],
  running: [500, 30_000],
  waiting: [3_000, 60_000],
  failed: [1_000, 60_000],
  succeeded: [500, 30_000],
};

/**
 * Milliseconds until the next look: a tenth of what the run has taken so far, so that a short run is noticed at once
 * and a long one is hardly asked; ± 15 % so that runs started together do not ask together.
 */
export const lookAgainMs = (
  phase: RunPhase['kind'],
  ageMs: number,
  random: () => number = Math.random,
): number => {
  const [least, most] = limits[phase];
  return Math.min(Math.max(ageMs / 10, least), most) * (0.85 + random() * 0.3);
};
