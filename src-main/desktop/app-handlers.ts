import { shell } from 'electron';
import type { Handlers } from '../contract/api';
import { Problem } from '../contract/errors';
import type { Locale } from '../contract/primitives';
import type { Settings } from '../contract/settings';
import { checkIn, type SpokenCheck } from '../contract/spoken-check';
import type { Check } from '../contract/status';
import { systemLocale } from './system-locale';
import { desktopTexts } from './desktop-texts';
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
  readonly loginItem: (locale: Locale) => Promise<string>;
  readonly secrets: (locale: Locale) => string;
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
        loginItem: await options.loginItem(caller.locale ?? 'en'),
        secrets: options.secrets(caller.locale ?? 'en'),
      }),
      checks: async (args, caller) => {
        const { locale = 'en' } = caller;
        const checks = await checksOf(() => own.app.checks(args, caller), locale);
        const desk = [trayCheck(options.trayHost()), notificationsCheck(notifier.isSupported)];
        return { checks: [...checks, ...desk.map((check) => checkIn(check, locale))] };
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

const trayCheck = (host: boolean | null): SpokenCheck => ({
  name: desktopTexts.tray,
  result: host === false ? 'warn' : 'pass',
  text: host === false ? desktopTexts.trayMissing : desktopTexts.trayShown,
  remedy: host === false ? desktopTexts.installAppIndicator : null,
});

const notificationsCheck = (supported: boolean): SpokenCheck => ({
  name: desktopTexts.notifications,
  result: supported ? 'pass' : 'warn',
  text: supported ? desktopTexts.notificationsShown : desktopTexts.notificationsMissing,
  remedy: supported ? null : desktopTexts.allowNotifications,
});

/** Diagnostics must open when nothing else does: a database that is away is a check that fails, not an error. */
const checksOf = async (
  ask: () => Promise<{ checks: Check[] }>,
  locale: Locale,
): Promise<readonly Check[]> => {
  try {
    return (await ask()).checks;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { text, remedy } = error;
    return [checkIn({ name: desktopTexts.database, result: 'fail', text, remedy }, locale)];
  }
};

/** The language of the desktop's own words. */
export const desktopLocale = ({ general }: Settings): Locale =>
  general.language === 'system' ? systemLocale() : general.language;
