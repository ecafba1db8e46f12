import { call, ConsoleBrowser, expect, test, violations } from '../support/console-page';

let desk: ConsoleBrowser;
test.beforeAll(async ({ browser }) => {
  desk = await ConsoleBrowser.open(browser);
});
test.afterAll(async () => {
  await desk.stop();
});

test('a workflow is added, chosen in the editor, changed and deleted', async () => {
  const page = await desk.page('#/settings?section=workflows');
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Add workflow' }).click();
  await dialog.getByLabel('Name').fill('Nightly report');
  await dialog.getByRole('textbox', { name: 'App' }).fill('Reports');
  const address = dialog.getByLabel('Address');
  await address.fill('reports.internal/jobs');
  await dialog.getByLabel('Headers').fill('Authorization: Bearer {{secret.report-token}}\nno header');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(address).toHaveAttribute('aria-invalid', 'true');
  await expect(dialog.getByText('Not an address such as https://example.com/jobs.')).toBeVisible();
  await expect(dialog.getByText('Line 2 is not Name: value.')).toBeVisible();
  expect(await violations(page)).toEqual([]);

  await address.fill('http://reports.internal:8080/jobs');
  await dialog.getByLabel('Headers').fill('Authorization: Bearer {{secret.report-token}}');
  await dialog.getByLabel('Advanced').press('Space');
  const config = dialog.getByLabel('Configuration');
  await expect(config).toHaveValue(/"Authorization": "Bearer \{\{secret\.report-token\}\}"/);
  await config.fill('{"url": "http://reports.internal:8080/jobs", "redirects": 99}');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText(/^config\.redirects: /)).toBeVisible();
  await config.fill(
    '{"url": "http://reports.internal:8080/jobs", "headers": {"X-Day": "{{input.day}}"}, "redirects": 0}',
  );
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);

  const entry = page.getByRole('listitem').filter({ hasText: 'Nightly report' });
  await expect(entry).toContainText(
    'Reports · HTTP request · POST http://reports.internal:8080/jobs · 0 tasks',
  );
  expect(await violations(page)).toEqual([]);

  await page.getByRole('button', { name: 'Edit Nightly report' }).click();
  await expect(dialog.getByLabel('Headers')).toHaveValue('X-Day: {{input.day}}');
  await dialog.getByLabel('Body').fill('{"day": "{{input.day}}"}');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
  expect(await call(page, 'workflows', 'list', {})).toMatchObject({
    workflows: [
      {
        workflowName: 'Nightly report',
        appName: 'Reports',
        connector: 'http',
        config: { headers: { 'X-Day': '{{input.day}}' }, body: { day: '{{input.day}}' }, redirects: 0 },
      },
    ],
  });

  await page.evaluate(() => location.assign('#/tasks/new'));
  await page.getByRole('combobox', { name: 'Workflow' }).click();
  await expect(page.getByRole('option', { name: /Nightly report/ })).toBeVisible();

  await page.evaluate(() => location.assign('#/settings?section=workflows'));
  await page.getByRole('button', { name: 'Delete Nightly report' }).click();
  await dialog.getByRole('button', { name: 'Delete workflow' }).click();
  await expect(page.getByText('No workflow yet')).toBeVisible();
  await page.context().close();
});
