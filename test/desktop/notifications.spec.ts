import { expect, test } from './desktop-test';
import { closeWindow, makeTask, openDesk, Target } from './product';

// Each starts a whole application with its database, on machines that may be busy.
test.setTimeout(180_000);

let target: Target;
test.beforeEach(async () => {
  target = await Target.start();
});
test.afterEach(() => target.stop());

const soon = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString().slice(0, 19);

test('runs a due task while the window is closed and tells of its failure once', async ({
  desktop,
  dataDir,
  launchApp,
}) => {
  const { app, page, client } = await openDesk(desktop, launchApp, { dataDir });
  // No poll comes meanwhile: it is the timer set to the task's own instant that starts it.
  await client.settings.update({
    general: { closeButton: 'keep_running' },
    executor: { pollIntervalMs: 3_600_000 },
  });
  await closeWindow(app);
  const id = await makeTask(client, target, 'Price crawler', '/fail', {
    taskType: 'one_time',
    repeatType: 'none',
    startTime: soon(5),
  });
  const shown = await desktop.notifications.waitFor(
    'the failure',
    ({ summary }) => summary === 'Price crawler failed',
  );
  expect(shown.body).toMatch(/500/);
  const { rows } = await client.runs.list({ taskId: id });
  expect(rows.map(({ trigger, outcome }) => [trigger, outcome])).toEqual([['schedule', 'failed']]);
  const [run] = rows;
  const lateMs = Date.parse(run?.startedAt ?? '') - Date.parse(run?.plannedAt ?? '');
  expect(lateMs).toBeGreaterThanOrEqual(0);
  expect(desktop.notifications.all().filter(({ summary }) => summary.includes('Price crawler'))).toHaveLength(
    1,
  );

  desktop.notifications.invoke(shown.id);
  await expect(page).toHaveURL(new RegExp(`/runs/${run?.id}`));
});

test('withdraws a failure that was seen, and says nothing twice until it recovers', async ({
  desktop,
  dataDir,
  launchApp,
}) => {
  const { app, client } = await openDesk(desktop, launchApp, { dataDir });
  await client.settings.update({ general: { closeButton: 'keep_running' } });
  await closeWindow(app);
  const id = await makeTask(client, target, 'Price crawler', '/fail');
  await client.tasks.runNow({ id });
  const failed = ({ summary }: { summary: string }): boolean => summary === 'Price crawler failed';
  const shown = await desktop.notifications.waitFor('the failure', failed);
  await (await desktop.tray.item(app.pid)).click('Needs attention', 'Mark all as seen');
  await desktop.notifications.waitUntilClosed(shown.id);

  await client.tasks.runNow({ id });
  await expect
    .poll(async () => (await client.runs.list({ taskId: id, statuses: ['failed'] })).rows.length)
    .toBe(2);
  expect((await client.app.sendTestNotification({})).shown).toBe(true);
  await desktop.notifications.waitFor('the test', ({ summary }) => summary === 'This is a test');
  expect(desktop.notifications.all().filter(failed)).toHaveLength(1);
});

test('makes a burst of failures one notification', async ({ desktop, dataDir, launchApp }) => {
  const { app, client } = await openDesk(desktop, launchApp, { dataDir });
  await client.settings.update({ general: { closeButton: 'keep_running' }, executor: { slots: 10 } });
  await closeWindow(app);
  const names = ['One', 'Two', 'Three', 'Four', 'Five', 'Six'];
  for (const name of names) {
    const id = await makeTask(client, target, name, '/fail');
    await client.tasks.runNow({ id });
  }
  await desktop.notifications.waitFor('the sum', ({ summary }) => summary === '6 runs need attention');
  expect(desktop.notifications.visible().map(({ summary }) => summary)).toEqual(['6 runs need attention']);
});

test('tells the application of sleep and waking', async ({ desktop, dataDir, launchApp }) => {
  const { app, client } = await openDesk(desktop, launchApp, { dataDir });
  await expect.poll(async () => (await client.executor.status({})).lastPoll !== null).toBe(true);
  await desktop.logind.watched();
  desktop.logind.sleep();
  await app.output.waitFor(/The computer goes to sleep/);
  const before = (await client.executor.status({})).lastPoll?.at ?? '';
  desktop.logind.wake();
  await app.output.waitFor(/The computer woke up/);
  await expect.poll(async () => ((await client.executor.status({})).lastPoll?.at ?? '') > before).toBe(true);
});
