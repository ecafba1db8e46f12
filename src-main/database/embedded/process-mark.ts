import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { z } from 'zod';

/**
 * Names one process for good: a process id alone is given out again, so the boot and the process's own start are told
 * with it. Empty text where the system does not say.
 */
export const processMark = z.object({
  pid: z.number().int().positive(),
  bootId: z.string(),
  started: z.string(),
});
export type ProcessMark = z.infer<typeof processMark>;

/** The mark of this process. */
export function ownMark(): ProcessMark {
  return { pid: process.pid, bootId: bootId(), started: startOf(process.pid) };
}

/** Whether the process a mark names still runs. In doubt (the system tells too little) a living id counts. */
export function isAlive(mark: ProcessMark): boolean {
  if (mark.bootId !== bootId() || !isRunning(mark.pid)) return false;
  return mark.started === '' || mark.started === startOf(mark.pid);
}

/** Whether a process of this id runs; one that has ended and waits to be reaped does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, as somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  return statOf(pid)?.state !== 'Z';
}

/** The program's name of a process, without folder; null where the system does not say. */
export function programOf(pid: number): string | null {
  if (process.platform === 'win32') return null;
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
    const text = execFileSync('ps', ['-p', String(pid), '-o', 'comm='], { encoding: 'utf8' }).trim();
    return text.split('/').pop() ?? null;
  } catch {
    return null;
  }
}

let knownBootId: string | null = null;

function bootId(): string {
  knownBootId ??= readBootId();
  return knownBootId;
}

function readBootId(): string {
  try {
    if (process.platform === 'linux') return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    if (process.platform === 'darwin') {
      return execFileSync('sysctl', ['-n', 'kern.bootsessionuuid'], { encoding: 'utf8' }).trim();
    }
  } catch {
    // Falls through: without a boot id the process id and its start have to do.
  }
  return '';
}

function startOf(pid: number): string {
  if (process.platform === 'linux') return statOf(pid)?.started ?? '';
  if (process.platform === 'win32') return '';
  try {
    return execFileSync('ps', ['-p', String(pid), '-o', 'lstart='], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

/** From `/proc/PID/stat`: fields 3 and 22, counted after the name, which may itself hold blanks and brackets. */
function statOf(pid: number): { readonly state: string; readonly started: string } | null {
  if (process.platform !== 'linux') return null;
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', started: fields[19] ?? '' };
  } catch {
    return null;
  }
}
