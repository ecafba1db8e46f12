import { app } from 'electron';
import type { DesktopLog } from './application-port';
import type { DeskTimers } from './desk-timers';

interface UpdateOptions {
  /** Address of the feed; null = never looks. */
  readonly feed: string | null;
  readonly log: DesktopLog;
  readonly timers: DeskTimers;
  /** No run is going on. */
  readonly isIdle: () => boolean;
}

const lookEveryMs = 6 * 3_600_000;

/**
 * Looks for a new version now and then and fetches it while nothing runs; it is installed when the operator quits, never
 * by a restart of ours. Off without a feed and in an unpackaged program.
 */
export class Updates {
  #cancel: () => void = () => undefined;

  constructor(private readonly options: UpdateOptions) {}

  start(): void {
    if (this.options.feed === null || !app.isPackaged) return;
    this.#cancel = this.options.timers.after(60_000, () => void this.#look());
  }

  close(): void {
    this.#cancel();
  }

  async #look(): Promise<void> {
    const { feed, log, timers, isIdle } = this.options;
    this.#cancel = timers.after(lookEveryMs, () => void this.#look());
    if (feed === null || !isIdle()) return;
    try {
      // Loaded only by those who have a feed.
      const { autoUpdater } = await import('electron-updater');
      autoUpdater.autoDownload = true;
      autoUpdater.autoInstallOnAppQuit = true;
      autoUpdater.setFeedURL({ provider: 'generic', url: feed });
      await autoUpdater.checkForUpdates();
    } catch (error) {
      log.error('The look for a new version failed', error);
    }
  }
}
