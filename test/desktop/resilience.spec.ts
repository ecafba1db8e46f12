import { chmod, mkdtemp } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EmbeddedServer } from '../../src-main/database/embedded/embedded-server';
import { expect, test } from './desktop-test';
import { onServer } from './runtime/on-server';
import { makeTask, openDesk, Target } from './product';
import { Gate } from './runtime/gate';
import { ownProcesses } from './runtime/own-processes';
import { shownState, waitForIcon } from './shown-state';

// Each starts a whole application with its database, on machines that may be busy.
test.setTimeout(240_000);

// The server looks for its programs from where the bundle lies; Playwright runs modules, which have no such name.
Object.assign(globalThis, { __dirname: dirname(fileURLToPath(import.meta.url)) });

let target: Target;
test.beforeEach(async () => {
  target = await Target.start();
});
test.afterEach(() => target.stop());

const soon = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString().slice(0, 19);

test('says that the database is lost after ten seconds, and recovers by itself without losing or doubling a run', async ({
  desktop,
  dataDir,
  launchApp,
}) => {
  const folder = await mkdtemp(join(desktop.folder, 'server-'));
  await chmod(folder, 0o755);
  const server = new EmbeddedServer({ dataDir: folder });
  const { url: direct } = await server.start();
  const url = new URL(direct);
  const gate = await Gate.open(Number(url.port));
  url.hostname = '127.0.0.1';
  url.port = String(gate.port);
  const { client, item, page } = await openDesk(desktop, launchApp, {
    dataDir,
    env: { DATABASE_URL: url.href },
  });
  // On an external server people and apps are NexusAI's; this one is empty.
  await onServer(direct, `INSERT INTO users (nickname) VALUES ('ada')`);
  await waitForIcon(item, 'idle');
  const id = await makeTask(client, target, 'Price crawler', '/ok', {
    taskType: 'one_time',
    repeatType: 'none',
    startTime: soon(12),
  });
  await gate.shut();
  await item.waitForState('the words', ({ tooltip }) => tooltip.includes('database unreachable'));
  expect(shownState(await item.state())).not.toBe('lost');
  await expect(page.getByText(/Database unreachable/).first()).toBeVisible();
  await waitForIcon(item, 'lost');
  expect(target.asked).toEqual([]);

  await gate.open();
  await expect.poll(() => target.asked, { timeout: 60_000 }).toEqual(['/ok']);
  await expect
    .poll(async () => (await client.runs.list({ taskId: id })).rows.map(({ outcome }) => outcome))
    .toEqual(['succeeded']);
  await item.waitForState('the connection', ({ tooltip }) => !tooltip.includes('unreachable'));
  await gate.shut();
  await server.stop();
});

test('is not fooled by a short outage', async ({ desktop, dataDir, launchApp }) => {
  const folder = await mkdtemp(join(desktop.folder, 'server-'));
  await chmod(folder, 0o755);
  const server = new EmbeddedServer({ dataDir: folder });
  const url = new URL((await server.start()).url);
  const gate = await Gate.open(Number(url.port));
  url.hostname = '127.0.0.1';
  url.port = String(gate.port);
  const { item } = await openDesk(desktop, launchApp, { dataDir, env: { DATABASE_URL: url.href } });
  const before = await waitForIcon(item, 'idle');
  await gate.shut();
  await item.waitForState('the words', ({ tooltip }) => tooltip.includes('database unreachable'));
  await gate.open();
  const after = await item.waitForState('the connection', ({ tooltip }) => !tooltip.includes('unreachable'));
  expect(after.icons[0]?.fingerprint).toBe(before.icons[0]?.fingerprint);
  await gate.shut();
  await server.stop();
});

test('knows after a crash what became of a run, and leaves no process behind', async ({
  desktop,
  dataDir,
  launchApp,
}) => {
  const first = await openDesk(desktop, launchApp, { dataDir });
  const id = await makeTask(first.client, target, 'Vector refresh', '/slow');
  const { runId } = await first.client.tasks.runNow({ id });
  await expect.poll(() => target.asked).toEqual(['/slow']);
  await expect.poll(async () => (await first.client.runs.get({ id: runId })).state).toBe('running');
  await first.app.kill();

  const second = await openDesk(desktop, launchApp, { dataDir });
  await expect
    .poll(async () => (await second.client.runs.get({ id: runId })).outcome, { timeout: 120_000 })
    .toBe('abandoned');
  expect(target.asked).toEqual(['/slow']);
  await second.client.app.quit({ mode: 'stop' });
  expect(await second.app.ended()).toBe(0);
  const left = (): Promise<string[]> =>
    ownProcesses(desktop.folder).then((all) =>
      all.map(({ command }) => command).filter((command) => /postgres|electron|user-data-dir/.test(command)),
    );
  await expect.poll(left).toEqual([]);
});
