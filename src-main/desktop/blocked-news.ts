import type { Locale } from '../contract/primitives';
import { holderText } from '../contract/row-holder-words';
import type { ExecutorStatus } from '../contract/status';
import type { Fact } from './notification-rules';

/** What is new of due tasks that somebody's transaction keeps from starting. */
export class BlockedNews {
  #known: ReadonlySet<string> = new Set();

  /** @returns what to tell; `over` when no task is blocked any more; null when nothing is new */
  from(blocked: ExecutorStatus['blocked'], locale: Locale): Fact | 'over' | null {
    const before = this.#known;
    this.#known = new Set(blocked.map(({ taskId }) => taskId));
    const [first] = blocked;
    if (first === undefined) return before.size > 0 ? 'over' : null;
    if (blocked.every(({ taskId }) => before.has(taskId))) return null;
    const { taskName, holder } = first;
    return { event: 'blocked', count: blocked.length, taskName, text: holderText(holder)[locale] };
  }
}
