import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Where XDG desktops look for what to start at login. */
export const autostartPath = (env: Readonly<Record<string, string | undefined>>, home: string): string =>
  join(env['XDG_CONFIG_HOME'] || join(home, '.config'), 'autostart', 'nexus-scheduler.desktop');

/** An argument as the Exec key wants it: quoted, with the specification's escapes, and `%` doubled. */
const quoted = (argument: string): string =>
  `"${argument.replace(/[\\"`$]/g, '\\$&').replaceAll('%', '%%')}"`.replaceAll('\\', '\\\\');

/** The entry's text. https://specifications.freedesktop.org/desktop-entry/latest/exec-variables.html */
export const autostartEntry = (command: readonly string[]): string =>
  [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Nexus Scheduler',
    'Comment=Runs the schedules of this workstation',
    `Exec=${command.map(quoted).join(' ')}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');

/** Writes the entry, or removes it. */
export const setAutostart = async (path: string, command: readonly string[] | null): Promise<void> => {
  if (command === null) {
    await rm(path, { force: true });
    return;
  }
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, autostartEntry(command));
};

/** Whether the entry is there and not switched off by the desktop's own settings. */
export const isAutostart = async (path: string): Promise<boolean> => {
  try {
    const text = await readFile(path, 'utf8');
    return !/^(Hidden=true|X-GNOME-Autostart-enabled=false)$/m.test(text);
  } catch {
    return false;
  }
};
