// `npm run check`: types, lint, format and unit tests side by side; what fails is shown in full.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const tool = (place) => join(ROOT, 'node_modules', place);
const CHECKS = {
  types: [tool('typescript/bin/tsc'), '--noEmit', '-p', 'tsconfig.json'],
  lint: [tool('oxlint/bin/oxlint'), '--type-aware', '--max-warnings', '0'],
  format: [tool('prettier/bin/prettier.cjs'), '--check', '--cache', '--log-level', 'warn', '.'],
  unit: [tool('vitest/vitest.mjs'), 'run', '--project', 'unit', '--reporter=dot'],
};

function check(name, args) {
  const started = Date.now();
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    const keep = (chunk) => {
      output += chunk;
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => keep(error.message));
    child.on('close', (code) => {
      const took = ((Date.now() - started) / 1000).toFixed(1);
      if (code !== 0) console.log(`\n${output.trim()}\n`);
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${took} s)`);
      resolve(code === 0);
    });
  });
}

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in CHECKS));
if (unknown.length > 0) {
  console.error(`There is no check ${unknown.join(', ')}; choose from ${Object.keys(CHECKS).join(', ')}.`);
  process.exit(2);
}
const names = chosen.length > 0 ? chosen : Object.keys(CHECKS);
const results = await Promise.all(names.map((name) => check(name, CHECKS[name])));
process.exitCode = results.every(Boolean) ? 0 : 1;
