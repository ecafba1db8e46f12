import { z } from 'zod';
import type { ExecutorRecord, OtherExecutor } from '../../executor/ledger';
import type { LedgerConnection } from './ledger-connection';
import { executorRow } from './ledger-rows';
import { otherExecutorsSql } from './ledger-sql';
import { rowsOf } from './pipelined';

const nowRow = z.object({ now: z.date() });
const beatRow = nowRow.extend({ buried: z.boolean() });

/** Who runs tasks on this database, and until when each is believed to be alive. */
export class ExecutorRegister {
  constructor(
    private readonly connection: LedgerConnection,
    private readonly executorId: string,
  ) {}

  async register(executor: ExecutorRecord, leaseMs: number): Promise<void> {
    await this.connection.query({
      text: `INSERT INTO executors (id, host, pid, boot_id, process_started, version, mode, slots, lease_until)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, clock_timestamp() + $9 * interval '1 millisecond')
        ON CONFLICT (id) DO UPDATE SET slots = EXCLUDED.slots, lease_until = EXCLUDED.lease_until,
          heartbeat_at = clock_timestamp(), stopped_at = NULL`,
      values: [
        executor.id,
        executor.host,
        executor.pid,
        executor.bootId,
        executor.processStarted,
        executor.version,
        executor.mode,
        executor.slots,
        leaseMs,
      ],
    });
    await this.connection.query({
      text: `DELETE FROM executors e WHERE e.stopped_at < now() - interval '7 days' AND NOT EXISTS (
        SELECT 1 FROM task_runs r WHERE r.finished_at IS NULL AND r.executor_id = e.id)`,
    });
  }

  async heartbeat(leaseMs: number): Promise<{ readonly now: Date; readonly buried: boolean }> {
    const rows = rowsOf(
      await this.connection.query({
        name: 'heartbeat',
        text: `UPDATE executors e SET heartbeat_at = clock_timestamp(), stopped_at = NULL,
            lease_until = clock_timestamp() + $2 * interval '1 millisecond'
          FROM (SELECT id, stopped_at FROM executors WHERE id = $1 FOR UPDATE) old WHERE e.id = old.id
          RETURNING clock_timestamp() AS now, old.stopped_at IS NOT NULL AS buried`,
        values: [this.executorId, leaseMs],
        rows: 'parsed',
      }),
      beatRow,
    );
    const [beat] = rows;
    if (beat !== undefined) return beat;
    const [only] = rowsOf(
      await this.connection.query({ text: 'SELECT clock_timestamp() AS now', rows: 'parsed' }),
      nowRow,
    );
    return { now: only?.now ?? new Date(), buried: true };
  }

  async unregister(): Promise<void> {
    await this.connection.query({
      text: `WITH back AS (
          UPDATE task_runs SET executor_id = NULL WHERE executor_id = $1 AND finished_at IS NULL AND state = 'queued' RETURNING 1),
        told AS (SELECT pg_notify('nexus_scheduler', 'runs') FROM back LIMIT 1)
        UPDATE executors SET stopped_at = clock_timestamp(), lease_until = clock_timestamp()
        WHERE id = $1 AND (SELECT count(*) FROM told) >= 0`,
      values: [this.executorId],
    });
  }

  async others(): Promise<readonly OtherExecutor[]> {
    const answer = await this.connection.query({
      name: 'others',
      text: otherExecutorsSql,
      values: [this.executorId],
      rows: 'parsed',
    });
    return rowsOf(answer, executorRow).map((row) => ({
      id: row.id,
      host: row.host,
      pid: row.pid,
      bootId: row.boot_id,
      processStarted: row.process_started,
      leaseExpired: row.lease_expired,
      stopped: row.stopped,
    }));
  }
}
