import { EventEmitter } from 'node:events';
import dbus, { type MessageBus } from 'dbus-next';
import { takeName } from './bus-calls';
import { eventually } from './eventually';

const NAME = 'org.freedesktop.Notifications';

/** A notification as it arrived on the bus. */
export interface ShownNotification {
  readonly id: number;
  readonly application: string;
  readonly summary: string;
  readonly body: string;
  /** Key to label; `default` is the click on the notification itself. */
  readonly actions: Readonly<Record<string, string>>;
  /** Id of the notification it took the place of, 0 for none. */
  readonly replaces: number;
}

/** Why a notification went away, in the words of the specification. */
export const CLOSE_REASONS = { expired: 1, dismissed: 2, closedByApplication: 3 } as const;

type Arrived = Omit<ShownNotification, 'id'>;

/** The D-Bus face of the server. */
class Notifications extends dbus.interface.Interface {
  constructor(
    private readonly show: (arrived: Arrived) => number,
    private readonly withdraw: (id: number) => void,
  ) {
    super(NAME);
  }

  GetCapabilities(): string[] {
    return ['body', 'actions', 'persistence'];
  }

  GetServerInformation(): string[] {
    return ['test-notifications', 'tests', '1', '1.2'];
  }

  Notify(
    application: string,
    replaces: number,
    _icon: string,
    summary: string,
    body: string,
    actions: readonly string[],
  ): number {
    const pairs: Record<string, string> = {};
    for (let at = 0; at + 1 < actions.length; at += 2) pairs[actions[at] ?? ''] = actions[at + 1] ?? '';
    return this.show({ application, summary, body, actions: pairs, replaces });
  }

  CloseNotification(id: number): void {
    this.withdraw(id);
  }

  ActionInvoked(id: number, key: string): [number, string] {
    return [id, key];
  }

  NotificationClosed(id: number, reason: number): [number, number] {
    return [id, reason];
  }
}

Notifications.configureMembers({
  methods: {
    GetCapabilities: { outSignature: 'as' },
    GetServerInformation: { outSignature: 'ssss' },
    Notify: { inSignature: 'susssasa{sv}i', outSignature: 'u' },
    CloseNotification: { inSignature: 'u' },
  },
  signals: { ActionInvoked: { signature: 'us' }, NotificationClosed: { signature: 'uu' } },
});

/** Plays the notification area of a desktop: keeps what was shown, and clicks or closes it. */
export class NotificationServer {
  private readonly changes = new EventEmitter();
  private readonly shown: ShownNotification[] = [];
  private readonly open = new Set<number>();
  private lastId = 0;
  private readonly face = new Notifications(
    (arrived) => this.show(arrived),
    (id) => this.remove(id, CLOSE_REASONS.closedByApplication),
  );

  private constructor() {
    this.changes.setMaxListeners(0);
  }

  static async start(bus: MessageBus): Promise<NotificationServer> {
    const server = new NotificationServer();
    bus.export('/org/freedesktop/Notifications', server.face);
    await takeName(bus, NAME);
    return server;
  }

  /** Everything that was ever shown, replacements included, oldest first. */
  all(): readonly ShownNotification[] {
    return [...this.shown];
  }

  /** What is still on the screen. */
  visible(): readonly ShownNotification[] {
    return this.shown.filter(
      (entry, at) =>
        this.open.has(entry.id) && this.shown.findLastIndex((other) => other.id === entry.id) === at,
    );
  }

  /** The first notification ever shown that fits; waits for it. */
  async waitFor(what: string, fits: (shown: ShownNotification) => boolean): Promise<ShownNotification> {
    const found = await eventually({
      what: `a notification: ${what}`,
      changes: this.changes,
      look: () => this.all(),
      until: (all) => all.some(fits),
    });
    const match = found.find(fits);
    if (match === undefined) throw new Error(`The notification is gone from the record: ${what}`);
    return match;
  }

  /** Waits until the application has withdrawn the notification, or it was closed otherwise. */
  async waitUntilClosed(id: number): Promise<void> {
    await eventually({
      what: `notification ${id} to be closed`,
      changes: this.changes,
      look: () => [...this.open],
      until: (open) => !open.includes(id),
    });
  }

  /** Clicks the notification (`default`) or one of its buttons; like a real desktop it then goes away. */
  invoke(id: number, action = 'default'): void {
    this.face.ActionInvoked(id, action);
    this.remove(id, CLOSE_REASONS.dismissed);
  }

  /** Closes it as a person or time would. */
  close(id: number, reason: keyof typeof CLOSE_REASONS = 'dismissed'): void {
    this.remove(id, CLOSE_REASONS[reason]);
  }

  /** Forgets what was shown, so that a test counts only its own. */
  forget(): void {
    this.shown.length = 0;
  }

  private show(arrived: Arrived): number {
    const id = arrived.replaces === 0 ? (this.lastId += 1) : arrived.replaces;
    this.shown.push({ id, ...arrived });
    this.open.add(id);
    this.changes.emit('change');
    return id;
  }

  private remove(id: number, reason: number): void {
    if (!this.open.delete(id)) return;
    this.face.NotificationClosed(id, reason);
    this.changes.emit('change');
  }
}
