import type { NotificationEvent, Settings } from '../contract/settings';
import type { NotificationWords } from './notification-words';
import { isQuiet } from './quiet-hours';
import { shorten } from './shorten';
import type { WallReading } from './wall-clock';

/** Something an operator may want to be told. */
export type Fact =
  | {
      readonly event:
        'failed' | 'missed' | 'needsConfirmation' | 'longerThanUsual' | 'recovered' | 'succeeded';
      readonly runId: string;
      readonly taskId: string;
      readonly taskName: string;
      /** As the ledger has it: failed, timed_out, abandoned, … */
      readonly status: string;
      /** First line an operator reads: the reason. */
      readonly text: string;
      /** The task's own wish. */
      readonly notify: 'app' | 'always' | 'never';
    }
  | { readonly event: 'databaseLost'; readonly since: string }
  | { readonly event: 'executorStopped'; readonly text: string }
  /** Due tasks that somebody's transaction keeps from starting: how many, the first one's name, and why. */
  | { readonly event: 'blocked'; readonly count: number; readonly taskName: string; readonly text: string };

/** What the decision depends on besides the fact. */
export interface Mood {
  readonly settings: Settings['notifications'];
  readonly wall: WallReading;
  readonly nowMs: number;
  /** The operator looks at the window already. */
  readonly focused: boolean;
  /** Runs whose end was asked for. */
  readonly watched: ReadonlySet<string>;
  readonly words: NotificationWords;
}

export interface Toast {
  /** A newer toast with the same key takes the older one's place. */
  readonly key: string;
  readonly title: string;
  readonly body: string;
  readonly route: string;
  readonly sound: boolean;
  readonly urgent: boolean;
}

/** What to put on the screen and what to take away. */
export interface Showing {
  readonly withdraw: readonly string[];
  readonly show: Toast | null;
}

const nothing: Showing = { withdraw: [], show: null };
const collapse = { from: 3, withinMs: 60_000, key: 'many', named: 5 } as const;
/** Told once a task until it recovers. */
const lasting: ReadonlySet<NotificationEvent> = new Set(['failed', 'missed']);

type TaskFact = Extract<Fact, { taskId: string }>;
/** A task that cannot start at its time goes by what is wished for those that were missed. */
const choiceOf = (
  { event }: Fact,
  { matrix }: Settings['notifications'],
): Settings['notifications']['matrix'][NotificationEvent] => matrix[event === 'blocked' ? 'missed' : event];
const isTaskFact = (fact: Fact): fact is TaskFact => 'taskId' in fact;

/**
 * Decides what becomes a notification: the matrix of events, the task's own wish, mute and quiet hours, never while the
 * operator looks at the window, once a task until it recovers, and three or more within a minute as one.
 */
export class NotificationRules {
  /** `event:taskId` of what was told and has not recovered. */
  readonly #told = new Set<string>();
  #recent: { readonly key: string; readonly atMs: number; readonly taskName: string }[] = [];
  #quietCount = 0;

  /** Whether a success of the task would be a recovery. */
  isFailing(taskId: string): boolean {
    return [...lasting].some((event) => this.#told.has(`${event}:${taskId}`));
  }

  get hasFailing(): boolean {
    return this.#told.size > 0;
  }

  decide(fact: Fact, mood: Mood): Showing {
    const repeated = isTaskFact(fact) && this.#isRepeated(fact);
    const watched = isTaskFact(fact) && mood.watched.has(fact.runId);
    if (repeated && !watched) return nothing;
    if (!watched && !this.#isWanted(fact, mood)) return nothing;
    if (mood.settings.mutedUntil !== null && Date.parse(mood.settings.mutedUntil) > mood.nowMs)
      return nothing;
    const systemProblem = !isTaskFact(fact);
    const excepted = systemProblem && mood.settings.quietHours.exceptSystemProblems;
    if (isQuiet(mood.settings.quietHours, mood.wall) && !excepted) {
      if (isTaskFact(fact) && lasting.has(fact.event)) this.#quietCount += 1;
      return nothing;
    }
    if (mood.focused) return nothing;
    return this.#collapse(fact, this.#toast(fact, mood), mood);
  }

  /** Called now and then: once quiet hours are over, one notification says what came meanwhile. */
  digest(mood: Mood): Toast | null {
    if (this.#quietCount === 0 || isQuiet(mood.settings.quietHours, mood.wall)) return null;
    const count = this.#quietCount;
    this.#quietCount = 0;
    const { title, key } = { title: mood.words.digest(count), key: 'digest' };
    return { key, title, body: '', route: '/runs?unseen=true', sound: false, urgent: false };
  }

  #isRepeated(fact: TaskFact): boolean {
    if (fact.event === 'recovered' || fact.event === 'succeeded') {
      for (const event of lasting) this.#told.delete(`${event}:${fact.taskId}`);
      return false;
    }
    if (!lasting.has(fact.event)) return false;
    const key = `${fact.event}:${fact.taskId}`;
    if (this.#told.has(key)) return true;
    this.#told.add(key);
    return false;
  }

  #isWanted(fact: Fact, { settings }: Mood): boolean {
    const { system } = choiceOf(fact, settings);
    if (!isTaskFact(fact)) return system;
    return fact.notify === 'always' || (fact.notify === 'app' && system);
  }

  #toast(fact: Fact, { settings, words }: Mood): Toast {
    const { sound } = choiceOf(fact, settings);
    if (fact.event === 'databaseLost') {
      const body = words.databaseLostBody(fact.since);
      return { key: fact.event, title: words.databaseLost, body, route: '/diagnostics', sound, urgent: true };
    }
    if (fact.event === 'executorStopped')
      return {
        key: fact.event,
        title: words.executorStopped,
        body: fact.text,
        route: '/diagnostics',
        sound,
        urgent: true,
      };
    const name = shorten(fact.taskName, 60);
    if (fact.event === 'blocked') {
      const title = words.blocked(fact.count, name);
      return { key: fact.event, title, body: fact.text, route: '/overview', sound, urgent: false };
    }
    const title = {
      failed: () => words.failed(name, fact.status),
      missed: () => words.missed(name),
      needsConfirmation: () => words.needsConfirmation(name),
      longerThanUsual: () => words.longerThanUsual(name),
      recovered: () => words.recovered(name),
      succeeded: () => words.succeeded(name),
    }[fact.event]();
    const body = fact.event === 'recovered' ? words.recoveredBody : shorten(fact.text, 200);
    return { key: `run:${fact.runId}`, title, body, route: `/runs/${fact.runId}`, sound, urgent: false };
  }

  #collapse(fact: Fact, toast: Toast, { nowMs, words }: Mood): Showing {
    if (!isTaskFact(fact)) return { withdraw: [], show: toast };
    this.#recent = this.#recent.filter(({ atMs }) => atMs > nowMs - collapse.withinMs);
    const before = this.#recent;
    this.#recent = [...before, { key: toast.key, atMs: nowMs, taskName: fact.taskName }];
    if (this.#recent.length < collapse.from) return { withdraw: [], show: toast };
    const names = [...new Set(this.#recent.map(({ taskName }) => taskName))];
    const named = names
      .slice(-collapse.named)
      .map((name) => shorten(name))
      .join(words.listComma);
    return {
      withdraw: before.map(({ key }) => key),
      show: {
        key: collapse.key,
        title: words.many(this.#recent.length),
        body: names.length > collapse.named ? `${named}…` : named,
        route: '/runs?unseen=true',
        sound: toast.sound,
        urgent: false,
      },
    };
  }
}
