import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { caseOptions, pause, report, startMeter } from '../report-case.mjs';
import { addTasks, benchDatabase, dueTomorrow } from './bench-database';

const processSeconds = (pid: number): number => {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  return ((fields[11] ?? 0) + (fields[12] ?? 0)) / 100;
};

const residentMegabytes = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

/** The built program as a daemon, with tasks none of which is due: what it costs to wait. */
const main = async (): Promise<void> => {
  const options = caseOptions({ jobs: 5_000, settleSeconds: 10, seconds: 60 });
  const { sql, url } = await benchDatabase('bench_idle');
  await addTasks(sql, options.jobs, dueTomorrow);
  const program = join(__dirname, '..', 'main', 'cli.cjs');
  if (!existsSync(program)) throw new Error('The program is not built: npm run build');
  const folder = mkdtempSync(join(tmpdir(), 'nexus-scheduler-idle-'));
  const daemon = spawn(
    process.execPath,
    [program, '--mode', 'daemon', '--database-url', url, '--data-dir', folder],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const { pid } = daemon;
  if (pid === undefined) throw new Error('The program does not start.');
  try {
    await pause(options.settleSeconds * 1000);
    const from = processSeconds(pid);
    const stop = startMeter();
    await pause(options.seconds * 1000);
    const { server, seconds } = stop();
    report({
      nodePercent: ((processSeconds(pid) - from) / seconds) * 100,
      serverPercent: (server / seconds) * 100,
      rss: residentMegabytes(pid),
    });
  } finally {
    daemon.kill('SIGTERM');
    await new Promise((resolve) => daemon.once('exit', resolve));
    rmSync(folder, { recursive: true, force: true });
    await sql.end();
  }
};

void main();
