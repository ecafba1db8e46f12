import { expect, test } from './desktop-test';
import { closeWindow, makeTask, openDesk, readyWindow, Target } from './product';
import { DesktopSession } from './runtime/desktop-session';
import type { LaunchedApp } from './runtime/launch-app';
import type { TrayItem } from './runtime/tray-item';
import { describeMenu } from './runtime/tray-menu';
import { shownState, waitForIcon } from './shown-state';

/** The window, once the application behind it answers. */
const openWindow = async (app: LaunchedApp, item: TrayItem): ReturnType<typeof readyWindow> => {
  await item.click('Open Nexus Scheduler');
  return readyWindow(app);
};

// Each starts a whole application with its database, on machines that may be busy.
test.setTimeout(180_000);

let target: Target;
test.beforeEach(async () => {
  target = await Target.start();
});
test.afterEach(() => target.stop());

test('shows every state by an icon of its own, and says it in words', async ({
  desktop,
  dataDir,
  launchApp,
}) => {
  const app = await launchApp({ dataDir, args: ['--hidden'] });
  const item = await desktop.tray.item(app.pid);
  expect(shownState(await item.state())).toBe('starting');
  expect((await item.state()).tooltip).toBe('Nexus Scheduler – starting…');
  expect(app.electron.windows()).toEqual([]);

  const idle = await waitForIcon(item, 'idle');
  expect(idle.tooltip).toContain('Nexus Scheduler – idle');
  const { client } = await openWindow(app, item);
  const slow = await makeTask(client, target, 'Vector refresh', '/slow');
  await makeTask(client, target, 'Price & stock', '/fail');

  await client.tasks.runNow({ id: slow });
  const running = await waitForIcon(item, 'running');
  expect(running.tooltip).toContain('1 running');
  await item.waitForMenu('the running task', (menu) =>
    /Running\n {2}Vector refresh \(00:\d\d\)/.test(describeMenu(menu)),
  );

  await item.click('Pause scheduling', '15 minutes');
  const paused = await waitForIcon(item, 'paused');
  expect(paused.tooltip).toMatch(/paused until (tomorrow )?\d\d:\d\d, 1 running/);
  await item.waitForMenu('a check mark', (menu) => describeMenu(menu).includes('[x] 15 minutes'));

  await item.click('Run now', 'Price & stock');
  const attention = await waitForIcon(item, 'attention');
  expect(attention.tooltip).toContain('1 failed');
  await item.click('Needs attention', 'Mark all as seen');
  await waitForIcon(item, 'paused');
  expect(describeMenu(await item.menu())).not.toContain('Needs attention');

  await item.click(await resumeLabel(item));
  target.letGo();
  await waitForIcon(item, 'idle');
  expect(target.asked).toEqual(['/slow', '/fail']);
});

const resumeLabel = async (item: TrayItem): Promise<string> => {
  const label = /^Resume scheduling.*$/m.exec(describeMenu(await item.menu()))?.[0];
  if (label === undefined) throw new Error('The menu offers no way back from the pause');
  return label;
};

test('runs a task once, on a double click too', async ({ desktop, dataDir, launchApp }) => {
  const app = await launchApp({ dataDir, args: ['--hidden'] });
  const item = await desktop.tray.item(app.pid);
  await waitForIcon(item, 'idle');
  const { page, client } = await openWindow(app, item);
  const id = await makeTask(client, target, 'Nightly report', '/ok', { pinned: true });
  await client.settings.update({ general: { closeButton: 'keep_running' } });
  await closeWindow(app);

  await item.waitForMenu('the task', (menu) => describeMenu(menu).includes('  Nightly report'));
  await Promise.all([item.click('Run now', 'Nightly report'), item.click('Run now', 'Nightly report')]);
  const said = await desktop.notifications.waitFor(
    'the start',
    ({ summary }) => summary === 'Nightly report started',
  );
  await expect
    .poll(async () =>
      (await client.runs.list({ taskId: id })).rows.map(({ trigger, outcome }) => `${trigger} ${outcome}`),
    )
    .toEqual(['manual succeeded']);
  expect(target.asked).toEqual(['/ok']);
  expect(desktop.notifications.all().filter(({ summary }) => summary.endsWith('started'))).toHaveLength(1);

  desktop.notifications.invoke(said.id);
  const { rows } = await client.runs.list({ taskId: id });
  await expect(page).toHaveURL(new RegExp(`/runs/${rows[0]?.id}`));
});

test('keeps a pause over a restart and ends it by itself', async ({ desktop, dataDir, launchApp }) => {
  const first = await launchApp({ dataDir, args: ['--hidden'] });
  const item = await desktop.tray.item(first.pid);
  await waitForIcon(item, 'idle');
  await item.click('Pause scheduling', '15 minutes');
  await waitForIcon(item, 'paused');
  await item.click('Quit Nexus Scheduler');
  expect(await first.ended()).toBe(0);

  const second = await launchApp({ dataDir, args: ['--hidden'] });
  const again = await desktop.tray.item(second.pid);
  await waitForIcon(again, 'paused');
  await again.waitForMenu('the tasks', (menu) => describeMenu(menu).includes('Run now\n'));
  const { client } = await openWindow(second, again);
  // The end of the pause is brought nearer, not the clock: it is the database's.
  await client.executor.pause({ until: new Date(Date.now() + 3_000).toISOString() });
  await waitForIcon(again, 'idle');
  expect((await client.executor.status({})).paused).toBeNull();
});

test('speaks Chinese where the operator does', async ({ desktop, dataDir, launchApp }) => {
  const { item, client } = await openDesk(desktop, launchApp, { dataDir });
  await client.settings.update({ general: { language: 'zh-CN' } });
  await item.waitForState('a Chinese tooltip', ({ tooltip }) => tooltip.startsWith('Nexus Scheduler – 空闲'));
  const menu = describeMenu(
    await item.waitForMenu('Chinese words', (shown) => describeMenu(shown).includes('设置…')),
  );
  expect(menu).toContain('退出 Nexus Scheduler');
  expect(menu.replaceAll('Nexus Scheduler', '')).not.toMatch(/Pause|Quit|Mute|Settings|More/);
});

test('stays reachable on a desktop without a tray', async ({ dataDir, launchApp, startApp }) => {
  const desktop = await DesktopSession.start({ tray: false });
  const app = await launchApp({ desktop, dataDir, args: ['--hidden'] });
  // The one way left to it: to start it again.
  expect(await startApp({ desktop, dataDir }).ended()).toBe(0);
  const { client } = await readyWindow(app);
  await expect.poll(async () => (await client.app.info({})).trayHost).toBe(false);
  const { checks } = await client.app.checks({});
  expect(checks.find(({ name }) => name === 'tray')).toMatchObject({ result: 'warn' });
  await client.settings.update({ general: { closeButton: 'keep_running' } });
  await closeWindow(app);
  const windows = await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => ({
      minimized: window.isMinimized(),
      gone: window.isDestroyed(),
    })),
  );
  expect(windows).toHaveLength(1);
  expect(windows[0]?.gone).toBe(false);
  await app.close();
  await desktop.stop();
});
