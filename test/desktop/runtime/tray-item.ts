import type { EventEmitter } from 'node:events';
import { createHash } from 'node:crypto';
import dbus, { type MessageBus } from 'dbus-next';
import { z } from 'zod';
import { callMethod, variantOf } from './bus-calls';
import { eventually } from './eventually';
import { describeMenu, findEntry, parseMenu, type MenuEntry } from './tray-menu';

const ITEM = 'org.kde.StatusNotifierItem';
const MENU = 'com.canonical.dbusmenu';
const CLICK_ATTEMPTS = 5;

/** A picture as StatusNotifierItem carries it. */
export interface TrayIcon {
  readonly width: number;
  readonly height: number;
  /** ARGB, 8 bits each, in network byte order: 4 × width × height bytes. */
  readonly pixels: Buffer;
  /** SHA-256 of the pixels, in hex: equal icons have equal fingerprints. */
  readonly fingerprint: string;
}

/** What the icon shows at one moment. */
export interface TrayState {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly tooltip: string;
  /** Largest first. */
  readonly icons: readonly TrayIcon[];
}

const pixmap = z.tuple([z.number(), z.number(), z.instanceof(Uint8Array)]);
const itemProperties = z.object({
  Id: variantOf(z.string()),
  Title: variantOf(z.string()),
  Status: variantOf(z.string()),
  ToolTip: variantOf(z.tuple([z.string(), z.array(pixmap), z.string(), z.string()])),
  IconPixmap: variantOf(z.array(pixmap)),
  Menu: variantOf(z.string()),
});

function toIcon([width, height, bytes]: z.infer<typeof pixmap>): TrayIcon {
  const pixels = Buffer.from(bytes);
  return { width, height, pixels, fingerprint: createHash('sha256').update(pixels).digest('hex') };
}

/** An application's tray icon, looked at and clicked from the desktop's side. */
export class TrayItem {
  constructor(
    private readonly bus: MessageBus,
    /** Bus name of the item, `org.kde.StatusNotifierItem-PID-N`. */
    readonly service: string,
    /** Emits `change` when the item or its menu says that it changed. */
    private readonly changes: EventEmitter,
  ) {}

  /** Process id of the application, taken from the name of its item. */
  get pid(): number {
    return z.coerce.number().int().parse(this.service.split('-')[1]);
  }

  async state(): Promise<TrayState> {
    const shown = await this.properties();
    return {
      id: shown.Id,
      title: shown.Title,
      status: shown.Status,
      tooltip: [shown.ToolTip[2], shown.ToolTip[3]].filter(Boolean).join('\n'),
      icons: shown.IconPixmap.map(toIcon).sort((a, b) => b.width - a.width),
    };
  }

  async menu(): Promise<MenuEntry> {
    const path = (await this.properties()).Menu;
    const [, layout] = await this.callMenu(path, 'GetLayout', 'iias', [0, -1, []]);
    return parseMenu(layout);
  }

  /** Waits for the icon to look as wanted. */
  waitForState(what: string, until: (state: TrayState) => boolean): Promise<TrayState> {
    return eventually({ what, changes: this.changes, look: () => this.state(), until });
  }

  /** Waits for the menu to read as wanted. */
  waitForMenu(what: string, until: (menu: MenuEntry) => boolean): Promise<MenuEntry> {
    return eventually({ what, changes: this.changes, look: () => this.menu(), until });
  }

  /**
   * Clicks the entry reached by reading labels from the top, as soon as it is there and enabled. A menu that was made
   * anew between the reading and the click knows the entry by another number and refuses: then it is read again.
   */
  async click(...path: string[]): Promise<void> {
    const ready = (menu: MenuEntry): boolean => findEntry(menu, path)?.enabled === true;
    for (let attempt = 1; ; attempt += 1) {
      const menu = await this.waitForMenu(`an enabled menu entry ${path.join(' ▸ ')}`, ready);
      const entry = findEntry(menu, path);
      if (entry === undefined)
        throw new Error(`No menu entry ${path.join(' ▸ ')} in:\n${describeMenu(menu)}`);
      try {
        return await this.clickEntry(entry);
      } catch (error) {
        if (!(error instanceof dbus.DBusError) || attempt === CLICK_ATTEMPTS) throw error;
      }
    }
  }

  /** Clicks an entry read earlier, even if it is disabled or gone by now: a person may be slower than the menu. */
  async clickEntry(entry: MenuEntry): Promise<void> {
    const { Menu: path } = await this.properties();
    await this.callMenu(path, 'Event', 'isvu', [entry.id, 'clicked', new dbus.Variant('i', 0), 0]);
  }

  /** The primary click on the icon itself. */
  async activate(): Promise<void> {
    await this.callItem(ITEM, 'Activate', 'ii', [0, 0]);
  }

  private async properties(): Promise<z.infer<typeof itemProperties>> {
    const [all] = await this.callItem('org.freedesktop.DBus.Properties', 'GetAll', 's', [ITEM]);
    return itemProperties.parse(all);
  }

  private callItem(
    iface: string,
    member: string,
    signature: string,
    body: readonly unknown[],
  ): Promise<unknown[]> {
    const { service: destination } = this;
    return callMethod(this.bus, {
      destination,
      path: '/StatusNotifierItem',
      interface: iface,
      member,
      signature,
      body,
    });
  }

  private callMenu(
    path: string,
    member: string,
    signature: string,
    body: readonly unknown[],
  ): Promise<unknown[]> {
    return callMethod(this.bus, {
      destination: this.service,
      path,
      interface: MENU,
      member,
      signature,
      body,
    });
  }
}
