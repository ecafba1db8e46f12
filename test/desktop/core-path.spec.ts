import { expect, test } from './desktop-test';
import { makeTask, openDesk, Target } from './product';

// One start of the whole application for the whole way.
test.setTimeout(180_000);

test('an operator’s way through the window: what failed, run, change, why, the ledger, the log', async ({
  desktop,
  dataDir,
  launchApp,
}) => {
  const target = await Target.start();
  const { page, client } = await openDesk(desktop, launchApp, { dataDir });
  const id = await makeTask(client, target, 'Price crawler', '/fail');
  await makeTask(client, target, 'Nightly report', '/ok');
  const go = (name: string): Promise<void> =>
    page.getByRole('navigation').getByRole('link', { name }).first().click();
  const title = page.getByRole('heading', { level: 1 });

  await test.step('a failure is on the Overview, without a reload', async () => {
    await go('Overview');
    await client.tasks.runNow({ id });
    await expect(page.getByRole('region', { name: 'Needs attention' })).toContainText('Price crawler');
  });

  await test.step('a task is found and run from the list', async () => {
    await go('Tasks');
    await page.getByRole('searchbox').fill('nightly');
    const row = page.getByRole('row', { name: /Nightly report/ });
    await expect(page.locator('tr[data-task]')).toHaveCount(1);
    await row.getByRole('button', { name: 'Run Nightly report now' }).click();
    await expect.poll(() => target.asked.filter((path) => path === '/ok')).toHaveLength(1);
    await row.getByRole('link', { name: 'Nightly report', exact: true }).click();
    await expect(title).toHaveText('Nightly report');
  });

  await test.step('its page says why it is not running', async () => {
    const why = page.getByRole('region', { name: 'Why is it not running?' });
    await expect(why).toContainText('2040');
    await why.getByRole('button', { name: 'Show every condition' }).click();
    await expect(why.getByText('Not met').first()).toBeVisible();
  });

  await test.step('a change in the editor is saved', async () => {
    await page.getByRole('link', { name: 'Edit' }).first().click();
    await expect(title).toHaveText('Edit Nightly report');
    await page.getByRole('textbox', { name: 'Name' }).fill('Evening report');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect.poll(async () => (await client.tasks.list({ search: 'Evening' })).rows.length).toBe(1);
  });

  await test.step('the ledger is narrowed to what failed, and its log read', async () => {
    await go('Runs');
    await page.getByRole('button', { name: /^Failed 1$/ }).click();
    const rows = page.locator('tr[data-run]');
    await expect(rows).toHaveCount(1);
    await rows.getByRole('link').first().click();
    await expect(title).toHaveText('Price crawler');
    await expect(page.getByRole('region', { name: 'What went wrong' })).toContainText('500');
    await expect(page.locator('[data-seq]').first()).toBeVisible();
  });
  await target.stop();
});
