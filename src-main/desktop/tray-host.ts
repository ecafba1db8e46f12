import { execFile } from 'node:child_process';

const watcher = 'org.kde.StatusNotifierWatcher';
const patienceMs = 3_000;

/** Programs that ask the session bus who is there; every Linux desktop brings at least one of them. */
const askers: readonly (readonly [string, readonly string[]])[] = [
  [
    'gdbus',
    [
      'call',
      '--session',
      '--dest=org.freedesktop.DBus',
      '--object-path=/org/freedesktop/DBus',
      '--method=org.freedesktop.DBus.NameHasOwner',
      watcher,
    ],
  ],
  [
    'dbus-send',
    [
      '--session',
      '--print-reply',
      '--dest=org.freedesktop.DBus',
      '/org/freedesktop/DBus',
      'org.freedesktop.DBus.NameHasOwner',
      `string:${watcher}`,
    ],
  ],
  [
    'busctl',
    [
      '--user',
      'call',
      'org.freedesktop.DBus',
      '/org/freedesktop/DBus',
      'org.freedesktop.DBus',
      'NameHasOwner',
      's',
      watcher,
    ],
  ],
];

const ask = (program: string, args: readonly string[]): Promise<boolean | null> =>
  new Promise((resolve) => {
    execFile(program, [...args], { timeout: patienceMs }, (error, out) => {
      const [said] = /\b(true|false)\b/.exec(out) ?? [];
      resolve(error !== null || said === undefined ? null : said === 'true');
    });
  });

/**
 * Whether the desktop shows tray icons: true on Windows and macOS; on Linux when somebody watches for them on the session
 * bus (stock GNOME does not); null when it cannot be found out.
 */
export const hasTrayHost = async (platform: NodeJS.Platform = process.platform): Promise<boolean | null> => {
  if (platform !== 'linux') return true;
  for (const [program, args] of askers) {
    const answer = await ask(program, args);
    if (answer !== null) return answer;
  }
  return null;
};
