import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeLogind } from './fake-logind';
import { Keyring } from './keyring';
import { NotificationServer } from './notification-server';
import { killOwnProcesses, ownProcesses, SESSION_MARK, type OwnProcess } from './own-processes';
import { PrivateBus } from './private-bus';
import { TrayHost } from './tray-host';
import { VirtualDisplay } from './virtual-display';

/** What kind of desktop to play. */
export interface DesktopOptions {
  /** False plays a desktop without a tray, such as stock GNOME. */
  readonly tray?: boolean;
  /** True starts an unlocked keyring. */
  readonly keyring?: boolean;
  /** LANG of the applications. */
  readonly language?: string;
}

/** Variables that would make an application under test behave differently on one machine than on another. */
const FOREIGN =
  /^(ELECTRON_|NODE_OPTIONS$|WAYLAND_|XDG_|DBUS_|GNOME_|KDE_|DESKTOP_|GTK_|LC_|LANGUAGE$|DATABASE_URL$|PG)/;

/** A whole desktop of one's own: display, buses, panel, notification area, logind, home folder; all gone after stop. */
export class DesktopSession {
  private constructor(
    /** Temporary folder, also what own-processes knows this session's processes by. Other users may pass through it. */
    readonly folder: string,
    /** The complete environment of an application on this desktop. */
    readonly env: Readonly<Record<string, string>>,
    private readonly display: VirtualDisplay,
    readonly sessionBus: PrivateBus,
    readonly systemBus: PrivateBus,
    /** The panel. On a desktop without a tray it never shows anything. */
    readonly tray: TrayHost,
    readonly notifications: NotificationServer,
    readonly logind: FakeLogind,
    private readonly keyring: Keyring | undefined,
  ) {}

  static async start(options: DesktopOptions = {}): Promise<DesktopSession> {
    const folder = await mkdtemp(join(tmpdir(), 'nexus-desktop-'));
    await chmod(folder, 0o711); // an embedded database may run as another user below it
    const home = join(folder, 'home');
    const runtime = join(folder, 'runtime');
    await mkdir(home, { mode: 0o755 });
    await mkdir(runtime, { mode: 0o700 });

    const [display, sessionBus, systemBus] = await Promise.all([
      VirtualDisplay.start(),
      PrivateBus.start('session', folder),
      PrivateBus.start('system', folder),
    ]);
    const inherited = Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined || FOREIGN.test(name) ? [] : [[name, value] as const],
    );
    const env = {
      ...Object.fromEntries(inherited),
      [SESSION_MARK]: folder,
      DISPLAY: display.name,
      DBUS_SESSION_BUS_ADDRESS: sessionBus.address,
      DBUS_SYSTEM_BUS_ADDRESS: systemBus.address,
      HOME: home,
      XDG_RUNTIME_DIR: runtime,
      XDG_CONFIG_HOME: join(home, '.config'),
      XDG_DATA_HOME: join(home, '.local', 'share'),
      XDG_CACHE_HOME: join(home, '.cache'),
      LANG: options.language ?? 'en_US.UTF-8',
    };

    const tray = await TrayHost.start(sessionBus.connect());
    if (options.tray === false) await tray.leave();
    const notifications = await NotificationServer.start(sessionBus.connect());
    const logind = await FakeLogind.start(systemBus.connect());
    const keyring = options.keyring === true ? await Keyring.start(sessionBus.connect(), env) : undefined;
    return new DesktopSession(
      folder,
      env,
      display,
      sessionBus,
      systemBus,
      tray,
      notifications,
      logind,
      keyring,
    );
  }

  /** What applications on this desktop have running now; the desktop's own servers are left out. */
  async processes(): Promise<readonly OwnProcess[]> {
    const servers = new Set([this.sessionBus.pid, this.systemBus.pid, this.display.pid, this.keyring?.pid]);
    return (await ownProcesses(this.folder)).filter(({ pid }) => !servers.has(pid));
  }

  /** Ends everything, kills what applications have left behind, and removes the folder. */
  async stop(): Promise<void> {
    await this.keyring?.stop();
    await Promise.all([this.sessionBus.stop(), this.systemBus.stop(), this.display.stop()]);
    await killOwnProcesses(this.folder);
    await rm(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
