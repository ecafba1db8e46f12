import { readFile, readdir } from 'node:fs/promises';

/** Environment variable that holds the folder of the desktop session a process was started in. */
export const SESSION_MARK = 'NEXUS_DESKTOP_SESSION';

/** A running process. */
export interface OwnProcess {
  readonly pid: number;
  readonly parent: number;
  /** Its command line, arguments separated by blanks. */
  readonly command: string;
}

interface Seen extends OwnProcess {
  readonly marked: boolean;
}

async function look(pid: number, folder: string): Promise<Seen | undefined> {
  try {
    const [environment, commandLine, stat] = await Promise.all([
      // Another user's environment may not be read; the other two signs are left then.
      readFile(`/proc/${pid}/environ`, 'latin1').catch(() => ''),
      readFile(`/proc/${pid}/cmdline`, 'latin1'),
      readFile(`/proc/${pid}/stat`, 'latin1'),
    ]);
    // `pid (name) state parent …`; the name may hold blanks and parentheses, so count from the last one.
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z' || state === 'X') return undefined;
    const marked =
      environment.split('\0').includes(`${SESSION_MARK}=${folder}`) || commandLine.includes(folder);
    return { pid, parent: Number(parent), command: commandLine.replaceAll('\0', ' ').trim(), marked };
  } catch {
    return undefined; // It ended meanwhile.
  }
}

/**
 * Processes started, directly or not, in the desktop session whose folder is given, orphans of dead applications
 * included (Linux). Chromium overwrites its environment with its title, so the command line and the parents count too.
 * The caller itself is never among them.
 */
export async function ownProcesses(folder: string): Promise<readonly OwnProcess[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const looked = await Promise.all(pids.map((pid) => look(pid, folder)));
  const seen = looked.flatMap((found) => (found === undefined || found.pid === process.pid ? [] : [found]));
  const own = new Set(seen.filter(({ marked }) => marked).map(({ pid }) => pid));
  for (let grown = true; grown;) {
    const below = seen.filter(({ pid, parent }) => own.has(parent) && !own.has(pid));
    for (const { pid } of below) own.add(pid);
    grown = below.length > 0;
  }
  return seen.filter(({ pid }) => own.has(pid)).map(({ pid, parent, command }) => ({ pid, parent, command }));
}

/** Kills all of {@link ownProcesses}, until none is left; returns those that were found at first. */
export async function killOwnProcesses(folder: string): Promise<readonly OwnProcess[]> {
  const first = await ownProcesses(folder);
  for (let left = first; left.length > 0; left = await ownProcesses(folder)) {
    for (const { pid } of left) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // Already gone.
      }
    }
  }
  return first;
}
