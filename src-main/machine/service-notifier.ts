import { execFile } from 'node:child_process';

/**
 * Tells systemd that the service is ready and alive, by its own `systemd-notify` (Node has no datagram sockets of that
 * kind). Under anything else it does nothing. `NotifyAccess=all` is needed, for the message comes from a child.
 */
export class ServiceNotifier {
  readonly #socket: string | undefined;
  readonly #everyMs: number;
  #lastBeatAt = 0;
  #broken = false;

  constructor(
    env: Readonly<Record<string, string | undefined>>,
    private readonly now: () => number = Date.now,
  ) {
    this.#socket = env['NOTIFY_SOCKET'];
    // Half of what systemd allows, and never more often than every 5 s: each message starts a program.
    const watchdogMs = Number(env['WATCHDOG_USEC'] ?? 0) / 1000;
    this.#everyMs = watchdogMs > 0 ? Math.max(5_000, watchdogMs / 2) : Infinity;
  }

  ready(): void {
    this.#send('READY=1');
  }

  stopping(): void {
    this.#send('STOPPING=1');
  }

  /** Call it at every sign of life; passed on as often as systemd wants it. */
  beat(): void {
    if (this.now() - this.#lastBeatAt < this.#everyMs) return;
    this.#lastBeatAt = this.now();
    this.#send('WATCHDOG=1');
  }

  #send(message: string): void {
    if (this.#socket === undefined || this.#broken) return;
    execFile('systemd-notify', [message], (error) => {
      if (error !== null && 'code' in error && error.code === 'ENOENT') this.#broken = true;
    });
  }
}
