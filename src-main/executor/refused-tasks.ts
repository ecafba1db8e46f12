import { verbatim, type Text } from '../contract/text';
import { isHeld } from '../contract/is-held';
import type { Clock } from './clock';
import { Later } from './later';
import type { Log } from './log';

/** So long (ms) is a task left alone that the database lets nobody move on, and a refusal remembered. */
const passOverMs = 60_000;

/**
 * Due tasks whose claim the database refuses for what is in them. Such a task goes on hold with a failed run; where the
 * database refuses that as well, it stays due, and is passed over for a minute each time so that the others go on.
 */
export class RefusedTasks {
  readonly #problems = new Map<string, Text>();
  readonly #passedOver = new Set<string>();
  readonly #again: Later;

  /** @param onTryAgain tasks that were passed over may be claimed again */
  constructor(
    clock: Clock,
    private readonly log: Log,
    onTryAgain: () => void,
  ) {
    this.#again = new Later(clock, passOverMs, () => {
      this.#problems.clear();
      this.#passedOver.clear();
      onTryAgain();
    });
  }

  /** Why the task has to go on hold instead of running; null when nothing is known against it. */
  problemOf(taskId: string): Text | null {
    return this.#problems.get(taskId) ?? null;
  }

  /** Not to be looked at now. */
  passedOver(): readonly string[] {
    return this.#passedOver.size === 0 ? none : [...this.#passedOver];
  }

  /** The database refused a cycle that had decided on this task alone. */
  refuse(task: string, error: Error): void {
    const fields = { task };
    if (isHeld(error)) {
      this.log.error('somebody holds a row of a due task; it is tried again in a minute', error, fields);
      this.#passedOver.add(task);
    } else if (this.#problems.delete(task)) {
      this.log.error(
        'a due task can neither be claimed nor held; it is tried again in a minute',
        error,
        fields,
      );
      this.#passedOver.add(task);
    } else {
      this.log.error('a due task cannot be claimed; it goes on hold', error, fields);
      this.#problems.set(task, verbatim(error.message));
    }
    this.#again.ask();
  }

  /** A cycle that decided on it was taken. */
  accepted(task: string): void {
    this.#problems.delete(task);
  }
}

const none: readonly string[] = [];
