import { z } from 'zod';
import { call, ConsoleBrowser, expect, test, violations } from '../support/console-page';
import { NexusAiServer } from '../support/nexusai-server';

const started = z.object({ runId: z.string() });
const password = 'correct horse battery';
let app: ConsoleBrowser;
let nexus: NexusAiServer;
let appRunId = 0;

test.beforeAll(async ({ browser }) => {
  nexus = await NexusAiServer.start();
  const robot = nexus.addUser({ password, email: 'robot@example.com', nickname: 'robot' });
  const grace = nexus.addUser({ nickname: 'Grace' });
  const verdict = { name: 'verdict', type: 'string', required: true, sort_order: 1 };
  const workflow = nexus.addWorkflow({ script: 'human', owner: robot, form: { verdict } });
  const task = (id: number, name: string, user: number): string =>
    `INSERT INTO scheduled_tasks (id, name, task_type, status, user_id, app_id, workflow_id, input, node_confirm_users, start_time, next_run_time, repeat_type, repeat_interval)
     VALUES (${id}, '${name}', 'recurring', 1, 1, 1, 1, '{"text": "hello"}', '{"human-node": [${user}]}', '2026-01-05 00:00', now() + interval '9 hours', 'day', 1);`;
  app = await ConsoleBrowser.open(browser, {
    fill: `
      INSERT INTO users (id, nickname) VALUES (1, 'Ada');
      INSERT INTO apps (id, name) VALUES (1, 'Contracts');
      INSERT INTO workflows (id, app_id, name, publish_status) VALUES (1, 1, 'Contract review', 1);
      INSERT INTO workflow_targets (workflow_id, connector, config) VALUES (1, 'nexusai', '{"app_id": ${workflow.appId}}');
      ${task(1, 'Contract review', robot.id)} ${task(2, 'Legal review', grace.id)}`,
    settings: {
      connections: [{ name: 'office', url: nexus.url, account: robot.email, requestsPerSecond: 50 }],
    },
  });
});
test.afterAll(async () => {
  await app.stop();
  await nexus.stop();
});

/** Starts the task and opens its run once it waits. */
const waiting = async (taskId: string): Promise<Awaited<ReturnType<ConsoleBrowser['page']>>> => {
  const page = await app.page('#/overview');
  const [connection] = [
    { name: 'office', url: nexus.url, account: 'robot@example.com', requestsPerSecond: 50 },
  ];
  await call(page, 'connections', 'save', { connection, secret: password });
  const { runId } = started.parse(await call(page, 'tasks', 'runNow', { id: taskId }));
  appRunId = (await nexus.waitForStart(`#${runId}.`)).appRunId;
  nexus.finish(appRunId);
  await page.goto(`${new URL(page.url()).origin}/#/runs/${runId}`);
  await expect(page.getByText('Needs confirmation: Human')).toBeVisible({ timeout: 30_000 });
  return page;
};

test('a waiting run is approved here by the account that is asked, and goes on to its end', async () => {
  const page = await waiting('1');
  await page.getByRole('button', { name: 'Approve…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('confirmed in NexusAI as robot');
  await expect(dialog).toContainText('A value is needed for: verdict.');
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole('textbox', { name: 'Values as JSON' }).fill('{"verdict": "agreed"}');
  await dialog.getByRole('button', { name: 'Approve', exact: true }).dblclick();
  await expect.poll(() => nexus.confirmations.length).toBe(1);
  await expect(page.getByText('Needs confirmation: Human')).toHaveCount(0, { timeout: 30_000 });
  expect(nexus.confirmations).toMatchObject([{ inputs: { properties: { verdict: { value: 'agreed' } } } }]);
});

test('the question fits the smallest window, and reproaches nobody before anything was typed', async () => {
  const page = await waiting('1');
  await page.setViewportSize({ width: 800, height: 560 });
  await page.getByRole('button', { name: 'Approve…' }).click();
  const dialog = page.getByRole('dialog');
  const field = dialog.getByRole('textbox', { name: 'Values as JSON' });
  await expect(field).not.toHaveAttribute('aria-invalid');
  await expect(dialog.getByRole('button', { name: 'Approve', exact: true })).toBeInViewport({ ratio: 1 });
  // However much is written, the field scrolls and not the dialog.
  await field.fill(JSON.stringify({ notes: Array.from({ length: 60 }, (_, n) => n) }, null, 2));
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(dialog.getByRole('button', { name: 'Approve', exact: true })).toBeInViewport({ ratio: 1 });
  expect(await dialog.evaluate((box) => box.scrollHeight - box.clientHeight)).toBe(0);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
});

test('somebody else’s step says who confirms it, and offers nothing', async () => {
  const page = await waiting('2');
  await expect(page.getByText(/Waits for Grace since/)).toBeVisible();
  await expect(page.getByText('This computer signs in as robot, who is not asked.')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Approve/ })).toHaveCount(0);
});
