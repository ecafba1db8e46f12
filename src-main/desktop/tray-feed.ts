import type { Locale } from '../contract/primitives';
import type { Settings } from '../contract/settings';
import type { ExecutorStatus } from '../contract/status';
import type { Caller } from '../contract/api';
import type { DesktopApplication, DesktopLog } from './application-port';
import type { DeskTimers } from './desk-timers';
import type { TrayController } from './tray-controller';
import { buildTrayModel, type TrayInput, type TrayTask } from './tray-model';
import type { WallClock } from './wall-clock';

interface FeedOptions {
  readonly controller: TrayController;
  readonly timers: DeskTimers;
  readonly clock: WallClock;
  readonly caller: () => Caller;
  readonly log: DesktopLog;
  readonly locale: () => Locale;
  readonly settings: () => Settings;
}

const most = 10;
/** Which tasks the menu offers may be this old; what is going on never is. */
const restMs = 3_000;
const minuteMs = 60_000;

/** Keeps the tray's model fed: what goes on, which tasks the menu offers, and the time going by. */
export class TrayFeed {
  #status: ExecutorStatus | null = null;
  #startFailed = false;
  #tasks: readonly TrayTask[] = [];
  #application: DesktopApplication | null = null;
  #resting = false;
  #stale = false;
  #cancel: (() => void)[] = [];

  constructor(private readonly options: FeedOptions) {}

  get status(): ExecutorStatus | null {
    return this.#status;
  }

  /** Shows what is known so far; from now on the minutes are counted. */
  start(): void {
    this.update();
    this.#tick();
  }

  follow(application: DesktopApplication): void {
    this.#application = application;
    this.#startFailed = false;
    const { events } = application;
    this.#cancel.push(
      events.on('status.changed', (status) => this.setStatus(status)),
      events.on('tasks.changed', () => this.#reload()),
      events.on('runs.changed', () => this.#reload()),
    );
    this.#reload();
  }

  setStatus(status: ExecutorStatus): void {
    // The tasks could not be read while the database was away, and nothing may ever change them.
    const back = status.database.state === 'connected' && this.#status?.database.state !== 'connected';
    this.#status = status;
    this.update();
    if (back) this.#reload();
  }

  setStartFailed(): void {
    this.#startFailed = true;
    this.update();
  }

  update(): void {
    this.options.controller.update(buildTrayModel(this.#input()));
  }

  close(): void {
    for (const cancel of this.#cancel) cancel();
    this.#cancel = [];
  }

  #input(): TrayInput {
    const { settings, locale, timers, clock } = this.options;
    return {
      status: this.#status,
      startFailed: this.#startFailed,
      runNow: this.#tasks,
      mutedUntil: settings().notifications.mutedUntil,
      locale: locale(),
      now: new Date(timers.now()),
      clock,
    };
  }

  #tick(): void {
    const cancel = this.options.timers.after(minuteMs, () => {
      this.#cancel = this.#cancel.filter((other) => other !== cancel);
      this.options.controller.refresh(buildTrayModel(this.#input()));
      this.#tick();
    });
    this.#cancel.push(cancel);
  }

  #reload(): void {
    if (this.#resting) {
      this.#stale = true;
      return;
    }
    this.#resting = true;
    const cancel = this.options.timers.after(restMs, () => {
      this.#cancel = this.#cancel.filter((other) => other !== cancel);
      this.#resting = false;
      if (!this.#stale) return;
      this.#stale = false;
      this.#reload();
    });
    this.#cancel.push(cancel);
    this.#load().catch((error: unknown) => {
      // The database may be away; the menu keeps what it had.
      this.options.log.debug(`The tray could not read its tasks: ${String(error)}`);
    });
  }

  /** Pinned tasks, then those last run by hand, then those due next: ten in all. */
  async #load(): Promise<void> {
    const application = this.#application;
    if (application === null) return;
    const { tasks, runs } = application.handlers;
    const caller = this.options.caller();
    const any = { search: '', workflowId: null, repeatType: null, nextWithinMs: null, tag: null } as const;
    const page = { ...any, descending: false, offset: 0, limit: most } as const;
    const pinned = await tasks.list({ ...page, chip: 'all', pinned: true, sort: 'name' }, caller);
    const due = await tasks.list({ ...page, chip: 'enabled', pinned: false, sort: 'next_run' }, caller);
    const byHand = await runs.list(
      {
        taskId: null,
        statuses: [],
        triggers: ['manual'],
        from: null,
        to: null,
        search: '',
        unseen: false,
        cursor: null,
        limit: 50,
      },
      caller,
    );
    const chosen = new Map<string, string>();
    for (const { id, name, pinned: isPinned } of pinned.rows) if (isPinned) chosen.set(id, name);
    for (const taskId of new Set(byHand.rows.map((run) => run.taskId))) {
      if (chosen.size >= most || chosen.has(taskId)) continue;
      const task = await tasks.get({ id: taskId }, caller);
      if (task.state !== 'deleted') chosen.set(taskId, task.name);
    }
    for (const { id, name } of due.rows) if (!chosen.has(id)) chosen.set(id, name);
    this.#tasks = [...chosen].slice(0, most).map(([taskId, taskName]) => ({ taskId, taskName }));
    this.update();
  }
}
