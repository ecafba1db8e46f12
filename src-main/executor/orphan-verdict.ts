import type { OtherExecutor } from './ledger';

/** Who this process is, and how to tell whether another process of this machine still lives. */
export interface ProcessIdentity {
  readonly host: string;
  readonly pid: number;
  /** Changes with every boot, and differs between process namespaces (containers) of one machine. */
  readonly bootId: string;
  /** When the process started, as the system tells it: a reused pid has another one. */
  readonly processStarted: string;
  isAlive(pid: number, processStarted: string): boolean;
}

/**
 * Whether another executor is dead. Where pids mean the same (same boot, same namespace) the system knows at once;
 * elsewhere only a lease that ran out tells, and that only when we ourselves have been connected long enough for a
 * living one to renew it: right after an outage of the database every lease has run out.
 */
export const isDead = (
  other: OtherExecutor,
  self: ProcessIdentity,
  connectedMs: number,
  leaseMs: number,
): boolean => {
  if (other.stopped) return true;
  if (other.bootId === self.bootId) return !self.isAlive(other.pid, other.processStarted);
  return other.leaseExpired && connectedMs >= leaseMs;
};
