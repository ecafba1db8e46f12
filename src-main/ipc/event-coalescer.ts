import type { EventName, EventPayload } from '../contract/api';
import type { Timers } from './timers';

/** A listener hears one kind of event at most once in this time. */
const quietMs = 1_000;
/** More ids than this become "many; ask again", and more failures are left to the next look at the list. */
const mostIds = 500;

type Merged = 'status.changed' | 'tasks.changed' | 'runs.changed' | 'log.appended';
type Deliver = { readonly [N in Merged]: (payload: EventPayload<N>) => void };
type Ids = readonly string[] | null;

const mergeIds = (one: Ids, two: Ids): string[] | null => {
  if (one === null || two === null) return null;
  const ids = [...new Set([...one, ...two])];
  return ids.length > mostIds ? null : ids;
};

/** One kind of event: the first goes out at once, those within the next second are merged into one. */
class Lane<T> {
  #held: T | undefined;
  #cancel: (() => void) | undefined;

  constructor(
    private readonly timers: Timers,
    private readonly merge: (held: T, next: T) => T,
    private readonly deliver: (value: T) => void,
  ) {}

  push(value: T): void {
    if (this.#cancel !== undefined) {
      this.#held = this.#held === undefined ? value : this.merge(this.#held, value);
      return;
    }
    this.#rest();
    this.deliver(value);
  }

  /** @param last whether what is held back is still delivered. */
  close(last: boolean): void {
    this.#cancel?.();
    this.#cancel = undefined;
    const held = this.#held;
    this.#held = undefined;
    if (last && held !== undefined) this.deliver(held);
  }

  #rest(): void {
    this.#cancel = this.timers.after(quietMs, () => {
      this.#cancel = undefined;
      const held = this.#held;
      this.#held = undefined;
      if (held === undefined) return;
      this.#rest();
      this.deliver(held);
    });
  }
}

/**
 * Merges what comes often: of `status.changed` the newest, of `tasks.changed` and `runs.changed` all ids (null once they
 * are many), of `log.appended` the newest of each run.
 */
export class EventCoalescer {
  readonly #status: Lane<EventPayload<'status.changed'>>;
  readonly #tasks: Lane<EventPayload<'tasks.changed'>>;
  readonly #runs: Lane<EventPayload<'runs.changed'>>;
  readonly #logs = new Map<string, Lane<EventPayload<'log.appended'>>>();
  #closed = false;

  constructor(
    private readonly timers: Timers,
    private readonly deliver: Deliver,
  ) {
    this.#status = new Lane(timers, (_held, next) => next, deliver['status.changed']);
    this.#tasks = new Lane(
      timers,
      (held, next) => ({ ids: mergeIds(held.ids, next.ids) }),
      deliver['tasks.changed'],
    );
    this.#runs = new Lane(
      timers,
      (held, next) => ({
        ids: mergeIds(held.ids, next.ids),
        failures: [...held.failures, ...next.failures].slice(0, mostIds),
      }),
      deliver['runs.changed'],
    );
  }

  /** @returns false for a kind of event that is never merged: the caller delivers it itself. */
  take<N extends EventName>(name: N, payload: EventPayload<N>): boolean;
  take(...[name, payload]: { [N in EventName]: [N, EventPayload<N>] }[EventName]): boolean {
    if (this.#closed) return true;
    switch (name) {
      case 'status.changed':
        this.#status.push(payload);
        return true;
      case 'tasks.changed':
        this.#tasks.push(payload);
        return true;
      case 'runs.changed':
        this.#runs.push(payload);
        return true;
      case 'log.appended':
        this.#log(payload.runId).push(payload);
        return true;
      default:
        return false;
    }
  }

  close(): void {
    this.#closed = true;
    for (const lane of [this.#status, this.#tasks, this.#runs, ...this.#logs.values()]) lane.close(false);
    this.#logs.clear();
  }

  #log(runId: string): Lane<EventPayload<'log.appended'>> {
    const known = this.#logs.get(runId);
    if (known !== undefined) return known;
    // Runs come and go: the lanes of the oldest are let go of once there are many.
    for (const [oldest, lane] of this.#logs) {
      if (this.#logs.size < mostIds) break;
      this.#logs.delete(oldest);
      lane.close(true);
    }
    const lane = new Lane<EventPayload<'log.appended'>>(
      this.timers,
      (_held, next) => next,
      this.deliver['log.appended'],
    );
    this.#logs.set(runId, lane);
    return lane;
  }
}
