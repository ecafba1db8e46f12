import { app, shell } from 'electron';
import type { Handlers } from '../contract/api';
import { Problem } from '../contract/errors';
import type { Settings } from '../contract/settings';
import type { Check } from '../contract/status';
import type { DesktopApplication } from './application-port';
import type { NotificationFeed } from './notification-feed';
import type { NotificationWords } from './notification-words';
import type { Notifier } from './notifier';

interface AppHandlerOptions {
  readonly application: DesktopApplication;
  readonly feed: NotificationFeed;
  readonly notifier: Notifier;
  readonly words: () => NotificationWords;
  readonly trayHost: () => boolean | null;
  readonly loginItem: () => Promise<string>;
  readonly secrets: () => string;
  readonly paths: { readonly data: string; readonly logs: string; readonly settings_file: string };
  readonly quit: (mode: 'wait' | 'stop' | 'ask') => void;
  readonly closeAnswered: (choice: 'keep_running' | 'quit', remember: boolean) => void;
}

/** The calls that only the desktop can answer; everything else of the group stays the application's own. */
export const desktopHandlers = (options: AppHandlerOptions): Handlers => {
  const { application, feed, notifier, words, paths } = options;
  const own = application.handlers;
  return {
    ...own,
    app: {
      ...own.app,
      info: async (args, caller) => ({
        ...(await own.app.info(args, caller)),
        shell: 'desktop',
        trayHost: options.trayHost(),
        loginItem: await options.loginItem(),
        secrets: options.secrets(),
      }),
      checks: async (args, caller) => {
        const checks = await checksOf(() => own.app.checks(args, caller));
        const host = options.trayHost();
        return {
          checks: [
            ...checks,
            {
              name: 'tray',
              result: host === false ? 'warn' : 'pass',
              text: host === false ? 'This desktop shows no tray icons.' : 'The desktop shows tray icons.',
              remedy:
                host === false
                  ? 'On GNOME, install the AppIndicator extension. Starting the program again shows its window.'
                  : null,
            },
            {
              name: 'notifications',
              result: notifier.isSupported ? 'pass' : 'warn',
              text: notifier.isSupported
                ? 'The system shows notifications.'
                : 'The system shows no notifications.',
              remedy: notifier.isSupported ? null : 'Allow or install the system’s notifications.',
            },
          ],
        };
      },
      windowState: async () => ({}),
      notifyWhenEnds: async ({ runId, on }) => {
        feed.watch(runId, on);
        return {};
      },
      sendTestNotification: async () => {
        const { test: title, testBody: body } = words();
        notifier.show({ key: 'test', title, body, route: '/settings', sound: false, urgent: false });
        return { shown: notifier.isSupported, text: title };
      },
      openPath: async ({ what }) => {
        if (what === 'settings_file') shell.showItemInFolder(paths.settings_file);
        else await shell.openPath(paths[what]);
        return {};
      },
      quit: async ({ mode }) => {
        // Answered first: the window that asked is gone with the program.
        setImmediate(() => options.quit(mode));
        return {};
      },
      answerClose: async ({ choice, remember }) => {
        setImmediate(() => options.closeAnswered(choice, remember));
        return {};
      },
    },
  };
};

/** Diagnostics must open when nothing else does: a database that is away is a check that fails, not an error. */
const checksOf = async (ask: () => Promise<{ checks: Check[] }>): Promise<readonly Check[]> => {
  try {
    return (await ask()).checks;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return [{ name: 'database', result: 'fail', text: error.message, remedy: error.info.remedy }];
  }
};

/** The language of the desktop's own words. */
export const desktopLocale = ({ general }: Settings): 'en' | 'zh-CN' => {
  if (general.language !== 'system') return general.language;
  return app.getLocale().toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
};
