// Builds an installable package: `npm run package -- [--linux | --win | --mac] [dir | AppImage | deb | nsis | dmg | zip]`.
// `dir` leaves the unpacked application in dist/ and needs no downloads besides Electron itself.
//
// --electron-dist FOLDER   take Electron from a folder on this machine instead of downloading it
// --electron-version V     the version in that folder; default: what its `version` file says
// --homepage URL           where the package is at home, and
// --maintainer "N <M>"     who answers for it, by name and mail: a deb needs both; also as NEXUS_PACKAGE_HOMEPAGE and
//                          NEXUS_PACKAGE_MAINTAINER
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
    homepage: { type: 'string', default: process.env.NEXUS_PACKAGE_HOMEPAGE },
    maintainer: { type: 'string', default: process.env.NEXUS_PACKAGE_MAINTAINER },
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

/** Linux without a named target builds all of them; so does a Linux machine that is told nothing. */
function buildsDeb() {
  const linux = values.linux || (!values.win && !values.mac && process.platform === 'linux');
  return linux && (positionals.length === 0 || positionals.includes('deb'));
}

/** What a deb says about itself. Throws when it is to be built and cannot be said truthfully. */
function originArgs() {
  const { homepage, maintainer } = values;
  const lacking = [
    ...(/^https?:\/\/\S+$/.test(homepage ?? '') ? [] : ['--homepage URL']),
    ...(/^[^<>]+ <[^<>@\s]+@[^<>@\s]+>$/.test(maintainer ?? '')
      ? []
      : ['--maintainer "Name <mail address>"']),
  ];
  if (lacking.length > 0 && buildsDeb())
    throw new Error(
      `A deb says where it is at home and who answers for it: give ${lacking.join(' and ')}, or build another target.`,
    );
  return [
    ...(homepage === undefined ? [] : [`-c.extraMetadata.homepage=${homepage}`]),
    ...(maintainer === undefined ? [] : [`-c.linux.maintainer=${maintainer}`]),
  ];
}

/** Packs what is in out/. */
async function pack(origin) {
  const platforms = ['linux', 'win', 'mac'].filter((platform) => values[platform]);
  return run(commandOf('electron-builder', 'electron-builder'), [
    ...platforms.map((platform) => `--${platform}`),
    ...positionals,
    '--publish=never',
    ...electronArgs(),
    ...origin,
    ...(values.out === undefined ? [] : [`-c.directories.output=${values.out}`]),
    ...(values.config === undefined ? [] : [`--config=${values.config}`]),
  ]);
}

async function build() {
  const origin = originArgs();
  const built = existsSync(join(ROOT, 'out', 'main', 'main.cjs'))
    ? 0
    : await run(commandOf('electron-vite', 'electron-vite'), ['build']);
  return built === 0 ? pack(origin) : built;
}

if (values.help) console.log(help());
else
  process.exitCode = await build().catch((error) => {
    console.error(error.message);
    return 1;
  });
