// `npm test [-- suite ...]`: runs the suites, two at a time where there are two processors, and adds their counts up; the
// last line is the sum alone.
import { availableParallelism } from 'node:os';
import { OrderedOutput } from './ordered-output.mjs';
import { hasTests, ROWS, SUITES, TestSuites } from './test-suites.mjs';

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !SUITES.includes(name));
if (unknown.length > 0) {
  console.error(`There is no suite ${unknown.join(', ')}; choose from ${SUITES.join(', ')}.`);
  process.exit(2);
}

const started = Date.now();
const chosen = SUITES.filter((name) => wanted.length === 0 || wanted.includes(name));
const some = chosen.filter(hasTests);
const output = new OrderedOutput(some, (text) => process.stdout.write(text));
const suites = new TestSuites();
const total = { passed: 0, failed: 0, skipped: 0 };
const lines = new Map(chosen.map((suite) => [suite, `${suite}: no tests`]));

async function runSuite(suite) {
  output.say(suite, `\n== ${suite} ==\n`);
  const began = Date.now();
  // A single suite has the terminal for itself.
  const counts = await suites.run(suite, some.length === 1 ? null : (text) => output.say(suite, text));
  for (const key of Object.keys(total)) total[key] += counts[key];
  const took = Math.round((Date.now() - began) / 1000);
  const broken = counts.broken ? ' (the suite itself failed; see above)' : '';
  const line = `${suite}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped in ${took} s${broken}`;
  lines.set(suite, line);
  output.end(suite, `-- ${line}; more about it below`);
}

async function runInTurn(row) {
  for (const suite of row) await runSuite(suite);
}

const lastNeedy = some.at(-1) ?? '';
await suites.provide(some, (text) =>
  some.length === 1 ? process.stdout.write(text) : output.say(lastNeedy, text),
);
const rows = availableParallelism() > 1 ? ROWS : [SUITES];
await Promise.all(rows.map((row) => runInTurn(row.filter((suite) => some.includes(suite)))));

console.log(`\n${[...lines.values()].join('\n')}`);
if (some.length > 1) console.log(`together in ${Math.round((Date.now() - started) / 1000)} s`);
const ran = total.passed + total.failed > 0;
if (!ran) console.log('No test ran.');
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = ran && total.failed === 0 ? 0 : 1;
