import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { report } from '../report-case.mjs';

/** How many copies of the zone tables the product installs, and what Node alone takes. */
const lock = JSON.parse(readFileSync(join(__dirname, '..', '..', 'package-lock.json'), 'utf8'));
const copies = Object.keys(lock.packages).filter((place) =>
  place.endsWith('node_modules/moment-timezone'),
).length;
const bare = spawnSync(process.execPath, ['-p', 'process.memoryUsage().rss / 1048576'], { encoding: 'utf8' });
report({ copies, bareRss: Number(bare.stdout) });
