import { readFile } from 'node:fs/promises';

/** What processes use together, from Linux's own books. */
export interface ProcessUsage {
  /** Proportional set size: memory shared by n processes counts 1/n for each. */
  readonly pssBytes: number;
  /** Processor time since each process started, user and system. */
  readonly cpuMs: number;
}

/** Linux reports processor time to user space in ticks of 1/100 s on every architecture (USER_HZ). */
const MS_PER_TICK = 10;

async function usageOfOne(pid: number): Promise<ProcessUsage> {
  try {
    const [rollup, stat] = await Promise.all([
      readFile(`/proc/${pid}/smaps_rollup`, 'latin1'),
      readFile(`/proc/${pid}/stat`, 'latin1'),
    ]);
    const kib = Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0);
    // Fields 14 and 15 of stat, counted from after the name, which may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { pssBytes: kib * 1024, cpuMs: (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK };
  } catch {
    return { pssBytes: 0, cpuMs: 0 }; // It has ended.
  }
}

/** Adds up memory and processor time of the given processes; the ones that have ended count nothing. */
export async function usageOf(pids: readonly number[]): Promise<ProcessUsage> {
  const all = await Promise.all(pids.map(usageOfOne));
  return {
    pssBytes: all.reduce((sum, { pssBytes }) => sum + pssBytes, 0),
    cpuMs: all.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
  };
}
