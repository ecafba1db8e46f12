import type { Locator, Page } from '@playwright/test';
import { z } from 'zod';
import type { ErrorInfo } from '../../src-main/contract/errors';
import { requestFrame } from '../../src-main/contract/frames';
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

const listQuestion = requestFrame.extend({
  group: z.literal('tasks'),
  call: z.literal('list'),
  input: z.object({ offset: z.number() }),
});
/** Where the part of the list begins that a message asks for; null of any other message. */
const offsetAsked = (message: string | Buffer): number | null =>
  listQuestion.safeParse(JSON.parse(String(message))).data?.input.offset ?? null;

/** Where the parts of the list begin that the page asks for from its next start on. */
const offsetsOf = (page: Page): Set<number> => {
  const offsets = new Set<number>();
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      const offset = offsetAsked(payload);
      if (offset !== null) offsets.add(offset);
    }),
  );
  return offsets;
};

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

test('a leap from a focused row far out of view asks for the rows it leads to, not for all between', async () => {
  const page = await large.page('#/tasks');
  const offsets = offsetsOf(page);
  await page.reload();
  const first = page.locator('tr[aria-rowindex="2"][data-task]');
  await first.focus();
  await page.keyboard.press('End');
  await expect(page.locator('tr[aria-rowindex="10001"][data-task]')).toBeFocused();
  await page.keyboard.press('ArrowUp');
  const left = page.locator('tr[aria-rowindex="10000"]');
  await expect(left).toBeFocused();
  await page.getByRole('table').evaluate((table) => table.parentElement?.scrollTo(0, 0));
  await expect(first).toBeInViewport();
  await expect(left).toBeFocused();
  await page.keyboard.press('End');
  await expect(page.locator('tr[aria-rowindex="10001"][data-task]')).toBeFocused();
  await page.keyboard.press('Home');
  await expect(first).toBeFocused();
  expect([...offsets].toSorted((a, b) => a - b)).toEqual([0, 9_900]);
});

test('rows further down that could not be loaded are told with the error, and come when tried again', async () => {
  const page = await large.page('#/tasks');
  let failing = true;
  let asked = 0;
  const error: ErrorInfo = {
    code: 'database_failed',
    message: 'The database did not answer in time.',
    remedy: null,
    since: null,
    issues: [],
    details: {},
  };
  await page.routeWebSocket(/\/socket$/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => {
      if (!failing || offsetAsked(message) !== 9_900) {
        server.send(message);
        return;
      }
      asked += 1;
      const { id } = requestFrame.parse(JSON.parse(String(message)));
      socket.send(JSON.stringify({ id, answer: { ok: false, error } }));
    });
  });
  await page.reload();
  await page.locator('tr[aria-rowindex="2"][data-task]').focus();
  await page.keyboard.press('End');
  const notice = page.getByRole('alert');
  await expect(notice).toContainText('Some tasks could not be loaded. The database did not answer in time.');
  await expect(page.locator('tr[aria-rowindex="10001"]')).toBeFocused();
  const again = notice.getByRole('button', { name: 'Try again' });
  const before = asked;
  await again.click();
  await expect.poll(() => asked).toBeGreaterThan(before);
  await expect(notice).toBeVisible();
  failing = false;
  // The list may look again by itself before the button is pressed; then it is gone.
  await expect(async () => {
    if (await again.isVisible()) await again.click({ timeout: 1_000 });
    await expect(page.locator('tr[aria-rowindex="10001"][data-task]')).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
  await expect(notice).toHaveCount(0);
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

interface NextRun extends Record<string, unknown> {
  readonly next: Date | null;
  readonly status: number;
}
const nextRunOf = async (id: number): Promise<NextRun | undefined> =>
  (
    await small.fixture.sql<NextRun>(
      'SELECT next_run_time AS next, status FROM scheduled_tasks WHERE id = $1',
      [id],
    )
  )[0];

/** A daily task of the fixture whose runs lie so many hours before and after now, the next one at the first of them. */
const dailyAt = async (id: number, hours: number): Promise<Date> => {
  const [row] = await small.fixture.sql<{ next: Date }>(
    `UPDATE scheduled_tasks SET next_run_time = date_trunc('minute', now()) + $2::int * interval '1 hour',
       start_time = date_trunc('minute', now() AT TIME ZONE 'UTC') + $2::int * interval '1 hour' - interval '30 days'
     WHERE id = $1 RETURNING next_run_time AS next`,
    [id, hours],
  );
  if (row === undefined) throw new Error(`There is no task ${id}.`);
  return row.next;
};

test('paused and resumed before its next run, a task keeps it; after it, it goes on with the first from now on (K3)', async () => {
  // The one before was skipped, so working it out anew would give another.
  const planned = await dailyAt(3, 30);
  const page = await small.page('#/tasks');
  const row = page.getByRole('row', { name: /Nightly report/ });
  const pause = row.getByRole('button', { name: 'Pause Nightly report' });
  const resume = row.getByRole('button', { name: 'Resume Nightly report' });
  await pause.click();
  await expect(row).toContainText('–paused');
  await resume.click();
  await expect(pause).toBeVisible();
  expect(await nextRunOf(3)).toEqual({ next: planned, status: 1 });

  await pause.click();
  await expect(resume).toBeVisible();
  const missed = await dailyAt(3, -2);
  await resume.click();
  await expect(pause).toBeVisible();
  const dayMs = 86_400_000;
  expect(await nextRunOf(3)).toEqual({ next: new Date(missed.getTime() + dayMs), status: 1 });
  const { occurrences } = z
    .object({ occurrences: z.array(z.object({ at: z.string() })) })
    .parse(await call(page, 'tasks', 'preview', { draft: {}, taskId: '3' }));
  expect(occurrences[0]?.at).toBe(new Date(missed.getTime() + dayMs).toISOString());
  // The one that fell into the pause is in the ledger, not lost.
  expect(
    await countOf(
      small.fixture,
      `SELECT count(*) FROM task_runs WHERE task_id = 3 AND outcome = 'skipped' AND planned_at = '${missed.toISOString()}'`,
    ),
  ).toBe(1);
});

/** Written anew here; ties go by the id, either way. */
const sorts = [
  { column: 'Task', key: 'name', sql: 't.name COLLATE "zh-Hans-CN-x-icu"' },
  {
    column: 'State',
    key: 'state',
    sql: 'CASE t.status WHEN 1 THEN 1 WHEN 3 THEN 3 WHEN 2 THEN CASE WHEN t.next_run_time IS NULL THEN 5 ELSE 4 END END',
  },
  {
    column: 'Workflow',
    key: 'workflow',
    sql: 'w.name COLLATE "zh-Hans-CN-x-icu"',
    within: 't.name COLLATE "zh-Hans-CN-x-icu"',
  },
  { column: 'Next run', key: 'next_run', sql: 'CASE WHEN t.status = 1 THEN t.next_run_time END' },
  { column: 'Last run', key: 'last_run', sql: 't.last_run_time' },
  { column: 'By plan', key: 'runs', sql: 't.execution_count' },
  { column: 'Id', key: 'id', sql: 't.id' },
  { column: 'Created', key: 'created', sql: 't.created_at' },
  { column: 'Changed', key: 'updated', sql: 't.updated_at' },
] as const;

test('sorting by each column is what the database says, ties by the id, from the first row to the last (K4)', async () => {
  test.setTimeout(180_000);
  const page = await large.page('#/tasks', { viewport: { width: 2400, height: 900 } });
  const columns = ['name', 'state', 'workflow', 'next_run', 'last_run', 'runs', 'id', 'created', 'updated'];
  await call(page, 'settings', 'update', { views: { tasks: { columns, saved: [] } } });
  const offsets = offsetsOf(page);
  await page.reload();
  const headers = page.locator('thead th button');
  await expect(headers).toHaveText(sorts.map(({ column }) => column));
  expect(sorts.map(({ key }) => key)).toEqual(columns);
  /** Place in the whole list and task, of the rows that are drawn. */
  const drawn = (): Promise<(readonly [number, string])[]> =>
    page
      .locator('tr[data-task]')
      .evaluateAll((rows) =>
        rows.map(
          (row) =>
            [Number(row.getAttribute('aria-rowindex')) - 2, row.getAttribute('data-task') ?? ''] as const,
        ),
      );
  for (const sort of sorts) {
    for (const way of ['ascending', 'descending'] as const) {
      const down = way === 'descending' ? 'DESC' : 'ASC';
      const keys = [sort.sql, ...('within' in sort ? [sort.within] : [])].map(
        (key) => `${key} ${down} NULLS LAST`,
      );
      const wanted = (
        await large.fixture.sql<{ id: string }>(
          `SELECT t.id FROM scheduled_tasks t LEFT JOIN workflows w ON w.id = t.workflow_id ORDER BY ${[...keys, 't.id'].join(', ')}`,
        )
      ).map(({ id }) => id);
      const header = page.getByRole('columnheader', { name: sort.column, exact: true });
      // One way, the other, not at all; which comes first is the column's own.
      for (let presses = 0; presses < 3; presses++) {
        const before = await header.getAttribute('aria-sort');
        if (before === way) break;
        await header.getByRole('button').click();
        await expect.poll(() => header.getAttribute('aria-sort')).not.toBe(before);
      }
      await expect(header).toHaveAttribute('aria-sort', way);
      const wrong = async (): Promise<unknown[]> => {
        const rows = await drawn();
        if (rows.length < 10) return ['too few rows'];
        return rows.filter(([place, id]) => wanted[place] !== id);
      };
      await expect.poll(wrong, `${sort.column}, ${way}`).toEqual([]);
      await page.locator('tr[data-task]').first().focus();
      await page.keyboard.press('End');
      await expect(page.locator('tr[aria-rowindex="10001"]')).toBeFocused();
      await expect.poll(wrong, `${sort.column}, ${way}, the end`).toEqual([]);
      await page.keyboard.press('Home');
      // What lies between is not asked for: the end would have to wait for all of it.
      const between = [...offsets].filter((offset) => offset !== 0 && offset !== 9_900);
      expect(between, `${sort.column}, ${way}`).toEqual([]);
      offsets.clear();
    }
  }
  await call(page, 'settings', 'update', { views: {} });
});

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

test('undo of a pause of many leaves one that was paused before as it was', async () => {
  const page = await small.page('#/tasks?sort=name');
  await expect(page.getByRole('row')).toHaveCount(13);
  const pausedSince = (): Promise<unknown> =>
    small.fixture.sql(
      `SELECT status, paused_until, pause_reason FROM scheduled_tasks t JOIN task_policies ON task_id = t.id WHERE t.id = 7`,
    );
  const before = await pausedSince();
  for (const id of [7, 12]) await page.locator(`tr[data-task="${id}"]`).getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Pause…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Pause', exact: true }).click();
  await expect.poll(pausedSince).not.toEqual(before);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(pausedSince).toEqual(before);
  await expect
    .poll(() => countOf(small.fixture, `SELECT count(*) FROM scheduled_tasks WHERE status = 3 AND id <> 7`))
    .toBe(0);
});

test('a name that would turn text around is shown with what it holds, in its row and in sentences', async () => {
  const rename = (name: string): Promise<unknown> =>
    small.fixture.sql(`UPDATE scheduled_tasks SET name = $1 WHERE id = 12`, [name]);
  await rename('Backup \u202Ekcehc');
  const page = await small.page('#/tasks?sort=name');
  const row = page.locator('tr[data-task="12"]');
  await expect(row.getByRole('rowheader')).toContainText('Backup <U+202E>kcehc');
  await row.focus();
  await page.keyboard.press('p');
  await expect(page.locator('[id^="toast-"]')).toContainText('Backup <U+202E>kcehc');
  await page.getByRole('button', { name: 'Undo' }).click();
  await rename('Backup check');
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
        - columnheader "By plan":
          - button "By plan"
        - cell "Actions"
  `);
  // A row a task and nothing else, in their order.
  await expect(page.locator('tbody')).toMatchAriaSnapshot(`
    - rowgroup:
      - /children: equal
      - row /供应商对账/
      - row /Backup check/
      - row /Contract review/
      - row /Invoice digest/
      - row /Launch countdown/
      - row /Month-end close/
      - row /Nightly report/
      - row /Old import/
      - row /Orphaned sync/
      - row /Price crawler/
      - row /Vector refresh/
      - row /Weekly newsletter/
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

test('the menu of columns says which chosen ones have no room', async () => {
  const page = await small.page('#/tasks');
  const headings = page.getByRole('columnheader');
  await expect(headings).toHaveText(['Task', 'Schedule', 'Next run', 'Last run', 'Last 10', 'By plan']);
  await page.getByRole('button', { name: 'View', exact: true }).click();
  const columns = page.getByRole('menu');
  const entry = (name: string): Locator => columns.getByRole('menuitemcheckbox', { name });
  await expect(entry('Workflow')).toHaveAccessibleName('Workflow no room at this width');
  await expect(entry('Workflow')).toBeChecked();
  await expect(entry('Schedule')).toHaveAccessibleName('Schedule');
  await page.setViewportSize({ width: 1700, height: 800 });
  await expect(headings.nth(1)).toHaveText('Workflow');
  await expect(entry('Workflow')).toHaveAccessibleName('Workflow');
});
