import { EventEmitter } from 'node:events';
import dbus, { type Message, type MessageBus } from 'dbus-next';
import { z } from 'zod';
import { listenTo, takeName } from './bus-calls';
import { eventually } from './eventually';
import { TrayItem } from './tray-item';

const NAME = 'org.kde.StatusNotifierWatcher';
const ownerChange = z.tuple([z.string(), z.string(), z.string()]);

/** The D-Bus face of the panel: applications register their icons here. */
class Watcher extends dbus.interface.Interface {
  constructor(
    private readonly services: () => string[],
    private readonly registered: (service: string) => void,
  ) {
    super(NAME);
  }

  RegisterStatusNotifierItem(service: string): void {
    this.registered(service);
  }

  RegisterStatusNotifierHost(): void {}

  get RegisteredStatusNotifierItems(): string[] {
    return this.services();
  }

  get IsStatusNotifierHostRegistered(): boolean {
    return true;
  }

  get ProtocolVersion(): number {
    return 0;
  }
}

Watcher.configureMembers({
  methods: {
    RegisterStatusNotifierItem: { inSignature: 's' },
    RegisterStatusNotifierHost: { inSignature: 's' },
  },
  properties: {
    RegisteredStatusNotifierItems: { signature: 'as', access: 'read' },
    IsStatusNotifierHostRegistered: { signature: 'b', access: 'read' },
    ProtocolVersion: { signature: 'i', access: 'read' },
  },
});

/** Plays the panel of a desktop: knows which tray icons are shown and hands them to the test. */
export class TrayHost {
  private readonly changes = new EventEmitter();
  private readonly live = new Map<string, TrayItem>();

  private constructor(private readonly bus: MessageBus) {
    this.changes.setMaxListeners(0);
  }

  static async start(bus: MessageBus): Promise<TrayHost> {
    const host = new TrayHost(bus);
    const changed = (): void => void host.changes.emit('change');
    await listenTo(bus, `type='signal',interface='org.kde.StatusNotifierItem'`, changed);
    await listenTo(bus, `type='signal',interface='com.canonical.dbusmenu'`, changed);
    await listenTo(
      bus,
      `type='signal',interface='org.freedesktop.DBus',member='NameOwnerChanged'`,
      (signal) => host.forgetIfGone(signal),
    );
    const watcher = new Watcher(
      () => [...host.live.keys()],
      (service) => host.remember(service),
    );
    bus.export('/StatusNotifierWatcher', watcher);
    await takeName(bus, NAME);
    return host;
  }

  /** Icons shown now, oldest first. */
  items(): readonly TrayItem[] {
    return [...this.live.values()];
  }

  /** The icon of the given process, or the newest one; waits until it is shown. */
  async item(pid?: number): Promise<TrayItem> {
    const pick = (): TrayItem | undefined =>
      this.items().findLast((item) => pid === undefined || item.pid === pid);
    return eventually({
      what: pid === undefined ? 'a tray icon' : `a tray icon of process ${pid}`,
      changes: this.changes,
      look: pick,
      until: () => true,
    });
  }

  /** Waits until no icon is shown, as after the application has ended. */
  async empty(): Promise<void> {
    await eventually({
      what: 'an empty tray',
      changes: this.changes,
      look: () => [...this.live.keys()],
      until: (services) => services.length === 0,
    });
  }

  /** Leaves the bus, as a desktop without a tray (stock GNOME) does. */
  async leave(): Promise<void> {
    await this.bus.releaseName(NAME);
  }

  private remember(service: string): void {
    this.live.set(service, new TrayItem(this.bus, service, this.changes));
    this.changes.emit('change');
  }

  private forgetIfGone(signal: Message): void {
    if (signal.member !== 'NameOwnerChanged') return;
    const [name, , owner] = ownerChange.parse(signal.body);
    if (owner === '' && this.live.delete(name)) this.changes.emit('change');
  }
}
