import type { Page } from '@playwright/test';
import { z } from 'zod';
import { call, ConsoleBrowser, countOf, expect, test, violations } from '../support/console-page';
import { everyStateSql } from '../support/every-state-fixture';
import { largeFixtureSql } from '../support/large-fixture';

let small: ConsoleBrowser;
let large: ConsoleBrowser;

test.beforeAll(async ({ browser }) => {
  // Runs of a clock change long past are looked for: the retention must not take them away meanwhile.
  small = await ConsoleBrowser.open(browser, {
    fill: everyStateSql,
    settings: { executor: { retentionDays: 3650 } },
  });
  large = await ConsoleBrowser.open(browser, { fill: largeFixtureSql({ tasks: 200, runs: 20_000 }) });
  // Nothing of it may start: a paused scheduler leaves the list as it was filled.
  const page = await large.page('#/runs');
  await call(page, 'executor', 'pause', { until: null });
  await page.context().close();
});
test.afterAll(async () => {
  await small.stop();
  await large.stop();
});

const rows = (page: Page): ReturnType<Page['locator']> => page.locator('tr[data-run]');
const started = z.object({ runId: z.string() });

test('of 20,000 runs at most 60 rows exist, more are read while scrolling, and all are told (R1)', async () => {
  const page = await large.page('#/runs?range=all');
  const total = await countOf(large.fixture, 'SELECT count(*) FROM task_runs');
  const table = page.getByRole('table');
  await expect(table).toHaveAttribute('aria-rowcount', String(total + 1));
  await expect(rows(page).first()).toBeVisible();
  await rows(page).first().focus();
  // End goes to the last row read so far, which has the next page read.
  await expect
    .poll(async () => {
      await page.keyboard.press('End');
      return Number(await page.locator('tr[data-run]:focus').getAttribute('aria-rowindex'));
    })
    .toBeGreaterThanOrEqual(301);
  expect(await table.locator('tr').count()).toBeLessThanOrEqual(60);
  await page.keyboard.press('Home');
  await expect(page.locator('tr[aria-rowindex="2"]')).toBeFocused();
});

test('each chip’s count is the number of rows it shows', async () => {
  const page = await small.page('#/runs?range=all');
  for (const [chip, outcome] of [
    ['Failed', 'failed'],
    ['Missed', 'missed'],
    ['Skipped', 'skipped'],
  ] as const) {
    const count = await countOf(small.fixture, `SELECT count(*) FROM task_runs WHERE outcome = '${outcome}'`);
    const button = page.getByRole('button', { name: `${chip} ${count}`, exact: true });
    await button.click();
    await expect(button).toHaveAttribute('aria-pressed', 'true');
    await expect(page.getByRole('table')).toHaveAttribute('aria-rowcount', String(count + 1));
    await button.click();
  }
});

test('a filter stays through a hundred updates and through a reload (R2)', async () => {
  const page = await small.page('#/overview');
  let told = 0;
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      if (String(payload).includes('"runs.changed"')) told += 1;
    }),
  );
  const change = (): Promise<unknown> =>
    small.fixture.sql(
      `UPDATE task_runs SET seen_at = now() WHERE id = (SELECT max(id) FROM task_runs); SELECT pg_notify('nexus_scheduler', 'runs')`,
    );
  await page.reload();
  await page.evaluate(() => location.assign('#/runs?range=all'));
  await page.getByRole('button', { name: /^Failed/ }).click();
  await page.getByRole('searchbox', { name: 'Search in messages' }).fill('HTTP 502');
  await expect(page).toHaveURL(/q=HTTP/);
  // The application gathers what comes close together; what it passes on is news of all of it.
  for (let burst = 1; burst <= 4; burst++) {
    const before = told;
    for (let n = 0; n < 25; n++) await change();
    await expect.poll(() => told).toBeGreaterThan(before);
  }
  await expect(page.getByRole('button', { name: /^Failed/ })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('searchbox', { name: 'Search in messages' })).toHaveValue('HTTP 502');
  const texts = await rows(page).allTextContents();
  expect(texts.length).toBeGreaterThan(3);
  expect(texts.every((text) => text.includes('Failed') && text.includes('HTTP 502'))).toBe(true);
  await page.reload();
  await expect(page.getByRole('searchbox', { name: 'Search in messages' })).toHaveValue('HTTP 502');
  await expect(page.getByRole('button', { name: /^Failed/ })).toHaveAttribute('aria-pressed', 'true');
});

test('new runs wait behind a pill while the pointer is in the list, and move no row (R3)', async () => {
  const page = await small.page('#/runs?range=all');
  // The counts come after the rows and may push the list down once.
  await expect(page.getByRole('button', { name: /^Abandoned \d/ })).toBeVisible();
  const first = rows(page).first();
  const id = await first.getAttribute('data-run');
  const row = page.locator(`tr[data-run="${id ?? ''}"]`);
  await row.hover();
  const before = await row.boundingBox();
  // The command this task names is not among this machine's, so its runs end at once.
  await call(page, 'tasks', 'runNow', { id: '12' });
  const pill = page.getByRole('button', { name: /^\d+ new runs? – show$/ });
  await expect(pill).toBeVisible();
  expect(await row.boundingBox()).toEqual(before);
  await pill.click();
  await expect(rows(page).first()).toContainText('Backup check');
  await expect(rows(page).first()).not.toHaveAttribute('data-run', id ?? '');
  await expect(pill).toHaveCount(0);
});

test('new runs come in by themselves while nobody points at the list, unless it is not live', async () => {
  const page = await small.page('#/runs?range=all');
  await expect(rows(page).first()).toBeVisible();
  await page.mouse.move(10, 10);
  const { runId } = started.parse(await call(page, 'tasks', 'runNow', { id: '3' }));
  await expect(rows(page).first()).toHaveAttribute('data-run', runId);
  await expect(rows(page).first()).toContainText('Failed');
  await page.getByRole('button', { name: 'Live: on' }).click();
  const again = started.parse(await call(page, 'tasks', 'runNow', { id: '4' }));
  await expect
    .poll(() =>
      countOf(small.fixture, `SELECT count(*) FROM task_runs WHERE id = ${again.runId} AND state = 'ended'`),
    )
    .toBe(1);
  await expect(rows(page).first()).toHaveAttribute('data-run', runId);
  await page.getByRole('button', { name: 'Live: off' }).click();
  await expect(rows(page).first()).toHaveAttribute('data-run', again.runId);
});

test('late by is started minus planned, shown from one second (R4)', async () => {
  const inserted = await small.fixture.sql<{ id: string }>(`
    INSERT INTO task_runs (task_id, planned_at, trigger, state, outcome, attempt, created_at, started_at, finished_at)
    SELECT 5, at, 'schedule', 'ended', 'succeeded', 1, at, at + late, at + interval '1 minute'
    FROM (VALUES (now() - interval '3 hours', interval '900 ms'), (now() - interval '2 hours', interval '2.5 s')) v (at, late)
    RETURNING id`);
  const page = await small.page('#/runs?range=24h&task=5');
  await expect(rows(page).first()).toBeVisible();
  const column = await page.getByRole('columnheader').allTextContents();
  const place = column.indexOf('Late by');
  expect(place).toBeGreaterThan(0);
  const late = (id: string | undefined): ReturnType<Page['locator']> =>
    page.locator(`tr[data-run="${id ?? ''}"] > *`).nth(place + 1);
  await expect(late(inserted[1]?.id)).toHaveText('2.5 s');
  await expect(late(inserted[0]?.id)).toHaveText('');
});

/** Days on which the clock changes, with the hours they really have and what lies between two times of theirs. */
/** Types one end of a period of one's own, as `2026-03-08T07:00`. */
const fillEnd = async (page: Page, end: 'From' | 'To', wall: string): Promise<void> => {
  const [date = '', clock = ''] = wall.split('T');
  await page.getByLabel(end, { exact: true }).fill(date);
  await page.getByLabel(`${end}, time of day`).fill(clock);
  await page.keyboard.press('Tab');
};

const changeDays = [
  {
    zone: 'America/New_York',
    day: '2026-03-08',
    next: '2026-03-09',
    hours: 23,
    from: '01:00',
    to: '03:30',
    inside: 1.5,
  },
  {
    zone: 'America/New_York',
    day: '2026-11-01',
    next: '2026-11-02',
    hours: 25,
    from: '01:00',
    to: '02:00',
    inside: 2,
  },
  {
    zone: 'Australia/Lord_Howe',
    day: '2026-04-05',
    next: '2026-04-06',
    hours: 24.5,
    from: '01:00',
    to: '02:00',
    inside: 1.5,
  },
  {
    zone: 'Australia/Lord_Howe',
    day: '2026-10-04',
    next: '2026-10-05',
    hours: 23.5,
    from: '01:30',
    to: '03:00',
    inside: 1,
  },
] as const;

for (const { zone, day, next, hours, from, to, inside } of changeDays) {
  test(`a period on ${day} in ${zone} has the hours that day had (R5)`, async () => {
    // A run each half hour for two days around, told apart from those of the other days by its task.
    const [task] = await small.fixture.sql<{ id: string }>(`
      INSERT INTO scheduled_tasks (name, task_type, status, user_id, app_id, workflow_id, start_time, repeat_type, repeat_interval)
      VALUES ('Half-hourly', 'recurring', 3, 1, 1, 1, '2026-01-01 00:00', 'minute', 30) RETURNING id`);
    const id = task?.id ?? '';
    await small.fixture.sql(
      `INSERT INTO task_runs (task_id, planned_at, trigger, state, outcome, attempt, created_at, started_at, finished_at)
       SELECT $1, at, 'schedule', 'ended', 'succeeded', 1, at, at, at FROM generate_series(
         $2::date - interval '1 day', $2::date + interval '2 days', interval '30 minutes') at`,
      [id, day],
    );
    const page = await small.page(`#/runs?range=custom&task=${id}`, { timeZone: zone });
    const table = page.getByRole('table');
    const period = async (begins: string, ends: string): Promise<void> => {
      await fillEnd(page, 'From', begins);
      await fillEnd(page, 'To', ends);
    };
    await period(`${day}T00:00`, `${next}T00:00`);
    await expect(table).toHaveAttribute('aria-rowcount', String(hours * 2 + 1));
    await period(`${day}T${from}`, `${day}T${to}`);
    await expect(table).toHaveAttribute('aria-rowcount', String(inside * 2 + 1));
    await expect(page.getByLabel('From', { exact: true })).toHaveValue(day);
    await expect(page.getByLabel('From, time of day')).toHaveValue(from);
    await small.fixture.sql(
      `DELETE FROM task_runs WHERE task_id = ${id}; DELETE FROM scheduled_tasks WHERE id = ${id}`,
    );
  });
}

test('a period of one’s own has both its ends (R5)', async () => {
  await small.fixture.sql(`
    INSERT INTO task_runs (task_id, planned_at, trigger, state, outcome, attempt, created_at, started_at, finished_at)
    SELECT 9, at, 'schedule', 'ended', 'succeeded', 1, at, at, at FROM generate_series(
      timestamptz '2026-03-08 05:30Z', timestamptz '2026-03-08 09:30Z', interval '1 hour') at`);
  const page = await small.page(
    '#/runs?range=custom&task=9&from="2026-03-08T06:00:00.000Z"&to="2026-03-08T09:00:00.000Z"',
  );
  await expect(rows(page)).toHaveCount(3);
  await fillEnd(page, 'To', '2026-03-08T07:00');
  await expect(rows(page)).toHaveCount(1);
  await fillEnd(page, 'To', '2026-03-08T5');
  await expect(page.getByLabel('To, time of day')).toHaveValue('05:00');
  await expect(page.getByRole('alert')).toHaveText('The end is before the beginning.');
  await page.getByLabel('To', { exact: true }).fill('');
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('To, time of day')).toHaveValue('');
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('several runs are marked as seen, cancelled and deleted, and refusals are told by name', async () => {
  const page = await small.page('#/runs?range=all');
  await rows(page).first().focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await expect(page.getByRole('region', { name: 'Chosen runs' })).toContainText('2 chosen');
  const ids = await page
    .locator('tr[data-chosen]')
    .evaluateAll((found) => found.map((row) => row.getAttribute('data-run') ?? ''));
  await page.getByRole('button', { name: 'Delete…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('removed for good');
  await dialog.getByRole('button', { name: 'Delete 2 runs' }).click();
  await expect
    .poll(() => countOf(small.fixture, `SELECT count(*) FROM task_runs WHERE id IN (${ids.join(',')})`))
    .toBe(0);
  await expect(page.locator(`tr[data-run="${ids[0] ?? ''}"]`)).toHaveCount(0);
});

test('a row is opened, its run started again and its links reached by keys alone', async () => {
  const page = await small.page('#/runs?range=all&status=["failed"]');
  await rows(page).first().focus();
  await page.keyboard.press('j');
  await expect(rows(page).nth(1)).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(rows(page).nth(1).getByRole('link').first()).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('r');
  await expect(page.getByRole('button', { name: 'Open run' })).toBeVisible();
  await rows(page).nth(1).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/runs\/\d+/);
});

test('a reason that has no room in its row is whole while the keys stand on the row, and on the run’s page', async () => {
  const message = `The upstream refused${' the batch and gave no cause'.repeat(20)}, and this is its end`;
  await small.fixture.sql(
    `UPDATE task_runs SET error = jsonb_build_object('message', $1::text, 'step', NULL, 'detail', NULL)
     WHERE task_id = 1 AND outcome = 'failed'`,
    [message],
  );
  const page = await small.page('#/runs?range=all&task=1&status=["failed"]');
  const row = rows(page).first();
  await row.focus();
  await expect(page.getByTestId('whole')).toHaveCount(0);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(row.getByRole('link').first()).toBeFocused();
  await expect(page.getByTestId('whole')).toHaveText(/^The upstream refused.*and this is its end$/);
  await expect(page.getByTestId('whole')).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('whole')).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: /and this is its end/ })).toBeVisible();
});

test('the table is one to a screen reader: its columns, a row a run, with its cells', async () => {
  const page = await small.page('#/runs?range=all&task=8&status=["failed"]');
  await expect(page.getByRole('table')).toMatchAriaSnapshot(`
    - table /\\d+ runs?/:
      - rowgroup:
        - row:
          - /children: equal
          - cell
          - columnheader "State"
          - columnheader "Task"
          - columnheader "Started"
          - columnheader "Late by"
          - columnheader "Duration"
          - columnheader "Trigger"
          - columnheader "Message"
          - cell "Actions"
      - rowgroup:
        - row /Failed 供应商对账/:
          - cell:
            - checkbox
          - rowheader "Failed":
            - link "Failed"
          - cell "供应商对账":
            - link "供应商对账"
  `);
});

for (const look of [
  { theme: 'light', locale: 'en', density: 'compact' },
  { theme: 'dark', locale: 'zh-CN', density: 'comfortable' },
  { theme: 'contrast', locale: 'en', density: 'comfortable' },
] as const) {
  test(`nothing for axe to find: ${look.theme}, ${look.locale}, ${look.density}`, async () => {
    const page = await small.page('#/runs?range=custom', look);
    await expect(rows(page).first()).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.locator('tr[data-run] [aria-haspopup="menu"]').first().click();
    await page.getByRole('menu').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('tr[data-run] input[type="checkbox"]').first().check();
    expect(await violations(page)).toEqual([]);
    await call(page, 'settings', 'update', { appearance: { theme: 'system', density: 'comfortable' } });
  });
}
