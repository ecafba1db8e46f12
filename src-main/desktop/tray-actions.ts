import type { Caller } from '../contract/api';
import { Problem } from '../contract/errors';
import type { DesktopApplication, DesktopLog } from './application-port';
import { holdEnd, type HoldChoice } from './hold-choice';
import type { Toast } from './notification-rules';
import type { NotificationWords } from './notification-words';
import type { TrayAction } from './tray-model';
import type { WallClock } from './wall-clock';

interface TrayActionOptions {
  readonly application: () => DesktopApplication | null;
  readonly caller: () => Caller;
  readonly clock: WallClock;
  readonly log: DesktopLog;
  readonly open: (route: string | null) => void;
  readonly quit: () => void;
  /** Answers the click where the operator looks. */
  readonly say: (toast: Toast) => void;
  readonly words: () => NotificationWords;
}

/** Does what an entry of the tray's menu says. */
export class TrayActions {
  constructor(private readonly options: TrayActionOptions) {}

  act(action: TrayAction): void {
    if (action.do === 'open') this.options.open(action.route);
    else if (action.do === 'quit') this.options.quit();
    else
      this.#command(action).catch((error: unknown) => {
        this.options.log.error(`The tray's "${action.do}" failed`, error);
      });
  }

  async #command(action: Exclude<TrayAction, { do: 'open' | 'quit' }>): Promise<void> {
    const application = this.options.application();
    if (application === null) return;
    const { runs, executor } = application.handlers;
    const caller = this.options.caller();
    switch (action.do) {
      case 'run_now':
        return this.#runNow(application, action);
      case 'mark_all_seen':
        await runs.markSeen({ ids: null }, caller);
        return;
      case 'resume':
        await executor.resume({}, caller);
        return;
      case 'pause':
        if (action.choice === 'off') await executor.resume({}, caller);
        else await executor.pause({ until: this.#end(action.choice), reason: null }, caller);
        return;
      default:
        await application.handlers.settings.update(
          { notifications: { mutedUntil: this.#end(action.choice) } },
          caller,
        );
    }
  }

  async #runNow(
    { handlers }: DesktopApplication,
    { taskId, taskName }: Extract<TrayAction, { do: 'run_now' }>,
  ): Promise<void> {
    const words = this.options.words();
    const quiet = { sound: false, urgent: false } as const;
    try {
      const { runId, created } = await handlers.tasks.runNow({ id: taskId }, this.options.caller());
      const route = `/runs/${runId}`;
      // The second half of a double click started nothing.
      if (created)
        this.options.say({
          key: `started:${runId}`,
          title: words.started(taskName),
          body: words.startedBody,
          route,
          ...quiet,
        });
    } catch (error) {
      this.options.log.error(`"Run now" of task ${taskId} failed`, error);
      const { locale = 'en' } = this.options.caller();
      const body = error instanceof Problem ? error.text[locale] : '';
      this.options.say({
        key: `started:${taskId}`,
        title: words.notStarted(taskName),
        body,
        route: `/tasks/${taskId}`,
        ...quiet,
      });
    }
  }

  #end(choice: HoldChoice): string | null {
    return holdEnd(choice, new Date(), this.options.clock)?.toISOString() ?? null;
  }
}
