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

test('a connection’s refused fields say why in plain words, the first of them has the focus', async () => {
  const page = await desk.page('#/settings?section=connections');
  await page.getByRole('button', { name: 'Add connection' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Save' }).click();
  const refused = dialog.getByRole('alert');
  await expect(refused).toHaveText(['Must not be empty.', 'Must not be empty.', 'Must not be empty.']);
  await expect(dialog.getByLabel('Name')).toBeFocused();
  await dialog.getByLabel('Name').fill('a b');
  await dialog.getByLabel('Address').fill('nexusai');
  await expect(refused).toHaveText([
    'Only letters, digits, dot, dash or underscore, beginning with a letter or digit.',
    'An address such as https://nexusai.example.com, without a user or password in it.',
    'Must not be empty.',
  ]);
});

test('a search leaves only what it means, connections and commands included', async () => {
  const page = await desk.page('#/settings');
  await call(page, 'settings', 'update', {
    commands: [{ name: 'report', program: '/opt/report' }],
    connections: [{ name: 'office', url: 'https://nexusai.example.com', account: 'ada' }],
  });
  const search = page.getByRole('searchbox', { name: 'Search settings' });
  await search.fill('report');
  await expect(page.getByRole('button', { name: 'Edit report' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Edit office' })).toHaveCount(0);
  await search.fill('nothing of the kind');
  await expect(page.getByText('No setting matches')).toBeVisible();
  await expect(page.getByRole('heading', { level: 2 })).toHaveCount(0);
});

test('quiet hours are typed as the editor’s times are, whatever clock the system shows', async () => {
  const page = await desk.page('#/settings?section=notifications');
  await page.getByRole('switch', { name: 'Quiet hours' }).press('Space');
  const from = page.getByRole('textbox', { name: 'From' });
  await expect(from).toHaveValue('22:00');
  await from.fill('25');
  await from.press('Tab');
  await expect(page.getByText('Give a time such as 22:00.')).toBeVisible();
  await from.fill('930');
  await from.press('Tab');
  await expect(from).toHaveValue('09:30');
  const sunday = page.getByRole('button', { name: 'Sunday' });
  await expect(sunday).toHaveAttribute('aria-pressed', 'true');
  await sunday.click();
  await expect(sunday).toHaveAttribute('aria-pressed', 'false');
  expect(await violations(page)).toEqual([]);
  expect(await call(page, 'settings', 'get', {})).toMatchObject({
    notifications: { quietHours: { enabled: true, from: '09:30', days: [1, 2, 3, 4, 5, 6] } },
  });
});
