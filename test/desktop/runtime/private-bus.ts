import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import dbus, { type MessageBus } from 'dbus-next';

/** Everybody may own any name and say anything: only the tests and the application under test are on this bus. */
const configuration = (kind: string, socket: string): string => `<!DOCTYPE busconfig PUBLIC
 "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>${kind}</type>
  <listen>unix:path=${socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/><allow own="*"/>
    <allow send_destination="*"/><allow send_type="method_call"/><allow send_type="signal"/>
    <allow receive_type="method_call"/><allow receive_type="method_return"/>
    <allow receive_type="error"/><allow receive_type="signal"/>
  </policy>
</busconfig>
`;

/** A message bus of our own, so that a test never speaks to the desktop of the person who runs it. */
export class PrivateBus {
  private readonly connections: MessageBus[] = [];

  private constructor(
    private readonly daemon: ChildProcess,
    /** Value of DBUS_SESSION_BUS_ADDRESS or DBUS_SYSTEM_BUS_ADDRESS for its clients. */
    readonly address: string,
  ) {}

  /** Starts a bus whose socket lies in `folder`. A system bus differs from a session bus in name only. */
  static async start(kind: 'session' | 'system', folder: string): Promise<PrivateBus> {
    const file = join(folder, `${kind}-bus.conf`);
    await writeFile(file, configuration(kind, join(folder, `${kind}-bus`)));
    const daemon = spawn('dbus-daemon', ['--config-file', file, '--nofork', '--print-address=3'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    const printed = daemon.stdio[3];
    if (!printed) throw new Error('dbus-daemon was started without a pipe for its address');
    const [chunk] = await Promise.race([
      once(printed, 'data'),
      once(daemon, 'exit').then(() => {
        throw new Error(
          `dbus-daemon ended before it was ready; try \`dbus-daemon --config-file ${file} --nofork\``,
        );
      }),
    ]);
    return new PrivateBus(daemon, String(chunk).trim());
  }

  /** A new connection to this bus; closed by {@link stop}. */
  connect(): MessageBus {
    const connection = dbus.sessionBus({ busAddress: this.address });
    // Stopping the daemon breaks its connections; without a listener that would end the test process.
    connection.on('error', () => undefined);
    this.connections.push(connection);
    return connection;
  }

  /** Process id of the server. */
  get pid(): number | undefined {
    return this.daemon.pid;
  }

  async stop(): Promise<void> {
    for (const connection of this.connections) connection.disconnect();
    if (this.daemon.exitCode !== null || this.daemon.signalCode !== null) return;
    const gone = once(this.daemon, 'exit');
    this.daemon.kill();
    await gone;
  }
}
