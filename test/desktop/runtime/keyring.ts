import { spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import type { MessageBus } from 'dbus-next';
import { z } from 'zod';
import { callMethod, listenTo } from './bus-calls';
import { eventually } from './eventually';

const NAME = 'org.freedesktop.secrets';

async function hasOwner(bus: MessageBus): Promise<boolean> {
  const answer = await callMethod(bus, {
    destination: 'org.freedesktop.DBus',
    path: '/org/freedesktop/DBus',
    interface: 'org.freedesktop.DBus',
    member: 'NameHasOwner',
    signature: 's',
    body: [NAME],
  });
  return z.tuple([z.boolean()]).parse(answer)[0];
}

/** An unlocked keyring on the private session bus. Start Electron with `--password-store=gnome-libsecret` to use it. */
export class Keyring {
  private constructor(private readonly daemon: ChildProcess) {}

  /** @param env must hold the session bus, and a HOME and an XDG_RUNTIME_DIR of its own */
  static async start(bus: MessageBus, env: NodeJS.ProcessEnv): Promise<Keyring> {
    const changes = new EventEmitter();
    await listenTo(
      bus,
      `type='signal',member='NameOwnerChanged',arg0='${NAME}'`,
      () => void changes.emit('change'),
    );
    const daemon = spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
      stdio: ['pipe', 'ignore', 'ignore'],
      env,
    });
    daemon.stdin.end('a password for tests\n');
    const look = (): Promise<boolean> => hasOwner(bus);
    await Promise.race([
      eventually({ what: 'the keyring on the bus', changes, look, until: (there) => there }),
      once(daemon, 'exit').then(([code]) => {
        throw new Error(`gnome-keyring-daemon ended with ${String(code)} before it was ready`);
      }),
    ]);
    return new Keyring(daemon);
  }

  /** Process id of the server. */
  get pid(): number | undefined {
    return this.daemon.pid;
  }

  async stop(): Promise<void> {
    if (this.daemon.exitCode !== null || this.daemon.signalCode !== null) return;
    const gone = once(this.daemon, 'exit');
    this.daemon.kill();
    await gone;
  }
}
