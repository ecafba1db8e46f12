import type { ImportAnswer } from '../../../contract/api';
import { Problem } from '../../../contract/errors';
import type { Locale } from '../../../contract/primitives';
import { sentences, verbatim, type Text } from '../../../contract/text';
import type { Connections, OpenConnection } from '../connections';
import { NexusFault } from '../nexus-fault';
import { nexusImportTexts as texts } from './nexus-import-texts';
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
  /** The reader's language; English by default. */
  readonly locale?: Locale;
}

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
      ? plans.map((plan) => withIds(plan.row, placed.get(plan), wish.locale))
      : await this.#write(name, plans, placed, wish.locale);
    return {
      dryRun: wish.dryRun,
      rows,
      note: sentences([countsOf(rows), texts.timesIn(wish.timeZone), texts.upstreamOff])[wish.locale ?? 'en'],
    };
  }

  /** What has changed in NexusAI since the last import; writes nothing. @throws {Problem} */
  async drift(wish: Omit<ImportWish, 'dryRun' | 'text'>): Promise<ImportAnswer> {
    const { plans } = await this.#plan({ ...wish, dryRun: true });
    const rows = plans.map((plan) => plan.row).filter((row) => row.verdict !== 'same');
    const note = rows.length === 0 ? texts.noDrift : countsOf(rows);
    return { dryRun: true, rows, note: note[wish.locale ?? 'en'] };
  }

  async #plan(wish: ImportWish): Promise<{ readonly name: string; readonly plans: readonly PlannedTask[] }> {
    const connection = this.connections.find(wish.connection);
    if (connection === null) {
      throw new Problem('not_found', texts.noConnection, {
        remedy: texts.addConnection,
      });
    }
    const { name } = connection.client.definition;
    const { timeZone, locale = 'en' } = wish;
    const rows = wish.text === undefined ? await this.#read(connection, wish.signal) : parseExport(wish.text);
    const mapped = rows.map((row) => mapTask(row, { timeZone, locale }));
    const known = await this.tasks.bySource(`nexusai:${name}`);
    return { name, plans: planImport(mapped, known, wish.text === undefined, locale) };
  }

  async #read(connection: OpenConnection, signal?: AbortSignal): Promise<readonly SourceRow[]> {
    try {
      return await readTasks(connection.client, signal ?? new AbortController().signal);
    } catch (cause) {
      if (!(cause instanceof NexusFault)) throw cause;
      throw new Problem('connection_failed', texts.cannotAsk(cause.text), {
        remedy: texts.checkConnection,
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
    locale: Locale = 'en',
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
      const row = withIds(plan.row, placed.get(plan), locale);
      const newId = newIds.get(plan) ?? null;
      if (newId !== null) {
        rows.push({
          ...row,
          taskId: newId,
          text: row.text.replace(texts.willBeCreated[locale], texts.created[locale]),
        });
        continue;
      }
      const update = plan.update === null ? null : written(plan.update.task, placed.get(plan));
      if (plan.update !== null && update !== null) {
        rows.push(await this.#update(plan.update.taskId, update, row, locale));
      } else rows.push(row);
    }
    return rows;
  }

  /** One task that refuses its change harms no other. */
  async #update(taskId: string, task: ImportedTask, row: ImportRow, locale: Locale): Promise<ImportRow> {
    try {
      await this.tasks.update(taskId, task);
      return row;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return { ...row, verdict: 'cannot_map', text: error.text[locale] };
    }
  }
}

const withIds = (row: ImportRow, placed: PlacedIds | undefined, locale: Locale = 'en'): ImportRow =>
  placed === undefined || placed.kept
    ? row
    : {
        ...row,
        text: sentences([verbatim(row.text), texts.otherIds])[locale],
      };

const countsOf = (rows: readonly ImportRow[]): Text => {
  const count = (verdict: ImportRow['verdict']): number =>
    rows.filter((row) => row.verdict === verdict).length;
  return texts.counts(count('new'), count('changed'), count('same'), count('cannot_map'), count('gone'));
};
