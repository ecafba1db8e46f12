import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { Problem } from '../contract/errors';
import { machineTexts } from './machine-texts';

/** What decides where this machine's data lives. */
export interface DataFolderChoice {
  /** `--data-dir`; wins over the environment. */
  readonly asked?: string | null | undefined;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly platform?: NodeJS.Platform;
  readonly home?: string;
}

/**
 * Where settings, secrets, logs and the embedded database live: `--data-dir`, else NEXUS_SCHEDULER_DATA_DIR, else the
 * system's own place (XDG base directories, Apple's Application Support, Windows' LOCALAPPDATA). Absolute.
 */
export const dataFolderPath = (choice: DataFolderChoice = {}): string => {
  const { env = process.env, platform = process.platform, home = homedir() } = choice;
  const named = choice.asked ?? env['NEXUS_SCHEDULER_DATA_DIR'];
  if (named !== undefined && named !== '') return resolve(named);
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Nexus Scheduler');
  if (platform === 'win32')
    return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Nexus Scheduler');
  return join(env['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'nexus-scheduler');
};

/** The places inside the data folder. */
export class DataFolder {
  readonly settingsFile: string;
  readonly secretsFile: string;
  readonly logs: string;
  readonly logFile: string;
  readonly database: string;

  private constructor(readonly path: string) {
    this.settingsFile = join(path, 'settings.json');
    this.secretsFile = join(path, 'secrets.json');
    this.logs = join(path, 'logs');
    this.logFile = join(this.logs, 'nexus-scheduler.log');
    this.database = join(path, 'database');
  }

  /** Names the folder and makes it, readable by its owner only. @throws Problem `refused` when that is not possible. */
  static open(choice: DataFolderChoice = {}): DataFolder {
    const folder = new DataFolder(dataFolderPath(choice));
    try {
      mkdirSync(folder.path, { recursive: true, mode: 0o700 });
      mkdirSync(folder.logs, { recursive: true, mode: 0o700 });
    } catch (cause) {
      throw new Problem('refused', machineTexts.folderUnusable(folder.path, reasonOf(cause)), {
        remedy: machineTexts.makeWritable,
        cause,
      });
    }
    return folder;
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
