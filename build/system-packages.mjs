import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * What a Chromium may be called. The one without any window of its own comes first: a page in it takes a third less time.
 */
export const CHROMIUM_NAMES = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];

/**
 * @typedef {'console' | 'desktop'} Suite
 * @typedef {object} Requirement
 * @property {string} what      what it is for, in words
 * @property {string[]} debian  names of the Debian package that brings it, newest release first
 * @property {string[]} [programs]   any one of these on the PATH proves it is there
 * @property {string} [library]      this shared library in the linker's cache proves it is there
 * @property {string} [fontLanguage] a font for this language proves it is there
 * @property {boolean} [optional]    the suite runs without it; the tests that need it skip
 */

/** @type {Readonly<Record<Suite, readonly Requirement[]>>} */
export const REQUIREMENTS = {
  console: [
    {
      what: 'a browser for the console suite',
      debian: ['chromium-headless-shell', 'chromium'],
      programs: CHROMIUM_NAMES,
    },
    {
      what: 'Chinese glyphs in screenshots',
      debian: ['fonts-noto-cjk'],
      fontLanguage: 'zh',
      optional: true,
    },
  ],
  desktop: [
    { what: 'a display without a monitor', debian: ['xvfb'], programs: ['Xvfb'] },
    { what: 'the key of that display, for xvfb-run', debian: ['xauth'], programs: ['xauth'], optional: true },
    { what: 'a session bus', debian: ['dbus-daemon', 'dbus'], programs: ['dbus-daemon'] },
    { what: 'GTK for Electron', debian: ['libgtk-3-0t64', 'libgtk-3-0'], library: 'libgtk-3.so.0' },
    { what: 'NSS for Electron', debian: ['libnss3'], library: 'libnss3.so' },
    { what: 'ALSA for Electron', debian: ['libasound2t64', 'libasound2'], library: 'libasound.so.2' },
    { what: 'GBM for Electron', debian: ['libgbm1'], library: 'libgbm.so.1' },
    { what: 'notifications of Electron', debian: ['libnotify4'], library: 'libnotify.so.4' },
    { what: 'XScreenSaver for Electron', debian: ['libxss1'], library: 'libXss.so.1' },
    { what: 'Chinese glyphs in screenshots', debian: ['fonts-noto-cjk'], fontLanguage: 'zh', optional: true },
    {
      what: 'a keyring to test secrets with',
      debian: ['gnome-keyring'],
      programs: ['gnome-keyring-daemon'],
      optional: true,
    },
    {
      what: 'the keyring client of Electron',
      debian: ['libsecret-1-0'],
      library: 'libsecret-1.so.0',
      optional: true,
    },
  ],
};

/** Full path of the first of `names` that can be executed, or undefined. */
export function findProgram(...names) {
  const folders = (process.env.PATH ?? '').split(delimiter).concat('/usr/sbin', '/sbin');
  for (const name of names) {
    for (const folder of folders.filter(Boolean)) {
      const file = join(folder, name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // Not here; the next folder may have it.
      }
    }
  }
  return undefined;
}

function output(program, args) {
  const found = findProgram(program);
  if (found === undefined) return '';
  return spawnSync(found, args, { encoding: 'utf8' }).stdout ?? '';
}

/** Which requirements of `suites` this machine does not meet. */
export function missingRequirements(suites) {
  const libraries = output('ldconfig', ['-p']);
  const wanted = new Map(
    suites.flatMap((suite) => REQUIREMENTS[suite].map((entry) => [entry.debian[0], entry])),
  );
  return [...wanted.values()].filter((entry) => {
    if (entry.programs !== undefined) return findProgram(...entry.programs) === undefined;
    if (entry.library !== undefined) return !libraries.includes(`${entry.library} `);
    return output('fc-list', [`:lang=${entry.fontLanguage}`]).trim() === '';
  });
}

/** Runs a program to its end, showing nothing unless it fails; resolves to its exit code and the tail of what it said. */
function run(program, args) {
  return new Promise((resolve) => {
    let said = '';
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env });
    const keep = (chunk) => {
      said = (said + chunk).slice(-2000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => resolve({ code: -1, said: error.message }));
    child.on('close', (code) => resolve({ code: code ?? -1, said }));
  });
}

/** Names of the packages as this release of Debian or Ubuntu calls them. */
function packageNames(missing) {
  return missing.map((entry) => {
    const known = entry.debian.find((name) =>
      /^Package: /m.test(output('apt-cache', ['show', '--no-all-versions', name])),
    );
    return known ?? entry.debian[0];
  });
}

/** The sentence that says what to install, for a person or a skipped suite. */
function advice(missing) {
  const names = missing.map((entry) => entry.debian[0]).join(' ');
  const list = missing.map((entry) => `${entry.debian[0]} (${entry.what})`).join(', ');
  return `this machine lacks ${list}. On Debian or Ubuntu: sudo apt-get install -y --no-install-recommends ${names}`;
}

/**
 * Sees to it that the system has what the given suites need. As root on Debian or Ubuntu it installs what is missing
 * and says so; otherwise it only names it.
 *
 * @param {readonly Suite[]} suites
 * @param {{ log?: (line: string) => void, install?: boolean }} [options] `install: false` only looks
 * @returns {Promise<{ ok: boolean, reason?: string }>} `reason` says in words what a suite cannot do; `ok` is false only
 *   when something is missing that a suite cannot run without
 */
export async function ensureSystemPackages(suites, options = {}) {
  const log = options.log ?? ((line) => console.log(line));
  if (process.platform !== 'linux') {
    const ok = !suites.includes('desktop');
    return ok
      ? { ok }
      : { ok, reason: 'the desktop suite plays the desktop over D-Bus and runs on Linux only' };
  }
  let missing = missingRequirements(suites);
  if (missing.length === 0) return { ok: true };

  let failure = '';
  const aptGet = findProgram('apt-get');
  if (options.install !== false && aptGet !== undefined && process.getuid?.() === 0) {
    log(`Refreshing the list of system packages (needed for ${suites.join(' and ')} tests) ...`);
    const update = await run(aptGet, ['update', '-q']);
    if (update.code !== 0) log(`apt-get update failed, trying with the list at hand: ${update.said.trim()}`);
    const names = packageNames(missing);
    log(`Installing ${names.join(', ')} ...`);
    const install = await run(aptGet, ['install', '-y', '-q', '--no-install-recommends', ...names]);
    if (install.code !== 0) failure = ` (apt-get install ended with ${install.code}: ${install.said.trim()})`;
    missing = missingRequirements(suites);
    if (missing.length === 0) {
      log('System packages are in place.');
      return { ok: true };
    }
  }
  return { ok: missing.every((entry) => entry.optional === true), reason: advice(missing) + failure };
}
