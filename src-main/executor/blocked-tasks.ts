import { Problem } from '../contract/errors';
import type { BlockedTask } from '../contract/row-holder';
import { holderText } from '../contract/row-holder-words';
import type { Clock } from './clock';
import { Later } from './later';
import type { Ledger } from './ledger';
import type { Log } from './log';

/** How often (ms) it is looked while a task is blocked, or one that is due is not claimed. */
const lookEveryMs = 5_000;
/** More than these are not told one by one. */
export const mostBlocked = 20;

/** Due tasks that nobody can claim, because somebody left a transaction open that holds them: told once each. */
export class BlockedTasks {
  #known: readonly BlockedTask[] = [];
  readonly #again: Later;

  /**
   * @param guard asks the database unless it is away; a failure never escapes
   * @param onChange these are blocked now, or are no longer
   */
  constructor(
    private readonly ledger: Pick<Ledger, 'blockedTasks'>,
    clock: Clock,
    private readonly log: Log,
    private readonly guard: (work: () => Promise<void>) => Promise<void>,
    private readonly onChange: (tasks: readonly BlockedTask[]) => void,
  ) {
    this.#again = new Later(clock, lookEveryMs, () => void this.#look());
  }

  /** The first due first. */
  get known(): readonly BlockedTask[] {
    return this.#known;
  }

  /** A task is due and is not claimed: looks, soon. */
  ask(): void {
    this.#again.ask();
  }

  /** These can be claimed: looks at once where one of them was blocked. */
  claimed(tasks: readonly OfTask[]): void {
    if (this.#known.length > 0 && without(this.#known, tasks).length < this.#known.length) void this.#look();
  }

  #look(): Promise<void> {
    return this.guard(async () => {
      const now = await this.ledger.blockedTasks(mostBlocked);
      const before = this.#known;
      this.#known = now;
      const blocked = without(now, before);
      const free = without(before, now);
      for (const { taskId, dueAt, holder } of blocked) {
        const problem = new Problem('database_failed', holderText(holder));
        this.log.error(`a task that is due since ${dueAt} cannot be claimed`, problem, { task: taskId });
      }
      for (const { taskId } of free) this.log.info('the task can be claimed again', { task: taskId });
      if (blocked.length + free.length > 0) this.onChange([...free, ...blocked]);
      if (now.length > 0) this.ask();
    });
  }
}

type OfTask = Pick<BlockedTask, 'taskId'>;

const without = (tasks: readonly BlockedTask[], others: readonly OfTask[]): readonly BlockedTask[] => {
  const ids = new Set(others.map(({ taskId }) => taskId));
  return tasks.filter(({ taskId }) => !ids.has(taskId));
};
