import { performance } from 'node:perf_hooks';
import type { ClientBase } from 'pg';
import { z } from 'zod';

/** The database's clock against this machine's. */
export interface ClockReading {
  /** The database's time, at the middle of the fastest exchange. */
  readonly now: Date;
  /** The fastest exchange there and back, in milliseconds. */
  readonly latencyMs: number;
  /** This machine's clock minus the database's, in milliseconds; known to within half the latency. */
  readonly skewMs: number;
}

const samples = 3;
const answer = z.object({ ms: z.number() });

/**
 * Measures skew and latency: asks a few times and believes the fastest answer, whose middle is known best.
 * @param localNow this machine's clock in epoch milliseconds
 */
export async function readDatabaseClock(
  client: ClientBase,
  localNow: () => number = Date.now,
): Promise<ClockReading> {
  let best: ClockReading | null = null;
  for (let sample = 0; sample < samples; sample += 1) {
    const sentAt = localNow();
    const from = performance.now();
    const result = await client.query('SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS ms');
    const latencyMs = performance.now() - from;
    const { ms } = answer.parse(result.rows[0]);
    if (best !== null && best.latencyMs <= latencyMs) continue;
    best = { now: new Date(ms), latencyMs, skewMs: sentAt + latencyMs / 2 - ms };
  }
  if (best === null) throw new RangeError('no sample');
  return best;
}
