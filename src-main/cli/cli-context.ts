import { userInfo } from 'node:os';
import type { Client } from '../contract/api';
import { createClient } from '../contract/client';
import { visibleLines } from '../contract/visible-text';
import { Problem } from '../contract/errors';
import { Router } from '../ipc/router';
import { DataFolder } from '../machine/data-folder';
import { createLog, type LogThreshold, type ProgramLog } from '../machine/log';
import { machineProblem } from '../machine/machine-problem';
import { SecretsFile } from '../machine/secrets-file';
import { SettingsFile } from '../machine/settings-file';
import type {
  ApplicationRequest,
  CommandApplication,
  CommandMode,
  OpenApplication,
} from './command-application';
import { Output } from './output';
import { SafeWriter, type Terminal } from './terminal';

/** Options every command has. */
export interface CommonOptions {
  readonly databaseUrl?: string;
  readonly dataDir?: string;
  readonly logLevel?: LogThreshold;
  readonly json?: boolean;
}

/** An application that a command may use, with the typed client to it. */
export interface Session {
  readonly application: CommandApplication;
  readonly client: Client;
  readonly log: ProgramLog;
}

/** What opening an application takes besides the common options. */
export interface SessionWish {
  readonly mode: CommandMode;
  readonly overrides?: ApplicationRequest['overrides'];
  /** Lowest level shown on the terminal when `--log-level` does not say; null = what the settings say. */
  readonly terminalLevel?: LogThreshold | null;
  /** Shows a log line, for a mode that also draws a status line. */
  readonly showLogLine?: (text: string) => void;
}

/** This machine's files, for commands that need no database. */
export interface MachineFiles {
  readonly folder: DataFolder;
  readonly settings: SettingsFile;
  readonly secrets: SecretsFile;
}

/** Everything a command gets from outside: the terminal, the common options, and the application when it asks for it. */
export class CliContext {
  readonly stdout: SafeWriter;
  readonly stderr: SafeWriter;
  readonly output: Output;

  constructor(
    readonly terminal: Terminal,
    readonly options: CommonOptions,
    private readonly openApplication: () => Promise<OpenApplication>,
  ) {
    this.stdout = new SafeWriter(terminal.stdout);
    this.stderr = new SafeWriter(terminal.stderr);
    this.output = new Output(this.stdout, options.json ?? false);
  }

  /** A remark for people, on standard error. */
  note(text: string): Promise<void> {
    return this.stderr.write(`${visibleLines(text)}\n`);
  }

  /** Opens the application, does the work and stops what was started, whatever happened. */
  async withSession<T>(wish: SessionWish, work: (session: Session) => Promise<T>): Promise<T> {
    const { log, folder } = this.#openLog(wish);
    try {
      const open = await this.openApplication();
      const application = await open({
        mode: wish.mode,
        dataDir: folder.path,
        databaseUrl: this.options.databaseUrl ?? null,
        overrides: wish.overrides ?? {},
        log,
      });
      try {
        const router = new Router(application.handlers, log.child({ scope: 'cli' }));
        const caller = { actor: operator(this.terminal.env), origin: 'cli' } as const;
        const client = createClient((group, name, input) => router.call(group, name, input, caller));
        return await work({ application, client, log });
      } finally {
        await application.stop();
      }
    } catch (error) {
      // The terminal hears of it when the program ends; this is for whoever looks later.
      const known = error instanceof Problem ? error : machineProblem(error);
      if (known !== null) log.warn(known.message, { scope: 'cli', code: known.code });
      else log.error('The command broke down', error, { scope: 'cli' });
      throw error;
    } finally {
      log.close();
    }
  }

  /** The typed client alone, for a command that asks or changes something. */
  withClient<T>(work: (client: Client) => Promise<T>): Promise<T> {
    return this.withSession({ mode: 'command', terminalLevel: 'error' }, ({ client }) => work(client));
  }

  /** Settings and secrets, without an application. */
  machineFiles(): MachineFiles {
    const folder = this.#folder();
    const log = { info: () => undefined, warn: (text: string) => void this.note(text) };
    const secrets = new SecretsFile(folder.secretsFile);
    return {
      folder,
      settings: SettingsFile.open(folder.settingsFile, log, () => new Date(), secrets),
      secrets,
    };
  }

  #folder(): DataFolder {
    return DataFolder.open({ asked: this.options.dataDir, env: this.terminal.env });
  }

  #openLog(wish: SessionWish): { log: ProgramLog; folder: DataFolder } {
    if (wish.mode === 'once' || wish.mode === 'daemon')
      SettingsFile.refuseBroken(this.#folder().settingsFile);
    const { folder, settings } = this.machineFiles();
    const fromSettings = settings.current.advanced.logLevel;
    settings.close();
    const level = this.options.logLevel;
    const log = createLog({
      file: folder.logFile,
      threshold: level ?? fromSettings,
      terminalThreshold:
        level ?? (wish.terminalLevel === undefined ? 'error' : (wish.terminalLevel ?? fromSettings)),
      terminal: wish.showLogLine ?? ((text) => void this.stderr.write(text)),
    });
    return { log, folder };
  }
}

/** Who is written into the audit for what is done here. */
const operator = (env: Terminal['env']): string => {
  try {
    return userInfo().username;
  } catch {
    return env['USER'] ?? env['USERNAME'] ?? 'unknown';
  }
};
