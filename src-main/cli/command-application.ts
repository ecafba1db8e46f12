import type { EventName, EventPayload, Handlers } from '../contract/api';
import type { Outcome } from '../contract/run';
import type { ProgramLog } from '../machine/log';

/** How the program was asked to run: what the application has to bring up. `command` brings up no executor. */
export type CommandMode = 'once' | 'daemon' | 'command' | 'console';

/** What a command asks the application for. */
export interface ApplicationRequest {
  readonly mode: CommandMode;
  /** Null = the system's own place. */
  readonly dataDir: string | null;
  /** Null = what the settings say, else the embedded database. */
  readonly databaseUrl: string | null;
  /** Given on the command line; wins over the settings. */
  readonly overrides: { readonly pollIntervalMs?: number };
  readonly log: ProgramLog;
}

/** What one cycle did: how many tasks were due, and how the runs it started ended. */
export interface OnceSummary {
  readonly due: number;
  readonly started: number;
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
}

export interface CommandExecutor {
  /** One poll; resolves when everything it started has ended. */
  runOnce(): Promise<OnceSummary>;
  start(): void | Promise<void>;
  /** No new claims; running ones get their grace period. */
  stop(): Promise<void>;
}

export interface DatabaseStatus {
  readonly kind: 'embedded' | 'external';
  /** Without the password. */
  readonly label: string;
  readonly serverVersion: string;
  /** The newest migration that is in. */
  readonly schema: string;
  readonly sizeBytes: number;
  /** This machine's clock minus the database's. */
  readonly skewMs: number;
  readonly latencyMs: number;
}

export interface DatabaseAdministration {
  /** With the password: for psql and the like, printed on request only. */
  url(): string;
  status(): Promise<DatabaseStatus>;
  /** Writes everything of ours into a file that `restore` reads. Resolves to the number of rows. */
  backup(file: string): Promise<number>;
  /** Replaces everything by a backup. @throws Problem `refused` while an executor is at work */
  restore(file: string): Promise<number>;
  /** Names of the migrations that were applied just now or at this program's start. */
  migrate(): Promise<readonly string[]>;
}

export interface CommandConsole {
  readonly origin: string;
  /** A link that signs one browser in, once. */
  link(): string;
  stop(): Promise<void>;
}

export interface ConsoleRequest {
  readonly host?: string;
  readonly port?: number;
  readonly publicOrigin?: string;
  readonly tls?: { readonly key: string; readonly cert: string };
}

/** What the command line needs of the application. */
export interface CommandApplication {
  readonly handlers: Handlers;
  /** Null in mode `command`. */
  readonly executor: CommandExecutor | null;
  readonly events: {
    on<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): () => void;
  };
  readonly database: DatabaseAdministration;
  /** Serves the window to a browser. */
  openConsole(request: ConsoleRequest): Promise<CommandConsole>;
  /** Stops everything that was started, in order; safe to call twice. */
  stop(): Promise<void>;
}

/** @throws Problem when the database cannot be had, or the data folder is not ours to use */
export type OpenApplication = (request: ApplicationRequest) => Promise<CommandApplication>;
