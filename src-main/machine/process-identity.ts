import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process that can be told from every other, also from one that later has its number. */
export interface ProcessIdentity {
  readonly host: string;
  readonly pid: number;
  /**
   * Changes with every start of the machine, and differs between the process spaces (containers) of one machine: where
   * two are equal, process numbers mean the same. 64 characters at most.
   */
  readonly bootId: string;
  /** When the process started, in the system's own counting; empty when the system does not say. */
  readonly processStarted: string;
}

/** The first process space of a Linux system always has this number (`PROC_PID_INIT_INO`). */
const firstProcessSpace = '4026531836';

const said = (program: string, args: readonly string[]): string => {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return '';
  }
};

const powershell = (script: string): string => said('powershell.exe', ['-NoProfile', '-Command', script]);

const bootId = (): string => {
  if (process.platform === 'linux')
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim() + processSpace();
  if (process.platform === 'darwin') return said('sysctl', ['-n', 'kern.bootsessionuuid']);
  return powershell('(Get-CimInstance Win32_OperatingSystem).LastBootUpTime.Ticks');
};

/** `#number` in a container, nothing outside. */
const processSpace = (): string => {
  const space = /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0];
  return space === undefined || space === firstProcessSpace ? '' : `#${space}`;
};

/**
 * When a process started, or null when there is no such process: field 22 of `/proc/<pid>/stat` (clock ticks since
 * boot), `ps`'s start time, or Windows' creation time. A process that ended but was not yet collected is none.
 */
const startOf = (pid: number): string | null => {
  if (process.platform === 'linux') {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // The second field, the name, may hold spaces and parentheses: count from the last one.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return fields[0] === 'Z' || fields[0] === 'X' ? null : (fields[19] ?? null);
    } catch {
      return null;
    }
  }
  const text =
    process.platform === 'darwin'
      ? said('ps', ['-o', 'lstart=', '-p', String(pid)])
      : powershell(`(Get-Process -Id ${pid} -ErrorAction Stop).StartTime.Ticks`);
  return text === '' ? null : text;
};

/** This process. Asked once at start; on Windows it takes about a second. */
export const processIdentity = (): ProcessIdentity => ({
  host: hostname(),
  pid: process.pid,
  bootId: bootId(),
  processStarted: startOf(process.pid) ?? '',
});

/** Whether the process that once had this number and start still lives on this machine, in this process space. */
export const isAlive = (pid: number, processStarted: string): boolean => {
  const start = startOf(pid);
  return start !== null && (processStarted === '' || start === processStarted);
};
