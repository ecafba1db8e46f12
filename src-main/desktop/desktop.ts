import { userInfo } from 'node:os';
import { join } from 'node:path';
import { app, Menu, nativeTheme, powerMonitor, safeStorage, session, type WebContents } from 'electron';
import type { Answer, Caller, EventName, EventPayload, Handlers } from '../contract/api';
import { Problem } from '../contract/errors';
import type { Locale } from '../contract/primitives';
import type { Settings } from '../contract/settings';
import { desktopHandlers, desktopLocale } from './app-handlers';
import { ApplicationLoader } from './application-loader';
import type { DesktopApplication, DesktopLog, StopMode } from './application-port';
import { serveWindow, type WindowFiles } from './app-scheme';
import { systemDeskTimers as timers } from './desk-timers';
import { ElectronTray } from './electron-tray';
import { KeepAwake } from './keep-awake';
import { KeychainSecrets, type SecretStore } from './keychain-secrets';
import { LoginItem } from './login-item';
import { NotificationFeed } from './notification-feed';
import { notificationWords, type NotificationWords } from './notification-words';
import { Notifier } from './notifier';
import { PowerWatch } from './power-watch';
import { QuitMachine } from './quit-machine';
import { hardenSession } from './security';
import { TrayActions } from './tray-actions';
import { TrayController } from './tray-controller';
import { TrayFeed } from './tray-feed';
import { hasTrayHost } from './tray-host';
import { Updates } from './updates';
import { systemWallClock as clock } from './wall-clock';
import { WatchedRuns } from './watched-runs';
import { WindowManager } from './window-manager';

/** Carries a call to its handler; ipc/ has it. */
export interface CallRouter {
  call(group: unknown, name: unknown, input: unknown, caller: Caller): Promise<Answer>;
}

/** The way to the windows; ipc/ has it. */
export interface WindowTransport {
  trust(contents: WebContents): void;
  follow(events: DesktopApplication['events']): void;
  tell<N extends EventName>(name: N, payload: EventPayload<N>): void;
  close(): void;
}

export interface DesktopOptions {
  readonly log: DesktopLog;
  /** As they were at the start; the application's own are followed once it is there. */
  readonly settings: Settings;
  readonly paths: {
    readonly data: string;
    readonly logs: string;
    readonly settings_file: string;
    readonly keychainFile: string;
    readonly preload: string;
    readonly icons: string;
  };
  readonly files: WindowFiles;
  readonly plainSecrets: SecretStore;
  readonly open: (secrets: SecretStore) => Promise<DesktopApplication>;
  /** Loaded with the scheduler: the contract's schemas take their time. */
  readonly route: (handlers: Handlers) => Promise<CallRouter>;
  readonly transport: (router: CallRouter, caller: () => Caller) => WindowTransport;
  /** Start without a window. */
  readonly hidden: boolean;
}

/** A scheduler whose database is away may take long to answer. */
const answerMs = 2_000;
/** The scheduler is not kept waiting for the icon longer than this. */
const iconMs = 300;
/** Nor for the first question of a window's page: three times what the page takes to come to it. */
const pageMs = 1_000;

/** The tray application: the icon first, then the scheduler behind it, a window when somebody wants to see it. */
export class Desktop {
  #settings: Settings;
  #trayHost: boolean | null = null;
  #router: Promise<CallRouter> | null = null;
  #secrets: SecretStore;
  #keychain: Promise<SecretStore> | null = null;
  readonly #caller = (): Caller => ({ actor: this.#operator(), origin: 'window' });
  readonly #trayCaller = (): Caller => ({
    actor: this.#operator(),
    origin: 'tray',
    locale: desktopLocale(this.#settings),
  });
  readonly #words = (): NotificationWords => notificationWords[desktopLocale(this.#settings)];
  readonly #loader: ApplicationLoader;
  readonly #transport: WindowTransport;
  readonly #window: WindowManager;
  readonly #notifier: Notifier;
  readonly #tray: TrayController;
  #face: ElectronTray | null = null;
  readonly #feed: TrayFeed;
  readonly #notifications: NotificationFeed;
  readonly #actions: TrayActions;
  readonly #quit: QuitMachine;
  readonly #keepAwake = new KeepAwake();
  readonly #loginItem: LoginItem;
  readonly #updates: Updates;

  constructor(private readonly options: DesktopOptions) {
    const { log, paths } = options;
    this.#settings = options.settings;
    this.#secrets = options.plainSecrets;
    const settings = (): Settings => this.#settings;
    const locale = (): Locale => desktopLocale(this.#settings);
    this.#loginItem = new LoginItem(paths.data);
    this.#loader = new ApplicationLoader({
      open: async () => options.open(await this.#openKeychain()),
      timers,
      log,
      opened: (application) => this.#opened(application),
      failed: () => this.#feed.setStartFailed(),
    });
    this.#transport = options.transport({ call: (...call) => this.#route(...call) }, this.#caller);
    this.#window = new WindowManager({
      preload: paths.preload,
      icon: join(paths.icons, 'app-64.png'),
      log,
      timers,
      remembered: () => this.#settings.window,
      remember: ({ bounds, maximized }) => this.#change({ window: { bounds: { ...bounds }, maximized } }),
      created: (contents) => this.#transport.trust(contents),
      closing: () => this.#closing(),
    });
    this.#notifier = new Notifier({
      icon: join(paths.icons, 'app-64.png'),
      log,
      clicked: (route) => this.open(route),
    });
    this.#actions = new TrayActions({
      application: () => this.#loader.application,
      caller: this.#trayCaller,
      clock,
      log,
      open: (route) => this.open(route),
      quit: () => this.requestQuit(),
      say: (toast) => {
        if (!this.#window.isFocused) this.#notifier.show(toast);
      },
      words: this.#words,
    });
    this.#tray = new TrayController(() => {
      this.#face = new ElectronTray({
        icons: join(paths.icons, 'tray'),
        monochrome: () => this.#settings.general.monochromeIcon,
        act: (action) => this.#actions.act(action),
        clicked: () => this.open(null),
      });
      return this.#face;
    }, timers);
    const caller = this.#trayCaller;
    this.#feed = new TrayFeed({ controller: this.#tray, timers, clock, caller, log, locale, settings });
    this.#notifications = new NotificationFeed({
      screen: this.#notifier,
      timers,
      clock,
      log,
      caller,
      settings,
      words: this.#words,
      isFocused: () => this.#window.isFocused,
      watched: new WatchedRuns(join(paths.data, 'watched-runs.json'), log),
    });
    this.#updates = new Updates({
      feed: options.settings.advanced.updateFeed,
      log,
      timers,
      isIdle: () => (this.#feed.status?.running.length ?? 0) === 0,
    });
    this.#quit = new QuitMachine({
      ask: (running) => {
        this.#transport.tell('quit.asked', { running });
        this.open(null);
      },
      stop: (mode) => this.#stop(mode),
      exit: () => this.#exit(),
      failed: (error) => log.error('Not everything ended in good order', error),
    });
  }

  /** Shows the tray, then loads the scheduler. Called when Electron is ready. */
  async start(): Promise<void> {
    const { options } = this;
    this.#tray.setEnabled(this.#settings.general.showTrayIcon);
    this.#feed.start();
    hardenSession(session.defaultSession);
    serveWindow(session.defaultSession, options.files);
    this.#menu();
    this.#theme();
    this.#watchSystem();
    if (!options.hidden) this.open(null);
    this.#updates.start();
    this.#secrets = await this.#openKeychain();
    options.log.info(`Secrets: ${this.#secrets.describe()}`);
    const host = hasTrayHost().then((found) => this.#foundTrayHost(found));
    // Loading the scheduler holds this thread up: first the desktop takes the icon in, and a window gets its files and
    // its first picture. What its page asks then loads the scheduler, too.
    await (options.hidden ? Promise.race([host, this.#pause(iconMs)]) : this.#pause(pageMs));
    void this.#loader.ready();
  }

  #openKeychain(): Promise<SecretStore> {
    const { keychainFile: file } = this.options.paths;
    const { plainSecrets: plain } = this.options;
    this.#keychain ??= KeychainSecrets.open(safeStorage, { file, plain, platform: process.platform });
    return this.#keychain;
  }

  #foundTrayHost(found: boolean | null): void {
    this.#trayHost = found;
    if (found === false)
      this.options.log.warn('This desktop shows no tray icons: closing the window minimises it instead');
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      timers.after(ms, resolve);
    });
  }

  /** Brings the window to the front, at a screen if one is named. */
  open(route: string | null): void {
    if (this.#quit.state === 'ended') return;
    this.#window.show();
    if (route !== null) this.#transport.tell('navigate.requested', { route });
  }

  /** Somebody wants to quit: asks when runs are going on. */
  requestQuit(): void {
    this.#running()
      .then((running) => this.#quit.request(running))
      .catch((error: unknown) => this.options.log.error('Quitting was asked for in vain', error));
  }

  /** Ends without asking: a signal, or the system shuts down. */
  quitNow(): void {
    this.#quit.choose('stop');
  }

  /** Whether the process may end: everything of ours has. */
  get isEnded(): boolean {
    return this.#quit.state === 'ended';
  }

  /** Asked anew: what was told last may be a second old, and a run that has just started must not be cut off unasked. */
  async #running(): Promise<number> {
    const known = this.#feed.status?.running.length ?? 0;
    const application = this.#loader.application;
    if (application === null) return known;
    const late = new Promise<number>((resolve) => {
      timers.after(answerMs, () => resolve(known));
    });
    const asked = application.handlers.executor.status({}, this.#trayCaller()).then(
      ({ running }) => running.length,
      () => known,
    );
    return Promise.race([asked, late]);
  }

  #operator(): string {
    return this.#settings.general.operator || userInfo().username;
  }

  /** Calls wait for the scheduler; when it could not start they are told why. */
  async #route(...[group, name, input, caller]: Parameters<CallRouter['call']>): Promise<Answer> {
    if (group === 'executor' && name === 'retryDatabase') this.#loader.retry();
    const application = await this.#loader.ready();
    if (application instanceof Problem) return { ok: false, error: application.infoIn(caller.locale) };
    this.#router ??= this.options.route(this.#handlers(application));
    return (await this.#router).call(group, name, input, caller);
  }

  #handlers(application: DesktopApplication): Handlers {
    return desktopHandlers({
      application,
      feed: this.#notifications,
      notifier: this.#notifier,
      words: this.#words,
      trayHost: () => this.#trayHost,
      loginItem: (spoken) => this.#loginItem.describe(spoken),
      secrets: (spoken) => this.#secrets.describe(spoken),
      paths: this.options.paths,
      quit: (mode) => (mode === 'ask' ? this.requestQuit() : this.#quit.choose(mode)),
      closeAnswered: (choice, remember) => {
        if (remember) this.#change({ general: { closeButton: choice } });
        if (choice === 'quit') this.requestQuit();
        else this.#putAway();
      },
    });
  }

  #opened(application: DesktopApplication): void {
    const { events, handlers } = application;
    this.#transport.follow(events);
    this.#feed.follow(application);
    this.#notifications.follow(application);
    events.on('settings.changed', (settings) => this.#settingsChanged(settings));
    events.on('status.changed', (status) => {
      this.#window.setAttention(status.attentionCount);
      this.#keepAwake.update(this.#settings.executor.keepAwake, status.running.length);
    });
    const caller = this.#caller();
    handlers.settings
      .get({}, caller)
      .then((settings) => this.#settingsChanged(settings))
      .catch((error: unknown) => this.options.log.error('The settings could not be read', error));
    application
      .start()
      .then(async () => this.#feed.setStatus(await handlers.executor.status({}, caller)))
      .catch((error: unknown) => this.options.log.error('The executor could not start', error));
  }

  #settingsChanged(settings: Settings): void {
    const before = this.#settings;
    this.#settings = settings;
    this.#theme();
    this.#tray.setEnabled(settings.general.showTrayIcon);
    if (before.general.monochromeIcon !== settings.general.monochromeIcon) this.#face?.redraw();
    this.#feed.update();
    this.#keepAwake.update(settings.executor.keepAwake, this.#feed.status?.running.length ?? 0);
    this.#loginItem
      .set(settings.general.launchAtLogin)
      .catch((error: unknown) => this.options.log.error('Start at login could not be set', error));
  }

  #change(change: Parameters<Handlers['settings']['update']>[0]): void {
    const application = this.#loader.application;
    if (application === null) return;
    application.handlers.settings
      .update(change, this.#caller())
      .catch((error: unknown) => this.options.log.error('A setting could not be kept', error));
  }

  #theme(): void {
    const { theme } = this.#settings.appearance;
    nativeTheme.themeSource = theme === 'light' || theme === 'dark' ? theme : 'system';
  }

  /** The window's close button. False keeps the window. */
  #closing(): boolean {
    if (this.#quit.isLeaving) return true;
    const { closeButton } = this.#settings.general;
    const asks = closeButton === 'ask' && process.platform !== 'darwin' && this.#loader.application !== null;
    if (closeButton === 'quit') this.requestQuit();
    else if (asks && this.#window.isAlive)
      this.#transport.tell('close.asked', { running: this.#feed.status?.running.length ?? 0 });
    else this.#putAway();
    return false;
  }

  /** Out of the way, but reachable: without a tray a hidden window could not be found again. */
  #putAway(): void {
    if (this.#trayHost === false || !this.#settings.general.showTrayIcon) this.#window.minimize();
    else this.#window.hide();
  }

  #watchSystem(): void {
    // Held by the monitor's listeners for as long as the program runs.
    void new PowerWatch(powerMonitor, {
      timers,
      log: this.options.log,
      suspended: () => this.#loader.application?.suspend(),
      resumed: () => this.#loader.application?.resume(),
    });
    if (process.platform !== 'win32') powerMonitor.on('shutdown', () => this.quitNow());
  }

  /** macOS needs a menu for its editing keys; elsewhere the window brings its own. */
  #menu(): void {
    Menu.setApplicationMenu(
      process.platform === 'darwin'
        ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }])
        : null,
    );
  }

  async #stop(mode: StopMode): Promise<void> {
    if (mode === 'stop') this.#window.hide();
    const application = this.#loader.application;
    this.#loader.close();
    await application?.stop(mode);
  }

  #exit(): void {
    this.#updates.close();
    this.#feed.close();
    this.#notifications.close();
    this.#notifier.close();
    this.#keepAwake.close();
    this.#tray.close();
    this.#window.destroy();
    this.#transport.close();
    app.quit();
  }
}
