// `npm test [-- suite ...]`: runs the suites one after another and adds their counts up; the last line is the sum alone.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const VITEST = ['unit', 'integration', 'chaos'];
const PLAYWRIGHT = ['console', 'desktop'];
const SUITES = [...VITEST, ...PLAYWRIGHT];
const work = mkdtempSync(join(tmpdir(), 'nexus-test-'));
process.on('exit', () => rmSync(work, { recursive: true, force: true }));

let current;
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => current?.kill(signal));

/** Runs a Node tool with its output shown; resolves to its exit code. */
function run(args, env = {}, stdio = 'inherit') {
  return new Promise((resolve) => {
    current = spawn(process.execPath, args, { cwd: ROOT, stdio, env: { ...process.env, ...env } });
    current.on('error', () => resolve(1));
    current.on('close', (code) => resolve(code ?? 1));
  });
}

const readJson = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
};

const hasTests = (suite) => {
  const folder = join(ROOT, 'test', suite);
  const pattern = VITEST.includes(suite) ? /\.test\.tsx?$/ : /\.spec\.ts$/;
  return existsSync(folder) && readdirSync(folder, { recursive: true }).some((name) => pattern.test(name));
};

/** A run that failed without a failed test (a file that does not load, a stray rejection) counts as one failure. */
const honest = (counts, code) =>
  code !== 0 && counts.failed === 0 ? { ...counts, failed: 1, broken: true } : counts;

async function runVitest(suite) {
  const report = join(work, `${suite}.json`);
  const tool = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await run([tool, 'run', '--project', suite, ...reporters]);
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const file of readJson(report)?.testResults ?? []) {
    if (file.status === 'failed' && file.assertionResults.length === 0) counts.failed++;
    for (const { status } of file.assertionResults) {
      counts[status === 'passed' || status === 'failed' ? status : 'skipped']++;
    }
  }
  return honest(counts, code);
}

/** Why a Playwright suite cannot run here, or undefined. */
async function obstacle(suite) {
  const { ensureSystemPackages } = await import('./system-packages.mjs');
  const system = await ensureSystemPackages([suite]);
  if (!system.ok && suite === 'desktop') return system.reason;
  if (system.reason !== undefined) console.warn(`Note: ${system.reason}`);
  const tool =
    suite === 'console'
      ? await (await import('./find-chromium.mjs')).findChromium()
      : await (await import('./find-electron.mjs')).findElectron();
  return 'reason' in tool ? tool.reason : undefined;
}

async function runPlaywright(suite) {
  const report = join(work, `${suite}.json`);
  const tool = join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js');
  const config = `test/${suite}/playwright.config.ts`;
  const why = await obstacle(suite);
  if (why !== undefined) {
    console.warn(`\nSKIPPED: the ${suite} suite cannot run on this machine: ${why}\n`);
    const env = { PLAYWRIGHT_JSON_OUTPUT_NAME: report };
    await run([tool, 'test', '--config', config, '--list', '--reporter=json'], env, 'ignore');
    const listed = readJson(report)?.stats;
    return { passed: 0, failed: 0, skipped: Math.max(1, (listed?.expected ?? 0) + (listed?.skipped ?? 0)) };
  }
  const code = await run([tool, 'test', '--config', config], { NEXUS_TEST_REPORT: report });
  const stats = readJson(report)?.stats ?? { expected: 0, unexpected: 0, flaky: 0, skipped: 0 };
  if (stats.flaky > 0)
    console.warn(`\n${stats.flaky} of ${suite} needed a second try; they are named above as flaky.`);
  return honest(
    { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped },
    code,
  );
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !SUITES.includes(name));
if (unknown.length > 0) {
  console.error(`There is no suite ${unknown.join(', ')}; choose from ${SUITES.join(', ')}.`);
  process.exit(2);
}

const total = { passed: 0, failed: 0, skipped: 0 };
const lines = [];
for (const suite of SUITES.filter((name) => wanted.length === 0 || wanted.includes(name))) {
  if (!hasTests(suite)) {
    lines.push(`${suite}: no tests`);
    continue;
  }
  console.log(`\n== ${suite} ==`);
  const started = Date.now();
  const counts = VITEST.includes(suite) ? await runVitest(suite) : await runPlaywright(suite);
  for (const key of Object.keys(total)) total[key] += counts[key];
  const took = Math.round((Date.now() - started) / 1000);
  const broken = counts.broken ? ' (the suite itself failed; see above)' : '';
  lines.push(
    `${suite}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped in ${took} s${broken}`,
  );
}
console.log(`\n${lines.join('\n')}`);
const ran = total.passed + total.failed > 0;
if (!ran) console.log('No test ran.');
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = ran && total.failed === 0 ? 0 : 1;
