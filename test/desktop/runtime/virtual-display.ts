import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** An X server without a monitor, on a display number it picks itself. */
export class VirtualDisplay {
  private constructor(
    private readonly server: ChildProcess,
    /** Value of DISPLAY for its clients. */
    readonly name: string,
  ) {}

  /** Starts Xvfb with one screen of the given size in pixels. */
  static async start(size = '1440x900'): Promise<VirtualDisplay> {
    // `-displayfd 3` makes the server choose a free number and tell it when it accepts clients.
    const server = spawn(
      'Xvfb',
      ['-displayfd', '3', '-screen', '0', `${size}x24`, '-nolisten', 'tcp', '-ac'],
      {
        stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
      },
    );
    const number = server.stdio[3];
    if (!number) throw new Error('Xvfb was started without a pipe for its display number');
    const [chunk] = await Promise.race([
      once(number, 'data'),
      once(server, 'exit').then(() => {
        throw new Error('Xvfb ended before it was ready; try running `Xvfb -displayfd 1` by hand');
      }),
    ]);
    return new VirtualDisplay(server, `:${String(chunk).trim()}`);
  }

  /** Process id of the server. */
  get pid(): number | undefined {
    return this.server.pid;
  }

  async stop(): Promise<void> {
    if (this.server.exitCode !== null || this.server.signalCode !== null) return;
    const gone = once(this.server, 'exit');
    this.server.kill();
    await gone;
  }
}
