import type { ImportAnswer } from '../../../contract/api';
import { Problem } from '../../../contract/errors';
import type { Connections, OpenConnection } from '../connections';
import { NexusFault } from '../nexus-fault';
import type { ImportedTask, ImportedTasks, OutsideIds, PlacedIds } from './imported-tasks';
import { mapTask, type MappedTask } from './map-task';
import { parseExport } from './parse-export';
import { planImport, type PlannedTask } from './plan-import';
import { readTasks } from './read-tasks';
import type { SourceRow } from './source-row';

type ImportRow = ImportAnswer['rows'][number];

interface ImportWish {
  /** Null = the default connection. */
  readonly connection: string | null;
  readonly dryRun: boolean;
  /** IANA zone in which the server means its times. */
  readonly timeZone: string;
  /** An SQL or JSON export to read instead of the server. */
  readonly text?: string;
  readonly signal?: AbortSignal;
}

/** What every import should be read with. */
const upstreamNote =
  'Make sure NexusAI’s own scheduler is off, or every task runs twice: on the NexusAI machine `supervisorctl status` must not list scheduled_tasks as RUNNING, and no process `task/scheduled_tasks.py` may be there (the Docker images start none). NexusAI clears end_time when a task is edited without it, so check the ends.';

const idsOf = (task: MappedTask): OutsideIds | null =>
  task.draft === null
    ? null
    : { userId: task.draft.userId, appId: task.draft.appId, workflowId: task.draft.workflowId };

/** Brings schedules over from a NexusAI server, again and again without doing anything twice, and shows what drifted. */
export class NexusImport {
  constructor(
    private readonly connections: Connections,
    private readonly tasks: ImportedTasks,
  ) {}

  /** Reads, compares and, unless `dryRun`, writes. @throws {Problem} when the source cannot be read */
  async import(wish: ImportWish): Promise<ImportAnswer> {
    const { name, plans } = await this.#plan(wish);
    const placed = await this.#place(name, plans, wish.dryRun);
    const rows = wish.dryRun
      ? plans.map((plan) => withIds(plan.row, placed.get(plan)))
      : await this.#write(name, plans, placed);
    return {
      dryRun: wish.dryRun,
      rows,
      note: `${countsOf(rows)} Times are read in ${wish.timeZone}. ${upstreamNote}`,
    };
  }

  /** What has changed in NexusAI since the last import; writes nothing. @throws {Problem} */
  async drift(wish: Omit<ImportWish, 'dryRun' | 'text'>): Promise<ImportAnswer> {
    const { plans } = await this.#plan({ ...wish, dryRun: true });
    const rows = plans.map((plan) => plan.row).filter((row) => row.verdict !== 'same');
    const note = rows.length === 0 ? 'Nothing has changed in NexusAI since the last import.' : countsOf(rows);
    return { dryRun: true, rows, note };
  }

  async #plan(wish: ImportWish): Promise<{ readonly name: string; readonly plans: readonly PlannedTask[] }> {
    const connection = this.connections.find(wish.connection);
    if (connection === null) {
      throw new Problem('not_found', 'There is no such NexusAI connection.', {
        remedy: 'Add it with "connections add nexusai", or name another one.',
      });
    }
    const { name } = connection.client.definition;
    const rows = wish.text === undefined ? await this.#read(connection, wish.signal) : parseExport(wish.text);
    const mapped = rows.map((row) => mapTask(row, { timeZone: wish.timeZone }));
    const known = await this.tasks.bySource(`nexusai:${name}`);
    return { name, plans: planImport(mapped, known, wish.text === undefined) };
  }

  async #read(connection: OpenConnection, signal?: AbortSignal): Promise<readonly SourceRow[]> {
    try {
      return await readTasks(connection.client, signal ?? new AbortController().signal);
    } catch (cause) {
      if (!(cause instanceof NexusFault)) throw cause;
      throw new Problem('connection_failed', `NexusAI could not be asked: ${cause.message}`, {
        remedy: 'Check the connection with "connections test".',
        cause,
      });
    }
  }

  async #place(
    name: string,
    plans: readonly PlannedTask[],
    dryRun: boolean,
  ): Promise<ReadonlyMap<PlannedTask, PlacedIds>> {
    const wanted = plans.flatMap((plan) => {
      const task = plan.create ?? plan.update?.task ?? null;
      const ids = task === null ? null : idsOf(task);
      if (ids === null) return [];
      const target = { connection: name, app_id: Number(ids.appId), workflow_id: Number(ids.workflowId) };
      return [{ plan, ids: { ...ids, target } }];
    });
    const placed = await this.tasks.place(
      wanted.map(({ ids }) => ids),
      dryRun,
    );
    return new Map(
      wanted.flatMap(({ plan }, index): [PlannedTask, PlacedIds][] => {
        const ids = placed[index];
        return ids === undefined ? [] : [[plan, ids]];
      }),
    );
  }

  async #write(
    name: string,
    plans: readonly PlannedTask[],
    placed: ReadonlyMap<PlannedTask, PlacedIds>,
  ): Promise<ImportRow[]> {
    const written = (task: MappedTask, ids: PlacedIds | undefined): ImportedTask | null => {
      if (task.draft === null || ids === undefined) return null;
      const { userId, appId, workflowId } = ids;
      return {
        draft: { ...task.draft, userId, appId, workflowId },
        source: { kind: `nexusai:${name}`, id: task.sourceId, fingerprint: task.fingerprint },
        status: task.status,
        executionCount: task.executionCount,
      };
    };
    const created = plans.flatMap((plan) => {
      const task = plan.create === null ? null : written(plan.create, placed.get(plan));
      return task === null ? [] : [{ plan, task }];
    });
    const ids = await this.tasks.create(created.map(({ task }) => task));
    const newIds = new Map(created.map(({ plan }, index) => [plan, ids[index] ?? null]));
    const rows: ImportRow[] = [];
    for (const plan of plans) {
      const row = withIds(plan.row, placed.get(plan));
      const newId = newIds.get(plan) ?? null;
      if (newId !== null) {
        rows.push({ ...row, taskId: newId, text: row.text.replace('Will be created.', 'Created.') });
        continue;
      }
      const update = plan.update === null ? null : written(plan.update.task, placed.get(plan));
      if (plan.update !== null && update !== null) {
        rows.push(await this.#update(plan.update.taskId, update, row));
      } else rows.push(row);
    }
    return rows;
  }

  /** One task that refuses its change harms no other. */
  async #update(taskId: string, task: ImportedTask, row: ImportRow): Promise<ImportRow> {
    try {
      await this.tasks.update(taskId, task);
      return row;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return { ...row, verdict: 'cannot_map', text: error.message };
    }
  }
}

const withIds = (row: ImportRow, placed: PlacedIds | undefined): ImportRow =>
  placed === undefined || placed.kept
    ? row
    : {
        ...row,
        text: `${row.text} NexusAI’s ids are taken here; its workflow has one of its own, and the target maps them.`,
      };

const countsOf = (rows: readonly ImportRow[]): string => {
  const count = (verdict: ImportRow['verdict']): number =>
    rows.filter((row) => row.verdict === verdict).length;
  return `${count('new')} new, ${count('changed')} changed, ${count('same')} the same, ${count('cannot_map')} that cannot be mapped, ${count('gone')} gone.`;
};
