import { Notification } from 'electron';
import type { DesktopLog } from './application-port';
import type { Toast } from './notification-rules';

/** Shows notifications by the system and takes them away again. */
export class Notifier {
  /** Held until they are clicked or closed: one that nobody holds never tells of its click. */
  readonly #open = new Map<string, Notification>();

  constructor(
    private readonly options: {
      readonly icon: string;
      readonly log: DesktopLog;
      readonly clicked: (route: string) => void;
    },
  ) {}

  get isSupported(): boolean {
    return Notification.isSupported();
  }

  /** Keys of what is on the screen now. */
  get keys(): readonly string[] {
    return [...this.#open.keys()];
  }

  show(toast: Toast): void {
    if (!this.isSupported) {
      this.options.log.warn(`No notifications on this system: ${toast.title}`);
      return;
    }
    this.withdraw([toast.key]);
    const notification = new Notification({
      title: toast.title,
      body: toast.body,
      silent: !toast.sound,
      urgency: toast.urgent ? 'critical' : 'normal',
      // macOS and Windows show the program's own icon beside it already.
      ...(process.platform === 'linux' ? { icon: this.options.icon } : {}),
    });
    const forget = (): void => {
      if (this.#open.get(toast.key) === notification) this.#open.delete(toast.key);
    };
    notification.on('click', () => {
      forget();
      this.options.clicked(toast.route);
    });
    notification.on('close', forget);
    notification.on('failed', (_event, error) => {
      forget();
      this.options.log.warn(`The system refused a notification: ${error}`);
    });
    this.#open.set(toast.key, notification);
    notification.show();
  }

  withdraw(keys: readonly string[]): void {
    for (const key of keys) {
      const notification = this.#open.get(key);
      this.#open.delete(key);
      notification?.close();
    }
  }

  close(): void {
    this.withdraw(this.keys);
  }
}
