import { Problem } from '../contract/errors';
import type { BlockedTask } from '../contract/row-holder';
import { holderText } from '../contract/row-holder-words';
import type { Clock } from './clock';
import { Later } from './later';
import type { Ledger } from './ledger';
import type { Log } from './log';

const lookEveryMs = 60_000;
/** More than these are not told one by one. */
const most = 20;

/** Due tasks that nobody can claim, because somebody left a transaction open that holds them: told once each. */
export class BlockedTasks {
  #known: readonly BlockedTask[] = [];
  readonly #again: Later;

  /**
   * @param guard asks the database unless it is away; a failure never escapes
   * @param onChange there are others than before
   */
  constructor(
    private readonly ledger: Pick<Ledger, 'blockedTasks'>,
    clock: Clock,
    private readonly log: Log,
    private readonly guard: (work: () => Promise<void>) => Promise<void>,
    private readonly onChange: (tasks: readonly BlockedTask[]) => void,
  ) {
    this.#again = new Later(clock, lookEveryMs, () => void this.look());
  }

  /** The first due first. */
  get known(): readonly BlockedTask[] {
    return this.#known;
  }

  /** A task is due and is not claimed, or one that was blocked may be free. */
  look(): Promise<void> {
    return this.guard(async () => {
      const now = await this.ledger.blockedTasks(most);
      const before = new Set(this.#known.map(({ taskId }) => taskId));
      const after = new Set(now.map(({ taskId }) => taskId));
      for (const { taskId, dueAt, holder } of now)
        if (!before.has(taskId)) {
          const problem = new Problem('database_failed', holderText(holder));
          this.log.error(`a task that is due since ${dueAt} cannot be claimed`, problem, { task: taskId });
        }
      for (const taskId of before)
        if (!after.has(taskId)) this.log.info('the task can be claimed again', { task: taskId });
      const told = this.#known;
      this.#known = now;
      if (before.size !== after.size || now.some(({ taskId }) => !before.has(taskId)))
        this.onChange([...told, ...now]);
      if (now.length > 0) this.#again.ask();
    });
  }
}
