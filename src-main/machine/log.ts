import electronLog from 'electron-log/node';
import { pruneLog, rotateLog, type LogBounds } from './log-archive';
import { logLine, type LogFields, type LogLevel } from './log-line';
import { redactText } from './redact-text';

/** The program's log. Name runs and tasks as fields (`{ run, task }`), so that a line can be found by them. */
export interface Log {
  /** `fault` is what was thrown: its stack goes into the log and nowhere else. */
  error(message: string, fault?: unknown, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  debug(message: string, fields?: LogFields): void;
  /** The same log with these fields in every line; `scope` names the part of the program. */
  child(fields: LogFields): Log;
}

/** What `--log-level` and the settings know; warnings are shown with `info`. */
export type LogThreshold = 'error' | 'info' | 'debug';

/** The log with what only its owner may do. */
export interface ProgramLog extends Log {
  /** Takes effect at once, on the file and on the terminal. */
  setThreshold(threshold: LogThreshold): void;
  /** Adds knowledge of the secrets' values; patterns such as `password=` are hidden without it. */
  setRedactor(redact: (text: string) => string): void;
  close(): void;
}

export interface LogOptions {
  /** Null = no file. */
  readonly file: string | null;
  readonly threshold?: LogThreshold;
  /** Lowest level that also goes to `terminal`; null (the default) = none. */
  readonly terminalThreshold?: LogThreshold | null;
  /** Where lines for people go; standard error unless a test says otherwise. */
  readonly terminal?: (text: string) => void;
  readonly bounds?: LogBounds;
  readonly now?: () => Date;
}

const usualBounds: LogBounds = { bytesPerFile: 5 * 1024 * 1024, files: 5, days: 30 };
const dayMs = 86_400_000;
let logs = 0;

/**
 * A log that is written to a file, bounded by size and age, and, if wanted, to the terminal.
 * Never throws: a full disk or a missing folder must not stop a run.
 */
export const createLog = (options: LogOptions): ProgramLog => {
  const { file, bounds = usualBounds, now = () => new Date() } = options;
  const terminal = options.terminal ?? ((text: string) => void process.stderr.write(text));
  let known = (text: string): string => text;
  const logger = electronLog.create({ logId: `nexus-scheduler-${++logs}` });

  // Lines arrive here already written; electron-log keeps the levels, the files and their errors.
  const asWritten = ({ data }: { data: unknown[] }): unknown => data[0];
  const { console: toTerminal, file: toFile, ipc, remote } = logger.transports;
  if (ipc !== undefined && ipc !== null) ipc.level = false;
  if (remote !== undefined && remote !== null) remote.level = false;

  toTerminal.transforms = [({ data }) => data];
  toTerminal.writeFn = ({ message }) => terminal(`${String(message.data[0])}\n`);
  toTerminal.level = options.terminalThreshold ?? false;

  toFile.level = file === null ? false : (options.threshold ?? 'info');
  toFile.transforms = [asWritten];
  toFile.maxSize = bounds.bytesPerFile;
  toFile.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' };
  if (file !== null) toFile.resolvePathFn = () => file;
  toFile.archiveLogFn = (old) => quietly(() => rotateLog(old.path, bounds, now().getTime()));

  // The package's own log says which file cannot be written, each time and with a stack: once, in words, will do.
  let told = false;
  electronLog.transports.console.transforms = [({ data }) => data];
  electronLog.transports.console.writeFn = ({ message: { data } }) => {
    if (told) return;
    told = true;
    const why = data[1] instanceof Error ? data[1].message : String(data[0]);
    terminal(`The log file cannot be written, and is not until that is mended: ${why}\n`);
  };

  const prune = (): void => {
    if (file !== null) quietly(() => pruneLog(file, bounds, now().getTime()));
  };
  prune();
  const daily = setInterval(prune, dayMs);
  daily.unref();

  const write = (level: LogLevel, message: string, fields: LogFields, fault: unknown): void => {
    logger[level](redactText(known(logLine(now(), level, message, fields, fault))));
  };
  const withFields = (own: LogFields): Log => ({
    error: (message, fault, fields) => write('error', message, { ...own, ...fields }, fault),
    warn: (message, fields) => write('warn', message, { ...own, ...fields }, undefined),
    info: (message, fields) => write('info', message, { ...own, ...fields }, undefined),
    debug: (message, fields) => write('debug', message, { ...own, ...fields }, undefined),
    child: (fields) => withFields({ ...own, ...fields }),
  });

  return {
    ...withFields({}),
    setThreshold: (threshold) => {
      if (file !== null) toFile.level = threshold;
      if (toTerminal.level !== false) toTerminal.level = threshold;
    },
    setRedactor: (redact) => {
      known = redact;
    },
    close: () => clearInterval(daily),
  };
};

const quietly = (work: () => void): void => {
  try {
    work();
  } catch {
    // Another program of ours rotated first, or the disk is full: the next line tries again.
  }
};
