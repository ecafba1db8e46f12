import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from './desktop-test';
import { clientOf, closeWindow, makeTask, openDesk, Target } from './product';

// Each restarts a whole application with its database, on machines that may be busy.
test.setTimeout(240_000);

let target: Target;
test.beforeEach(async () => {
  target = await Target.start();
});
test.afterEach(() => target.stop());

test('takes a new poll interval up without a restart, keeps it, and refuses bad ones with the reason', async ({
  desktop,
  dataDir,
  launchApp,
}) => {
  const { app, client } = await openDesk(desktop, launchApp, { dataDir });
  await expect.poll(async () => (await client.executor.status({})).lastPoll !== null).toBe(true);
  expect((await client.executor.status({})).pollIntervalMs).toBe(60_000);

  await client.settings.update({ executor: { pollIntervalMs: 5_000 } });
  const before = await client.executor.status({});
  expect(before.pollIntervalMs).toBe(5_000);
  const polls: number[] = [];
  await expect
    .poll(
      async () => {
        const at = Date.parse((await client.executor.status({})).lastPoll?.at ?? '');
        if (!polls.includes(at)) polls.push(at);
        return polls.length;
      },
      { timeout: 30_000, intervals: [250] },
    )
    .toBeGreaterThanOrEqual(4);
  const [, second = 0, third = 0] = polls;
  expect(third - second).toBeGreaterThan(4_000);

  for (const pollIntervalMs of [0, 999, 3_600_001, 1.5, 'soon'])
    await expect(client.settings.update({ executor: { pollIntervalMs } })).rejects.toMatchObject({
      code: 'invalid_input',
      info: { issues: [{ path: 'executor.pollIntervalMs' }] },
    });

  // Not by the tray: the sample task may be running just now, and then it would ask.
  await client.app.quit({ mode: 'stop' });
  expect(await app.ended()).toBe(0);
  const again = await openDesk(desktop, launchApp, { dataDir });
  const status = await again.client.executor.status({});
  expect(status.pollIntervalMs).toBe(5_000);
});

test('asks once when the window is closed, and keeps running', async ({ desktop, dataDir, launchApp }) => {
  const { app, page, client } = await openDesk(desktop, launchApp, { dataDir });
  await closeWindow(app);
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('checkbox').check();
  await dialog.getByRole('button', { name: 'Keep running' }).click();
  await expect.poll(async () => (await client.settings.get({})).general.closeButton).toBe('keep_running');
  const isVisible = (): Promise<boolean | undefined> =>
    app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
  await expect.poll(isVisible).toBe(false);

  await (await desktop.tray.item(app.pid)).activate();
  await expect.poll(isVisible).toBe(true);
  await closeWindow(app);
  await expect.poll(isVisible).toBe(false);
  await expect(dialog).toHaveCount(0);
});

test('asks before it leaves running tasks, waits for them, and asks nobody at a signal', async ({
  desktop,
  dataDir,
  launchApp,
}) => {
  const { app, page, client } = await openDesk(desktop, launchApp, { dataDir });
  const id = await makeTask(client, target, 'Vector refresh', '/slow');
  await client.tasks.runNow({ id });
  await expect.poll(() => target.asked).toEqual(['/slow']);
  const item = await desktop.tray.item(app.pid);
  await item.click('Quit Nexus Scheduler');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toHaveCount(0);

  await item.click('Quit Nexus Scheduler');
  await dialog.getByRole('button', { name: /Wait for/ }).click();
  await expect.poll(async () => (await client.executor.status({})).phase).toBe('stopping');
  target.letGo();
  expect(await app.ended()).toBe(0);

  const again = await openDesk(desktop, launchApp, { dataDir });
  const { rows } = await again.client.runs.list({ taskId: id });
  expect(rows.map(({ outcome }) => outcome)).toEqual(['succeeded']);

  // A system that shuts down sends a signal and does not wait for an answer.
  await again.client.settings.update({ executor: { stopGraceMs: 0 } });
  await again.client.tasks.runNow({ id });
  await expect.poll(() => target.asked).toEqual(['/slow', '/slow']);
  process.kill(again.app.pid, 'SIGTERM');
  expect(await again.app.ended()).toBe(0);
});

test('is one: a second start raises the window of the first', async ({ dataDir, launchApp, startApp }) => {
  const first = await launchApp({ dataDir, args: ['--hidden'] });
  const opened = first.electron.waitForEvent('window');
  const second = startApp({ dataDir });
  expect(await second.ended()).toBe(0);
  await expect(await opened).toHaveTitle(/Nexus Scheduler|Overview/);
  expect(first.electron.windows()).toHaveLength(1);
});

test('comes back where it was, with the filter it had (K7), and on a screen', async ({
  desktop,
  dataDir,
  launchApp,
}) => {
  const bounds = { x: 37, y: 41, width: 950, height: 640 };
  const { app: first, page, client } = await openDesk(desktop, launchApp, { dataDir });
  await page
    .getByRole('link', { name: /^Tasks/ })
    .first()
    .click();
  await page.getByRole('button', { name: /^Enabled/ }).click();
  await expect(page.getByRole('button', { name: /^Enabled/, pressed: true })).toBeVisible();
  await first.electron.evaluate(
    ({ BrowserWindow }, wanted) => BrowserWindow.getAllWindows()[0]?.setBounds(wanted),
    bounds,
  );
  await expect.poll(async () => (await client.settings.get({})).window.bounds).toEqual(bounds);
  await client.app.quit({ mode: 'stop' });
  await first.ended();

  const { app: second, page: anew, client: settled } = await openDesk(desktop, launchApp, { dataDir });
  await anew
    .getByRole('link', { name: /^Tasks/ })
    .first()
    .click();
  await expect(anew.getByRole('button', { name: /^Enabled/, pressed: true })).toBeVisible();
  const isAt = await second.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.getBounds(),
  );
  expect(isAt).toEqual(bounds);
  await settled.settings.update({ window: { bounds: { ...bounds, x: 90_000 } } });
  await second.close();

  const { app: third } = await openDesk(desktop, launchApp, { dataDir });
  const home = await third.electron.evaluate(({ BrowserWindow, screen }) => ({
    x: BrowserWindow.getAllWindows()[0]?.getBounds().x ?? Infinity,
    right: screen.getPrimaryDisplay().workArea.width,
  }));
  expect(home.x).toBeLessThan(home.right);
});

test('makes a page anew whose process was killed', async ({ desktop, dataDir, launchApp }) => {
  const { app } = await openDesk(desktop, launchApp, { dataDir });
  const [next] = await Promise.all([
    app.electron.waitForEvent('window'),
    app.electron.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      if (contents !== undefined) process.kill(contents.getOSProcessId(), 'SIGKILL');
    }),
  ]);
  expect((await clientOf(next).executor.status({})).phase).toBe('running');
  await expect(next.getByRole('navigation')).toBeVisible();
});

test('shows a window though its first page died before its first picture', async ({
  desktop,
  dataDir,
  launchApp,
}) => {
  const app = await launchApp({ dataDir, args: ['--hidden'] });
  await app.electron.evaluate(({ app: electron }) => {
    electron.once('browser-window-created', (_event, { webContents }) => {
      webContents.once('did-start-navigation', () => webContents.forcefullyCrashRenderer());
    });
  });
  await (await desktop.tray.item(app.pid)).activate();
  await expect
    .poll(() =>
      app.electron.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().map((window) => window.isVisible()),
      ),
    )
    .toEqual([true]);
});

test('writes down what it did where the command line finds it', async ({ desktop, dataDir, launchApp }) => {
  const { client } = await openDesk(desktop, launchApp, { dataDir });
  const id = await makeTask(client, target, 'Nightly report', '/ok');
  await client.tasks.runNow({ id });
  await expect.poll(async () => (await client.runs.list({ taskId: id })).rows[0]?.outcome).toBe('succeeded');
  const cli = new URL('../../out/main/cli.cjs', import.meta.url).pathname;
  const { stdout } = await promisify(execFile)(process.execPath, [
    cli,
    '--data-dir',
    dataDir,
    '--json',
    'runs',
    'list',
  ]);
  expect(stdout).toContain('Nightly report');
});
