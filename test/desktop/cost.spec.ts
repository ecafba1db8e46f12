import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { expect, test } from './desktop-test';
import type { DesktopSession } from './runtime/desktop-session';
import { onServer } from './runtime/on-server';
import { ownProcesses } from './runtime/own-processes';
import { usageOf, type ProcessUsage } from './runtime/process-usage';

test.setTimeout(600_000);
const bare = fileURLToPath(new URL('bare-app', import.meta.url));

/** Everything on the desktop that is Electron: of the product its database aside, of the bare application all of it. */
const usage = async (desktop: DesktopSession): Promise<ProcessUsage> => {
  const all = await ownProcesses(desktop.folder);
  return usageOf(
    all.filter(({ command }) => !/postgres|Xvfb|dbus-daemon/.test(command)).map(({ pid }) => pid),
  );
};

/** When it no longer grows: an icon is there before the last of the processes behind it. */
const settled = async (desktop: DesktopSession): Promise<ProcessUsage> => {
  let last = await usage(desktop);
  for (let calm = 0; calm < 3;) {
    await pause(1_000);
    const now = await usage(desktop);
    calm = Math.abs(now.pssBytes / last.pssBytes - 1) < 0.01 ? calm + 1 : 0;
    last = now;
  }
  return last;
};

const embeddedUrl = (dataDir: string): string => {
  const { password, port } = z
    .object({ password: z.string(), port: z.number() })
    .parse(JSON.parse(readFileSync(join(dataDir, 'embedded.json'), 'utf8')));
  return `postgresql://nexus:${password}@127.0.0.1:${port}/nexus_scheduler`;
};

/** Five thousand tasks none of which is due while we look. */
const manyTasks = `
UPDATE scheduled_tasks SET status = 4;
INSERT INTO scheduled_tasks (name, task_type, status, user_id, app_id, workflow_id, start_time, next_run_time, repeat_type, repeat_interval)
SELECT 'Task ' || n, 'recurring', 1, 1, 1, 1, '2040-01-01 08:00', '2040-01-01 08:00+00', 'day', 1
FROM generate_series(1, 5000) n`;

const milliseconds = (value: number): string => `${Math.round(value)} ms`;
const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MB`;

test('is there about as soon as a bare Electron, as large, and idle with 5,000 tasks', async ({
  desktop,
  dataDir,
  startApp,
}, testInfo) => {
  const say = (what: string, text: string): void =>
    void testInfo.annotations.push({ type: what, description: text });
  /**
   * Processor time until the icon is there: on a busy machine the clock on the wall measures the others. The application
   * stands still meanwhile, for the scheduler is loaded behind the icon and would be counted by whoever looks late.
   */
  const timed = async (start: () => ReturnType<typeof startApp>): Promise<number> => {
    const app = start();
    await desktop.tray.item(app.pid);
    process.kill(app.pid, 'SIGSTOP');
    const { cpuMs } = await usage(desktop);
    process.kill(app.pid, 'SIGCONT');
    await app.close();
    await desktop.tray.empty();
    return cpuMs;
  };
  const product = { dataDir, args: ['--hidden'] };
  const [ours, theirs]: [number[], number[]] = [[], []];
  const ratio = (): number => Math.min(...ours) / Math.min(...theirs);
  // In turn, so that a busy machine is as hard on both; the first round warms the disk. Others on the machine only ever
  // add to a time, so the best of each is compared, and looked for longer where it is busy.
  for (let round = 0; round < 4 || (round < 12 && ratio() > 2); round += 1) {
    const [one, other] = [await timed(() => startApp({ app: bare })), await timed(() => startApp(product))];
    if (round > 0) {
      theirs.push(one);
      ours.push(other);
    }
  }
  say(
    'start to icon',
    `${milliseconds(Math.min(...ours))}, bare Electron ${milliseconds(Math.min(...theirs))} (best of ${ours.length})`,
  );
  expect(ratio()).toBeLessThanOrEqual(2);

  const small = startApp({ app: bare });
  await desktop.tray.item(small.pid);
  const empty = await settled(desktop);
  await small.close();
  await desktop.tray.empty();

  const app = startApp(product);
  const item = await desktop.tray.item(app.pid);
  await item.waitForState('the scheduler', ({ tooltip }) => tooltip.includes('idle'));
  await onServer(embeddedUrl(dataDir), manyTasks);
  await item.waitForState('the tasks', ({ tooltip }) => tooltip.includes('Task '));
  // The one thing here that is a length of time: what a minute of doing nothing costs, and another look where the
  // machine is busy with something else. What it needs of memory is the least of it; the rest is not collected yet.
  let { pssBytes } = await usage(desktop);
  let idle = Infinity;
  const isTooMuch = (): boolean => idle > 0.005 || pssBytes / empty.pssBytes > 1.15;
  for (let minute = 0; minute < 3 && isTooMuch(); minute += 1) {
    const before = await usage(desktop);
    for (let seconds = 0; seconds < 60; seconds += 5) {
      await pause(5_000);
      pssBytes = Math.min(pssBytes, (await usage(desktop)).pssBytes);
    }
    const after = await usage(desktop);
    idle = Math.min(idle, (after.cpuMs - before.cpuMs) / 60_000);
  }
  say('memory', `${megabytes(pssBytes)}, bare Electron ${megabytes(empty.pssBytes)}`);
  say('idle', `${(idle * 100).toFixed(2)} % of a core`);
  console.log(testInfo.annotations.map(({ type, description }) => `${type}: ${description}`).join('\n'));
  expect(pssBytes / empty.pssBytes).toBeLessThanOrEqual(1.15);
  expect(idle).toBeLessThanOrEqual(0.005);
});
