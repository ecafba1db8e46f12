import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const VITEST = ['unit', 'integration', 'chaos'];
const PLAYWRIGHT = ['console', 'desktop'];

export const SUITES = [...VITEST, ...PLAYWRIGHT];

/**
 * Suites that run side by side, each row in turn: chaos and desktop wait for leases, timers and servers most of their
 * time, console computes. Two rows are what two processors bear.
 */
export const ROWS = [
  ['unit', 'integration', 'console'],
  ['chaos', 'desktop'],
];

/**
 * @typedef {{ passed: number, failed: number, skipped: number, broken?: boolean }} Counts
 * @typedef {(text: string | Buffer) => void} Say
 */

const readJson = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
};

/** A run that failed without a failed test (a file that does not load, a stray rejection) counts as one failure. */
const honest = (counts, code) =>
  code !== 0 && counts.failed === 0 ? { ...counts, failed: 1, broken: true } : counts;

/** Whether there is a test of that suite. */
export const hasTests = (suite) => {
  const folder = join(ROOT, 'test', suite);
  const pattern = VITEST.includes(suite) ? /\.test\.tsx?$/ : /\.spec\.ts$/;
  return existsSync(folder) && readdirSync(folder, { recursive: true }).some((name) => pattern.test(name));
};

/** Runs suites and counts their tests. */
export class TestSuites {
  #work = mkdtempSync(join(tmpdir(), 'nexus-test-'));
  #children = new Set();
  #provided;
  #electron;

  constructor() {
    process.on('exit', () => rmSync(this.#work, { recursive: true, force: true }));
    for (const signal of ['SIGINT', 'SIGTERM'])
      process.on(signal, () => {
        for (const child of this.#children) child.kill(signal);
      });
  }

  /**
   * Begins to fetch what the suites need beyond Node: packages of the system, then an Electron. A suite waits for it when
   * its turn comes, and others run meanwhile.
   *
   * @param {readonly string[]} suites
   * @param {Say} say
   */
  async provide(suites, say) {
    const needy = suites.filter((suite) => PLAYWRIGHT.includes(suite));
    if (needy.length === 0) return;
    const log = (line) => say(`${line}\n`);
    const { ensureSystemPackages } = await import('./system-packages.mjs');
    const { findElectron } = await import('./find-electron.mjs');
    this.#provided = ensureSystemPackages(needy, { log });
    if (needy.includes('desktop')) this.#electron = this.#provided.then(() => findElectron({ log }));
    this.#electron?.catch(() => undefined); // said when the suite asks for it
  }

  /**
   * @param {string} suite
   * @param {Say | null} say takes all output; null leaves it to the terminal
   * @returns {Promise<Counts>}
   */
  run(suite, say) {
    return VITEST.includes(suite) ? this.#runVitest(suite, say) : this.#runPlaywright(suite, say);
  }

  /** Runs a Node tool; resolves to its exit code. */
  #tool(args, say, env = {}) {
    const colour = process.stdout.isTTY && process.env.NO_COLOR === undefined ? { FORCE_COLOR: '1' } : {};
    return new Promise((resolve) => {
      const child = spawn(process.execPath, args, {
        cwd: ROOT,
        stdio: say === null ? 'inherit' : ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, ...(say === null ? {} : colour), ...env },
      });
      this.#children.add(child);
      child.stdout?.on('data', say);
      child.stderr?.on('data', say);
      const end = (code) => {
        this.#children.delete(child);
        resolve(code);
      };
      child.on('error', () => end(1));
      child.on('close', (code) => end(code ?? 1));
    });
  }

  async #runVitest(suite, say) {
    const report = join(this.#work, `${suite}.json`);
    const tool = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const code = await this.#tool([tool, 'run', '--project', suite, ...reporters], say);
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
  async #obstacle(suite, warn) {
    const installed = await this.#provided;
    const { ensureSystemPackages } = await import('./system-packages.mjs');
    const system = await ensureSystemPackages([suite], { install: false });
    const reason = system.reason === undefined ? undefined : (installed?.reason ?? system.reason);
    if (!system.ok && suite === 'desktop') return reason;
    if (reason !== undefined) warn(`Note: ${reason}`);
    const tool =
      suite === 'console'
        ? await (await import('./find-chromium.mjs')).findChromium()
        : await (this.#electron ?? (await import('./find-electron.mjs')).findElectron());
    return 'reason' in tool ? tool.reason : undefined;
  }

  async #runPlaywright(suite, say) {
    const warn = (line) => (say === null ? console.warn(line) : say(`${line}\n`));
    const report = join(this.#work, `${suite}.json`);
    const tool = join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js');
    const config = `test/${suite}/playwright.config.ts`;
    const why = await this.#obstacle(suite, warn);
    if (why !== undefined) {
      warn(`\nSKIPPED: the ${suite} suite cannot run on this machine: ${why}\n`);
      const env = { PLAYWRIGHT_JSON_OUTPUT_NAME: report };
      await this.#tool([tool, 'test', '--config', config, '--list', '--reporter=json'], () => undefined, env);
      const listed = readJson(report)?.stats;
      return { passed: 0, failed: 0, skipped: Math.max(1, (listed?.expected ?? 0) + (listed?.skipped ?? 0)) };
    }
    const code = await this.#tool([tool, 'test', '--config', config], say, { NEXUS_TEST_REPORT: report });
    const stats = readJson(report)?.stats ?? { expected: 0, unexpected: 0, flaky: 0, skipped: 0 };
    if (stats.flaky > 0)
      warn(`\n${stats.flaky} of ${suite} needed a second try; they are named above as flaky.`);
    return honest(
      { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped },
      code,
    );
  }
}
