// Builds an installable package: `npm run package -- [--linux | --win | --mac] [dir | AppImage | deb | nsis | dmg | zip]`.
// `dir` leaves the unpacked application in dist/ and needs no downloads besides Electron itself.
//
// --electron-dist FOLDER   take Electron from a folder on this machine instead of downloading it
// --electron-version V     the version in that folder; default: what its `version` file says
// --out FOLDER             where the result goes; default dist/
// --config FILE            another configuration than electron-builder.yml; it may extend that one
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    linux: { type: 'boolean' },
    win: { type: 'boolean' },
    mac: { type: 'boolean' },
    'electron-dist': { type: 'string' },
    'electron-version': { type: 'string' },
    out: { type: 'string' },
    config: { type: 'string' },
    help: { type: 'boolean' },
  },
});

function help() {
  const source = readFileSync(fileURLToPath(import.meta.url), 'utf8');
  const lines = source.split('\n');
  return lines
    .slice(
      0,
      lines.findIndex((line) => !line.startsWith('//')),
    )
    .map((line) => line.replace(/^\/\/ ?/, ''))
    .join('\n');
}

/** The script behind a package's command, to be run by this Node whatever the system's shell is. */
function commandOf(name, command) {
  const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8'));
  return join(dirname(manifest), typeof bin === 'string' ? bin : bin[command]);
}

/** Resolves to the exit code. */
function run(script, args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...args], { cwd: ROOT, stdio: 'inherit' });
    child.on('error', () => resolve(1));
    child.on('close', (code) => resolve(code ?? 1));
  });
}

function electronArgs() {
  const dist = values['electron-dist'];
  if (dist === undefined) return [];
  const file = join(dist, 'version');
  const said = existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : undefined;
  const version = values['electron-version'] ?? said;
  if (version === undefined) throw new Error(`Say --electron-version: ${dist} does not name its own`);
  return [`-c.electronDist=${dist}`, `-c.electronVersion=${version}`];
}

/** Packs what is in out/. */
async function pack() {
  const platforms = ['linux', 'win', 'mac'].filter((platform) => values[platform]);
  return run(commandOf('electron-builder', 'electron-builder'), [
    ...platforms.map((platform) => `--${platform}`),
    ...positionals,
    '--publish=never',
    ...electronArgs(),
    ...(values.out === undefined ? [] : [`-c.directories.output=${values.out}`]),
    ...(values.config === undefined ? [] : [`--config=${values.config}`]),
  ]);
}

if (values.help) console.log(help());
else {
  const built = existsSync(join(ROOT, 'out', 'main', 'main.cjs'))
    ? 0
    : await run(commandOf('electron-vite', 'electron-vite'), ['build']);
  process.exitCode = built === 0 ? await pack() : built;
}
