// `node build/bundle-budget.mjs`: how much JavaScript the first screen needs, and in how many files, measured on the built
// window. The first screen is what index.html loads, what that imports statically, and the larger of the two languages.
// Each file costs the application a few milliseconds before the first paint.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const assets = fileURLToPath(new URL('../out/renderer/assets', import.meta.url));
const page = fileURLToPath(new URL('../out/renderer/index.html', import.meta.url));
const BUDGET_KB = 300;
const MOST_FILES = 4;

if (!existsSync(page)) {
  console.error('The window is not built: run `npm run build` first.');
  process.exit(2);
}

const read = (name) => readFileSync(join(assets, name), 'utf8');
const gzipKb = (name) => gzipSync(read(name)).length / 1024;
const entries = [...readFileSync(page, 'utf8').matchAll(/(?:src|href)="[^"]*\/([^"/]+\.js)"/g)].map(
  (match) => match[1],
);
const needed = new Set();
const visit = (name) => {
  if (needed.has(name)) return;
  needed.add(name);
  // Static imports only: `import"./x.js"` and `from"./x.js"`, not `import("./x.js")`.
  for (const match of read(name).matchAll(/(?:\bimport|\bfrom)\s*"\.\/([^"]+\.js)"/g)) visit(match[1]);
};
entries.forEach(visit);
const languages = readdirSync(assets).filter((name) => /^(en|zh-cn)-.*\.js$/.test(name));
const language = languages.sort((a, b) => gzipKb(b) - gzipKb(a))[0];
if (language !== undefined) visit(language);

const sizes = [...needed].map((name) => [basename(name), gzipKb(name)]).sort((a, b) => b[1] - a[1]);
const total = sizes.reduce((sum, [, kb]) => sum + kb, 0);
for (const [name, kb] of sizes) console.log(`${kb.toFixed(1).padStart(8)} kB  ${name}`);
console.log(`${total.toFixed(1).padStart(8)} kB  first screen, gzip (budget ${BUDGET_KB} kB)`);
console.log(`${String(needed.size).padStart(8)}     files (at most ${MOST_FILES})`);
process.exit(total <= BUDGET_KB && needed.size <= MOST_FILES ? 0 : 1);
