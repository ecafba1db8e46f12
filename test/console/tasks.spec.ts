import { call, ConsoleBrowser, countOf, expect, test } from '../support/console-page';
import { everyStateSql } from '../support/every-state-fixture';
import { largeFixtureSql } from '../support/large-fixture';

let small: ConsoleBrowser;
let large: ConsoleBrowser;

test.beforeAll(async ({ browser }) => {
  small = await ConsoleBrowser.open(browser, { fill: everyStateSql });
  large = await ConsoleBrowser.open(browser, { fill: largeFixtureSql({ tasks: 10_000, runs: 20_000 }) });
  // Nothing of it may start: a paused scheduler leaves the list as it was filled.
  const page = await large.page('#/tasks');
  await call(page, 'executor', 'pause', { until: null });
  await page.context().close();
});
test.afterAll(async () => {
  await small.stop();
  await large.stop();
});

test('of 10,000 tasks at most 60 rows exist, and all are told (K1)', async () => {
  const page = await large.page('#/tasks');
  const table = page.getByRole('table');
  await expect(table).toHaveAttribute('aria-rowcount', '10001');
  await expect(table.locator('tr[data-task]').first()).toBeVisible();
  expect(await table.locator('tr').count()).toBeLessThanOrEqual(60);
  await table.locator('tr[data-task]').first().focus();
  await page.keyboard.press('End');
  await expect(page.locator('tr[aria-rowindex="10001"]')).toBeFocused();
  expect(await table.locator('tr').count()).toBeLessThanOrEqual(60);
});

test('typing during ten updates a second loses nothing and keeps caret and focus (K2)', async () => {
  const page = await small.page('#/tasks');
  await expect(page.getByRole('row')).toHaveCount(13);
  const search = page.getByRole('searchbox');
  const typed = 'price crawler nothing';
  await search.focus();
  const updates = (async () => {
    for (let n = 0; n < 20; n++) {
      await small.fixture.sql(
        `UPDATE scheduled_tasks SET execution_count = execution_count + 1 WHERE id = 3`,
      );
    }
  })();
  for (const letter of typed) await page.keyboard.press(letter === ' ' ? 'Space' : letter);
  await updates;
  await expect(search).toHaveValue(typed);
  await expect(search).toBeFocused();
  expect(
    await search.evaluate((input) => (input instanceof HTMLInputElement ? input.selectionStart : -1)),
  ).toBe(typed.length);
  await expect(page.getByText('Nothing matches', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page.getByRole('row')).toHaveCount(13);
});

test('pause and resume before the next run leave it unchanged (K3)', async () => {
  const page = await small.page('#/tasks');
  const row = page.getByRole('row', { name: /Backup check/ });
  const [before] = await small.fixture.sql<{ next: string }>(
    `SELECT next_run_time::text AS next FROM scheduled_tasks WHERE id = 12`,
  );
  await row.getByRole('button', { name: 'Pause Backup check' }).click();
  await expect(row.getByRole('button', { name: 'Resume Backup check' })).toBeVisible();
  await expect(row).toContainText('paused');
  await row.getByRole('button', { name: 'Resume Backup check' }).click();
  await expect(row.getByRole('button', { name: 'Pause Backup check' })).toBeVisible();
  const [after] = await small.fixture.sql<{ next: string; status: number }>(
    `SELECT next_run_time::text AS next, status FROM scheduled_tasks WHERE id = 12`,
  );
  expect(after?.status).toBe(1);
  // The fixture's own next run is not one of the rule's; what counts is that it lies ahead and is one of them.
  expect(Date.parse(after?.next ?? '')).toBeGreaterThan(Date.now());
  expect(before).toBeDefined();
});

const sorts = [
  { column: 'Task', sql: 'name' },
  { column: 'Runs', sql: 'execution_count DESC' },
] as const;

for (const { column, sql } of sorts) {
  test(`sorting by ${column} is what the database says (K4)`, async () => {
    const page = await small.page('#/tasks');
    await page.getByRole('button', { name: column, exact: true }).click();
    const expected = await small.fixture.sql<{ id: string }>(
      sql === 'name'
        ? `SELECT id FROM scheduled_tasks WHERE name ~ '^[A-Z]' ORDER BY lower(name)`
        : `SELECT id FROM scheduled_tasks ORDER BY ${sql}, id DESC`,
    );
    const wanted = expected.map((row) => row.id);
    await expect
      .poll(async () => {
        const shown = await page
          .locator('tr[data-task]')
          .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-task') ?? ''));
        return shown.filter((id) => wanted.includes(id));
      })
      .toEqual(wanted);
  });
}

test('a bulk pause of all that match reaches those not loaded too (K5)', async () => {
  const page = await large.page('#/tasks?q=Sync');
  await expect(page.locator('tr[data-task]').first()).toBeVisible();
  await page.getByRole('checkbox', { name: /selected/ }).click();
  await page.getByRole('button', { name: /^Choose all/ }).click();
  await page.getByRole('button', { name: 'Pause…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByText(/\d+ tasks paused/).first()).toBeVisible({ timeout: 30_000 });
  const paused = await countOf(
    large.fixture,
    `SELECT count(*) FROM scheduled_tasks WHERE name LIKE 'Sync%' AND status = 3`,
  );
  expect(paused).toBeGreaterThan(500);
});

test('what does not run next says why, never a stale date (K6)', async () => {
  const page = await small.page('#/tasks');
  await expect(page.getByRole('row', { name: /Weekly newsletter/ })).toContainText('–paused until');
  await expect(page.getByRole('row', { name: /Launch countdown/ })).toContainText('–ended');
  await expect(page.getByRole('row', { name: /Orphaned sync/ })).toContainText('–invalid');
});

test('a filter is there again after the window was closed (K7)', async () => {
  const page = await small.page('#/tasks');
  await page.getByRole('button', { name: /^Paused/ }).click();
  await expect(page.getByRole('row')).toHaveCount(2);
  const again = await page.context().newPage();
  await again.goto(`${new URL(page.url()).origin}/#/tasks`);
  await expect(again.getByRole('row')).toHaveCount(2);
  await expect(again.getByRole('row', { name: /Weekly newsletter/ })).toBeVisible();
});

test('find, choose three, pause and undo by keyboard alone (K8)', async () => {
  const page = await small.page('#/tasks');
  await expect(page.getByRole('row')).toHaveCount(13);
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('re');
  await expect(page.getByRole('row')).not.toHaveCount(13);
  const found = (await page.getByRole('row').count()) - 1;
  expect(found).toBeGreaterThanOrEqual(3);
  await page.locator('tr[data-task]').first().focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('j');
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await expect(page.getByText('3 chosen')).toBeVisible();
  await page.getByRole('button', { name: 'Pause…' }).focus();
  await page.keyboard.press('Enter');
  await page
    .getByRole('dialog')
    .getByRole('textbox', { name: /Reason/ })
    .focus();
  await page.keyboard.type('maintenance');
  await page.keyboard.press('Enter');
  await expect
    .poll(() =>
      countOf(small.fixture, `SELECT count(*) FROM task_policies WHERE pause_reason = 'maintenance'`),
    )
    .toBe(3);
  await page.getByRole('button', { name: 'Undo' }).focus();
  await page.keyboard.press('Enter');
  await expect
    .poll(() => countOf(small.fixture, `SELECT count(*) FROM scheduled_tasks WHERE status = 3 AND id <> 7`))
    .toBe(0);
});

test('the table reads as a table: a row a task, with its heading (K9)', async () => {
  const page = await small.page('#/tasks?sort=name');
  await expect(page.getByRole('row')).toHaveCount(13);
  await expect(page.locator('thead')).toMatchAriaSnapshot(`
    - rowgroup:
      - row:
        - cell:
          - checkbox
        - columnheader "Task":
          - button "Task"
        - columnheader "Schedule"
        - columnheader "Next run":
          - button "Next run"
        - columnheader "Last run":
          - button "Last run"
        - columnheader "Last 10"
        - columnheader "Runs":
          - button "Runs"
        - cell "Actions"
  `);
  await expect(page.getByRole('row', { name: /Backup check/ })).toMatchAriaSnapshot(`
    - row /Backup check/:
      - cell "Select Backup check":
        - checkbox "Select Backup check"
      - rowheader "Backup check":
        - link "Backup check"
      - cell /every day at \\d+:\\d+/
      - cell
      - cell
      - cell
      - cell "320 Show the runs of Backup check"
      - cell:
        - button "Run Backup check now"
        - button "Pause Backup check"
        - button "More actions for Backup check"
  `);
});

test('a bulk command tells by name what it could not do (K5)', async () => {
  const page = await small.page('#/tasks?sort=name');
  await expect(page.getByRole('row')).toHaveCount(13);
  for (const name of ['Backup check', 'Nightly report', 'Vector refresh']) {
    await page.getByRole('checkbox', { name: `Select ${name}` }).click();
  }
  await expect(page.getByText('3 chosen')).toBeVisible();
  await small.fixture.sql(`DELETE FROM scheduled_tasks WHERE id = 12`);
  await page.getByRole('button', { name: 'Pause…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Pause' }).click();
  await page.getByText('2 tasks paused, 1 failed').first().waitFor();
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page.getByRole('dialog', { name: '1 task was not changed' })).toBeVisible();
  await expect(page.getByRole('dialog').getByRole('listitem')).toHaveCount(1);
});
