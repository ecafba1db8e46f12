import { performance } from 'node:perf_hooks';

/** What the watch reads; a test gives its own. */
export interface ClockSources {
  readonly wallMs: () => number;
  readonly steadyMs: () => number;
}

/** How far the wall clock moved against the steady one; positive = forward. */
export interface ClockJump {
  readonly jumpMs: number;
  /** How much longer than the interval the wait took: a sleep where the steady clock goes on meanwhile. */
  readonly sleptMs: number;
}

const tolerance = { jumpMs: 2_000, sleptMs: 10_000 } as const;
const systemClocks: ClockSources = { wallMs: () => Date.now(), steadyMs: () => performance.now() };

/**
 * Compares the wall clock with the steady one every `intervalMs` and tells of jumps: a clock that was set, or a machine
 * that slept. @returns stops the watch.
 */
export const watchClock = (
  onJump: (jump: ClockJump) => void,
  intervalMs = 5_000,
  clocks: ClockSources = systemClocks,
): (() => void) => {
  let wall = clocks.wallMs();
  let steady = clocks.steadyMs();
  const look = (): void => {
    const wallPassed = clocks.wallMs() - wall;
    const steadyPassed = clocks.steadyMs() - steady;
    wall += wallPassed;
    steady += steadyPassed;
    const jumpMs = wallPassed - steadyPassed;
    const sleptMs = steadyPassed - intervalMs;
    if (Math.abs(jumpMs) > tolerance.jumpMs || sleptMs > tolerance.sleptMs) onJump({ jumpMs, sleptMs });
  };
  const timer = setInterval(look, intervalMs);
  timer.unref();
  return () => clearInterval(timer);
};
