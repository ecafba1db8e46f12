import { EventEmitter } from 'node:events';
import dbus, { type MessageBus } from 'dbus-next';
import { takeName } from './bus-calls';
import { eventually } from './eventually';

const NAME = 'org.freedesktop.login1';

/** The D-Bus face of logind, as far as Electron's powerMonitor looks at it. */
class LoginManager extends dbus.interface.Interface {
  constructor(private readonly inhibited: (what: string) => void) {
    super(`${NAME}.Manager`);
  }

  Inhibit(what: string): never {
    this.inhibited(what);
    // A real lock is a file descriptor; Chromium logs the refusal and goes on without one.
    throw new dbus.DBusError(
      'org.freedesktop.DBus.Error.NotSupported',
      'The test desktop gives no inhibitor locks',
    );
  }

  PrepareForSleep(entering: boolean): boolean {
    return entering;
  }

  PrepareForShutdown(entering: boolean): boolean {
    return entering;
  }
}

LoginManager.configureMembers({
  methods: { Inhibit: { inSignature: 'ssss', outSignature: 'h' } },
  signals: { PrepareForSleep: { signature: 'b' }, PrepareForShutdown: { signature: 'b' } },
});

/** Plays logind on a private system bus: puts the machine to sleep, wakes it, shuts it down. */
export class FakeLogind {
  private readonly changes = new EventEmitter();
  private readonly asked: string[] = [];
  private readonly face = new LoginManager((what) => {
    this.asked.push(what);
    this.changes.emit('change');
  });

  private constructor() {
    this.changes.setMaxListeners(0);
  }

  static async start(bus: MessageBus): Promise<FakeLogind> {
    const logind = new FakeLogind();
    bus.export('/org/freedesktop/login1', logind.face);
    await takeName(bus, NAME);
    return logind;
  }

  /** Number of times an application has asked to delay sleep, which it does once it listens for it. */
  get watchers(): number {
    return this.asked.filter((what) => what.split(':').includes('sleep')).length;
  }

  /** Waits until one more application than `before` listens for sleep; before that a signal would be lost. */
  async watched(before = 0): Promise<void> {
    await eventually({
      what: 'the application to listen for sleep',
      changes: this.changes,
      look: () => this.watchers,
      until: (watchers) => watchers > before,
    });
  }

  /** The machine is about to sleep: powerMonitor emits `suspend`. */
  sleep(): void {
    this.face.PrepareForSleep(true);
  }

  /** The machine is back: powerMonitor emits `resume`. */
  wake(): void {
    this.face.PrepareForSleep(false);
  }

  /** The machine is about to shut down: powerMonitor emits `shutdown` if the application listens for it. */
  shutDown(): void {
    this.face.PrepareForShutdown(true);
  }
}
