import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { CapturedOutput } from './captured-output';
import type { DesktopSession } from './desktop-session';
import { ownProcesses } from './own-processes';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** How long an application may take to end when asked, before it is killed; several times what it needs. */
const FAREWELL_MS = 30_000;

/** How long Playwright may take to connect, several times what it needs on a busy machine. */
const CONNECT_MS = 30_000;
const CONNECT_ATTEMPTS = 3;

function endAtOnce(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone by itself, which is all that is wanted.
  }
}

/** What to start and how. */
export interface LaunchOptions {
  readonly desktop: DesktopSession;
  /** Electron's executable, or that of a packaged application. */
  readonly executable: string;
  /** Folder of the application; the built product by default. Null for a packaged application, which needs none. */
  readonly app?: string | null;
  /** Passed as `--data-dir`; Electron's own profile goes to a folder beside it. */
  readonly dataDir?: string;
  readonly args?: readonly string[];
  /** Added to the environment of the desktop. */
  readonly env?: Readonly<Record<string, string>>;
}

function commandLine(options: LaunchOptions): string[] {
  const { app = ROOT, dataDir, args = [], desktop } = options;
  const profile = dataDir === undefined ? join(desktop.folder, 'profile') : `${dataDir}-electron`;
  return [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    `--user-data-dir=${profile}`,
    ...(app === null ? [] : [app]),
    ...(dataDir === undefined ? [] : [`--data-dir=${dataDir}`]),
    ...args,
  ];
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

/** The exit code, or the signal that ended a process: a crash says which. */
type Farewell = number | NodeJS.Signals | null;

const farewell = ({ exitCode, signalCode }: ChildProcess): Farewell => exitCode ?? signalCode;

/** Waits for a process to end by itself and kills it when it does not. */
async function endOrKill(child: ChildProcess): Promise<void> {
  const timer = setTimeout(() => child.kill('SIGKILL'), FAREWELL_MS);
  await ended(child);
  clearTimeout(timer);
}

/**
 * Runs in the application: takes the debugger away before the application ends. Node waits for it else, and about one of
 * a hundred ends of a busy Electron 22 is a SIGSEGV then, of any application (measured with one of ten lines).
 */
const endDebuggingFirst = ({ app }: typeof Electron.CrossProcessExports): void => {
  app.once('will-quit', () => {
    const end: unknown = Reflect.get(process, '_debugEnd');
    if (typeof end === 'function') end();
  });
};

/** A running application under Playwright's control. */
export class LaunchedApp {
  readonly output: CapturedOutput;
  private readonly child: ChildProcess;

  private constructor(
    /** Playwright's handle: `evaluate` in the main process, windows as pages. */
    readonly electron: ElectronApplication,
  ) {
    this.child = electron.process();
    this.output = new CapturedOutput(this.child);
  }

  /**
   * Starts it and connects. Playwright 1.65 now and then never finishes connecting to an application whose main thread
   * is busy while it starts (seen in one of ten starts): that one is killed and started again before any test step.
   */
  static async launch(options: LaunchOptions): Promise<LaunchedApp> {
    for (let attempt = 1; ; attempt += 1) {
      const before = new Set((await ownProcesses(options.desktop.folder)).map(({ pid }) => pid));
      const connected = LaunchedApp.connect(options);
      connected.catch(() => undefined); // a start that was given up may still fail
      const late = new AbortController();
      const app = await Promise.race([
        connected,
        pause(CONNECT_MS, undefined, { signal: late.signal }).catch(() => undefined),
      ]).finally(() => late.abort());
      if (app !== undefined) return app;
      if (attempt === CONNECT_ATTEMPTS)
        throw new Error(`Playwright did not connect to the application in ${attempt} attempts`);
      for (const { pid } of await ownProcesses(options.desktop.folder)) if (!before.has(pid)) endAtOnce(pid);
    }
  }

  private static async connect(options: LaunchOptions): Promise<LaunchedApp> {
    const electron = await _electron.launch({
      executablePath: options.executable,
      args: commandLine(options),
      cwd: ROOT,
      env: { ...options.desktop.env, ...options.env },
      colorScheme: null,
    });
    await electron.evaluate(endDebuggingFirst);
    return new LaunchedApp(electron);
  }

  /** Process id of the main process. */
  get pid(): number {
    const { pid } = this.child;
    if (pid === undefined) throw new Error('The application was never started');
    return pid;
  }

  /** The first window; waits until there is one. */
  window(): Promise<Page> {
    return this.electron.firstWindow();
  }

  /** Waits until the application has ended by itself (Quit in the tray); resolves to its exit code. */
  async ended(): Promise<Farewell> {
    await ended(this.child);
    return farewell(this.child);
  }

  /** Asks it to quit, and kills it when it does not listen. */
  async close(): Promise<void> {
    // Playwright's own close has no limit and was seen to hang on Linux, so it is not waited for.
    void this.electron.close().catch(() => undefined);
    await endOrKill(this.child);
  }

  /** Ends the main process at once, as a crash or the out-of-memory killer would. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await ended(this.child);
  }
}

/** A running application without Playwright: no debugging ports, as on a person's desk. */
export class BareApp {
  readonly output: CapturedOutput;

  private constructor(private readonly child: ChildProcess) {
    this.output = new CapturedOutput(child);
  }

  static start(options: LaunchOptions): BareApp {
    const env = { ...options.desktop.env, ...options.env };
    return new BareApp(
      spawn(options.executable, commandLine(options), { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] }),
    );
  }

  /** Process id of the main process. */
  get pid(): number {
    const { pid } = this.child;
    if (pid === undefined) throw new Error(`The application could not be started: ${this.output.text()}`);
    return pid;
  }

  /** Waits until it has ended by itself, as a second instance does; resolves to its exit code. */
  async ended(): Promise<Farewell> {
    await ended(this.child);
    return farewell(this.child);
  }

  /** Asks it to end (SIGTERM), and kills it when it does not listen. */
  async close(): Promise<void> {
    this.child.kill('SIGTERM');
    await endOrKill(this.child);
  }

  /** Ends it at once. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await ended(this.child);
  }
}
