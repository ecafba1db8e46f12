import type { Caller, EventPayload } from '../contract/api';
import { Problem } from '../contract/errors';
import { describeReason } from '../contract/reason-words';
import type { Run } from '../contract/run';
import type { Settings } from '../contract/settings';
import type { ExecutorStatus } from '../contract/status';
import type { DesktopApplication, DesktopLog } from './application-port';
import { BlockedNews } from './blocked-news';
import type { DeskTimers } from './desk-timers';
import { NotificationRules, type Fact, type Mood, type Toast } from './notification-rules';
import type { NotificationWords } from './notification-words';
import { clockTime } from './wall-text';
import type { WallClock } from './wall-clock';
import type { WatchedRuns } from './watched-runs';

/** Where toasts appear. */
export interface ToastScreen {
  readonly keys: readonly string[];
  show(toast: Toast): void;
  withdraw(keys: readonly string[]): void;
}

interface FeedOptions {
  readonly screen: ToastScreen;
  readonly timers: DeskTimers;
  readonly clock: WallClock;
  readonly log: DesktopLog;
  readonly caller: () => Caller;
  readonly settings: () => Settings;
  readonly words: () => NotificationWords;
  readonly isFocused: () => boolean;
  /** Runs whose end is told whatever the settings say. */
  readonly watched: Pick<WatchedRuns, 'ids' | 'set'>;
}

type Failure = EventPayload<'runs.changed'>['failures'][number];

/** A lost database is told of once it has been lost this long. */
const lostMs = 60_000;
/** What was missed while asleep is told of once, in one sentence, and not once a run. */
const wakeMs = 60_000;
const minuteMs = 60_000;
/** Looking at each ended run is for a desk, not for a flood. */
const mostLookedAt = 5;

/** Turns what the application tells into facts, and shows what the rules make of them. */
export class NotificationFeed {
  readonly #rules = new NotificationRules();
  /** Runs in the attention list that were told of or were there before we were. */
  readonly #known = new Set<string>();
  readonly #slow = new Set<string>();
  readonly #blocked = new BlockedNews();
  #baseline = false;
  #looked = false;
  #wokeAt = -Infinity;
  #lost: (() => void) | null = null;
  #minute: () => void = () => undefined;
  #leave: (() => void)[] = [];
  #queue: Promise<void> = Promise.resolve();

  constructor(private readonly options: FeedOptions) {}

  follow(application: DesktopApplication): void {
    const { events } = application;
    this.#leave = [
      events.on('runs.changed', (change) => this.#later(() => this.#runsChanged(application, change))),
      events.on('status.changed', (status) => this.#later(() => this.#statusChanged(application, status))),
      events.on('woke.up', ({ items }) => this.#woke(items)),
    ];
    this.#tick(application);
  }

  /** Tells when that run ends, whatever the settings say. */
  watch(runId: string, on: boolean): void {
    this.options.watched.set(runId, on);
  }

  close(): void {
    for (const leave of this.#leave) leave();
    this.#lost?.();
    this.#minute();
  }

  /** One after another, so that of two failures of a task the second is known to be one. */
  #later(work: () => Promise<void>): void {
    this.#queue = this.#queue.then(work).catch((error: unknown) => {
      this.options.log.debug(`A notification could not be made: ${String(error)}`);
    });
  }

  async #runsChanged(
    { handlers }: DesktopApplication,
    { ids, failures }: EventPayload<'runs.changed'>,
  ): Promise<void> {
    for (const failure of failures) await this.#failed(handlers, failure);
    const failed = new Set(failures.map(({ runId }) => runId));
    const watched = [...this.options.watched.ids];
    // Without names many have changed: those to be told of may be among them.
    const others = (ids ?? watched).filter((runId) => !failed.has(runId));
    const few = others.length <= mostLookedAt || this.#rules.hasFailing;
    const interesting = few ? others.slice(0, 50) : others.filter((id) => this.options.watched.ids.has(id));
    for (const id of interesting) await this.#lookAt(handlers, id);
  }

  /** Tells how a run ended, if it ended in a way that is told here: failures come with their own event. */
  async #lookAt(handlers: DesktopApplication['handlers'], id: string): Promise<void> {
    const run = await handlers.runs.get({ id }, this.options.caller());
    const watched = this.options.watched.ids.has(id);
    if (run.state !== 'ended' || (run.outcome !== 'succeeded' && !watched)) return;
    const wasFailing = this.#rules.isFailing(run.taskId);
    const task = await handlers.tasks.get({ id: run.taskId }, this.options.caller());
    this.#tell({
      event: run.outcome === 'succeeded' ? (wasFailing ? 'recovered' : 'succeeded') : 'failed',
      runId: id,
      taskId: run.taskId,
      taskName: run.taskName,
      status: run.outcome ?? '',
      text: this.#why(run),
      notify: task.notify,
    });
  }

  /** What ended while nobody was here to tell; a run that is gone from the ledger is no longer waited for. */
  async #lookAtWatched(handlers: DesktopApplication['handlers']): Promise<void> {
    for (const id of this.options.watched.ids)
      try {
        await this.#lookAt(handlers, id);
      } catch (error) {
        if (!(error instanceof Problem) || error.code !== 'not_found') throw error;
        this.watch(id, false);
      }
  }

  async #failed(handlers: DesktopApplication['handlers'], failure: Failure): Promise<void> {
    const { runId, taskId, taskName, status } = failure;
    if (status === 'missed' && this.options.timers.now() - this.#wokeAt < wakeMs) return;
    const [run, task] = await Promise.all([
      handlers.runs.get({ id: runId }, this.options.caller()),
      handlers.tasks.get({ id: taskId }, this.options.caller()),
    ]);
    const text = run.error?.message ?? this.#why(run);
    const event = status === 'missed' ? 'missed' : 'failed';
    this.#tell({ event, runId, taskId, taskName, status, text, notify: task.notify });
  }

  /** Why a run ended, in the desk's language. */
  #why({ reason, reasonText }: Pick<Run, 'reason' | 'reasonText'>): string {
    const { locale = 'en' } = this.options.caller();
    return reason === null || locale === 'en' ? (reasonText ?? '') : describeReason(reason, locale);
  }

  async #statusChanged({ handlers }: DesktopApplication, status: ExecutorStatus): Promise<void> {
    this.#databaseChanged(status);
    this.#blockedChanged(status);
    if (!this.#looked && status.database.state === 'connected') {
      this.#looked = true;
      this.#later(() => this.#lookAtWatched(handlers));
    }
    const now = new Set(status.attention.map(({ runId }) => runId));
    const complete = status.attention.length === status.attentionCount;
    for (const runId of this.#known)
      if (complete && !now.has(runId)) {
        this.#known.delete(runId);
        this.options.screen.withdraw([`run:${runId}`]);
      }
    if (complete && now.size === 0) this.options.screen.withdraw(['many', 'digest']);
    for (const item of status.attention) {
      if (this.#known.has(item.runId)) continue;
      this.#known.add(item.runId);
      // What waited before we came is on the screen already; failures come with `runs.changed`.
      if (!this.#baseline || item.status !== 'waiting') continue;
      const { runId, taskId, taskName, message: text } = item;
      const task = await handlers.tasks.get({ id: taskId }, this.options.caller());
      this.#tell({
        event: 'needsConfirmation',
        runId,
        taskId,
        taskName,
        status: item.status,
        text,
        notify: task.notify,
      });
    }
    this.#baseline = true;
  }

  #blockedChanged({ blocked }: ExecutorStatus): void {
    const news = this.#blocked.from(blocked, this.options.caller().locale ?? 'en');
    if (news === 'over') this.options.screen.withdraw(['blocked']);
    else if (news !== null) this.#tell(news);
  }

  #databaseChanged({ database, phase }: ExecutorStatus): void {
    if (database.state !== 'lost' || phase === 'stopping' || phase === 'stopped') {
      this.#lost?.();
      this.#lost = null;
      if (database.state === 'connected') this.options.screen.withdraw(['databaseLost']);
      return;
    }
    if (this.#lost !== null) return;
    const since = new Date(database.since);
    const wait = Math.max(0, since.getTime() + lostMs - this.options.timers.now());
    this.#lost = this.options.timers.after(wait, () =>
      this.#tell({ event: 'databaseLost', since: clockTime(this.options.clock, since) }),
    );
  }

  #woke(items: number): void {
    const now = this.options.timers.now();
    this.#wokeAt = now;
    const mood = this.#mood();
    if (items === 0 || !mood.settings.matrix.missed.system || mood.focused) return;
    this.options.screen.show({
      key: 'woke',
      title: mood.words.woke(items),
      body: mood.words.wokeBody,
      route: '/overview',
      sound: mood.settings.matrix.missed.sound,
      urgent: false,
    });
  }

  #tick(application: DesktopApplication): void {
    this.#minute = this.options.timers.after(minuteMs, () => {
      const digest = this.#rules.digest(this.#mood());
      if (digest !== null) this.options.screen.show(digest);
      this.#later(() => this.#lookForSlow(application));
      this.#tick(application);
    });
  }

  /** Asked only by those who want to know: it takes the medians of all that runs. */
  async #lookForSlow({ handlers }: DesktopApplication): Promise<void> {
    if (!this.options.settings().notifications.matrix.longerThanUsual.system) return;
    const { running } = await handlers.overview.get({}, this.options.caller());
    const now = this.options.timers.now();
    for (const run of running) {
      if (run.medianMs === null || run.startedAt === null || this.#slow.has(run.id)) continue;
      if (now - Date.parse(run.startedAt) < Math.max(2 * run.medianMs, minuteMs)) continue;
      this.#slow.add(run.id);
      const { id: runId, taskId, taskName } = run;
      this.#tell({
        event: 'longerThanUsual',
        runId,
        taskId,
        taskName,
        status: run.state,
        text: '',
        notify: 'app',
      });
    }
  }

  #tell(fact: Fact): void {
    const { withdraw, show } = this.#rules.decide(fact, this.#mood());
    if ('runId' in fact && fact.event !== 'needsConfirmation' && fact.event !== 'longerThanUsual')
      this.watch(fact.runId, false);
    this.options.screen.withdraw(withdraw);
    if (show !== null) this.options.screen.show(show);
  }

  #mood(): Mood {
    const now = new Date(this.options.timers.now());
    return {
      settings: this.options.settings().notifications,
      wall: this.options.clock.read(now),
      nowMs: now.getTime(),
      focused: this.options.isFocused(),
      watched: this.options.watched.ids,
      words: this.options.words(),
    };
  }
}
