import { ConsoleBrowser, countOf, expect, test } from '../support/console-page';
import { everyStateSql } from '../support/every-state-fixture';
import { zoneAtHour } from '../support/reader-zone';

let app: ConsoleBrowser;

test.beforeAll(async ({ browser }) => {
  app = await ConsoleBrowser.open(browser, { fill: everyStateSql });
});
test.afterAll(() => app.stop());

test('the first screen says what failed, what runs and what is next', async () => {
  const page = await app.page('#/overview');
  const attention = page.getByRole('region', { name: 'Needs attention' });
  await expect(attention.getByRole('listitem')).toHaveCount(3);
  await expect(attention).toContainText('HTTP 502 from shop-api: upstream timed out after 30 s');
  await expect(attention).toContainText('Waits for Mira');
  const invalid = page.getByRole('region', { name: 'Tasks that cannot run' });
  await expect(invalid.getByRole('listitem')).toHaveCount(1);
  await expect(invalid).toContainText('The workflow 99 does not exist');
  const running = page.getByRole('region', { name: 'Running now' }).getByRole('listitem');
  await expect(running.filter({ hasText: 'Vector refresh' })).toContainText(/usually/);
  // A person is awaited: that it takes longer than usual says nothing of the run.
  const waiting = running.filter({ hasText: 'Contract review' });
  await expect(waiting).toContainText('Needs confirmation');
  await expect(waiting).not.toContainText(/usual/);
  const next = page.getByRole('region', { name: 'Next 24 hours' });
  await expect(next).toContainText('every 2 hours');
  // Tasks are counted, each with its next run; one of them runs twelve times a day.
  await expect(next).toContainText('6 tasks');
});

// Whatever the reader's zone: the application itself counts days in another.
for (const hour of [0, 12, 23]) {
  test(`the count of each tile is the number of rows of the page it opens, at ${hour} o’clock (O2)`, async () => {
    const page = await app.page('#/overview', { timeZone: zoneAtHour(hour) });
    const { origin } = new URL(page.url());
    const counted = async (tile: string): Promise<number> => {
      await page.goto(`${origin}/#/overview`);
      const link = page.locator(`[data-tile="${tile}"]`);
      const number = Number(await link.locator('span').first().textContent());
      await link.click();
      await expect(page.getByRole('heading', { level: 1, name: 'Runs' })).toBeVisible();
      const table = page.getByRole('table');
      await expect(table.or(page.getByText('Nothing matches', { exact: true }))).toBeVisible();
      if (number > 0 || (await table.isVisible()))
        await expect(table).toHaveAttribute('aria-rowcount', String(number + 1), { timeout: 5_000 });
      return number;
    };
    for (const tile of ['succeeded', 'failed', 'missed'])
      await expect(() => counted(tile)).toPass({ timeout: 20_000 });
    // One more of today is one more on the tile.
    const before = await counted('succeeded');
    await app.fixture
      .sql(`INSERT INTO task_runs (task_id, planned_at, trigger, state, outcome, attempt, created_at, started_at, finished_at)
      VALUES (5, now(), 'manual', 'ended', 'succeeded', 1, now(), now(), now()); SELECT pg_notify('nexus_scheduler', 'runs')`);
    await expect(async () => expect(await counted('succeeded')).toBe(before + 1)).toPass({ timeout: 20_000 });
  });
}

test('a failure while the window is open is announced once and counted in its title (O4)', async () => {
  const page = await app.page('#/overview');
  await expect(page).toHaveTitle('(3) Overview – Nexus Scheduler');
  await page.evaluate(() => {
    const region = document.querySelector('[data-testid="announcements"]');
    const said: string[] = [];
    Object.assign(window, { said });
    if (region !== null)
      new MutationObserver(() => said.push(region.textContent ?? '')).observe(region, {
        childList: true,
        characterData: true,
        subtree: true,
      });
  });
  // The command this task names is not among this machine's, so its run fails at once.
  await page.getByRole('button', { name: 'Run Vector refresh now' }).first().click();
  await expect(page).toHaveTitle('(4) Overview – Nexus Scheduler', { timeout: 20_000 });
  const told = async (): Promise<number> =>
    (await page.evaluate((): string => JSON.stringify(Reflect.get(window, 'said')))).split(
      'Vector refresh: Failed',
    ).length - 1;
  await expect.poll(told).toBe(1);
});

test('timeline and heat-map have a table with the same numbers (O5)', async () => {
  const page = await app.page('#/overview');
  const timeline = page.getByRole('region', { name: 'Timeline' });
  const marks = timeline.locator('[data-roving]');
  await expect(marks.first()).toBeVisible();
  const drawn = await marks.evaluateAll((links) =>
    links.reduce(
      (sum, link) => sum + Number(/(\d+) runs/.exec(link.getAttribute('aria-label') ?? '')?.[1] ?? 1),
      0,
    ),
  );
  await timeline.getByRole('button', { name: 'Show as table' }).click();
  const totals = await timeline.locator('tbody tr td:last-child').allTextContents();
  expect(totals.reduce((sum, text) => sum + Number(text), 0)).toBe(drawn);

  const heatmap = page.getByRole('region', { name: 'Last 8 weeks' });
  const cells = await heatmap
    .locator('[data-roving]')
    .evaluateAll((links) =>
      links.map((link) => Number(/(\d+) runs?/.exec(link.getAttribute('aria-label') ?? '')?.[1] ?? 0)),
    );
  await heatmap.getByRole('button', { name: 'Show as table' }).click();
  const rows = await heatmap
    .locator('tbody tr')
    .evaluateAll((found) =>
      found.map((row) =>
        [...row.querySelectorAll('td')].reduce((sum, cell) => sum + Number(cell.textContent), 0),
      ),
    );
  expect(rows.reduce((a, b) => a + b, 0)).toBe(cells.reduce((a, b) => a + b, 0));
  expect(rows).toHaveLength(cells.length);
});

test('the marks of a plot are one tab stop, and arrows move between them', async () => {
  const page = await app.page('#/overview');
  const timeline = page.getByRole('region', { name: 'Timeline' });
  await expect(timeline.locator('[data-roving]').first()).toBeVisible();
  await expect(timeline.locator('[data-roving][tabindex="0"]')).toHaveCount(1);
  await timeline.locator('[data-roving][tabindex="0"]').focus();
  const first = await page.evaluate(() => document.activeElement?.getAttribute('data-roving'));
  await page.keyboard.press('ArrowRight');
  const second = await page.evaluate(() => document.activeElement?.getAttribute('data-roving'));
  expect(second).not.toBe(first);
  await page.keyboard.press('ArrowLeft');
  await expect(timeline.locator(`[data-roving="${first ?? ''}"]`)).toBeFocused();
});

test('with everything seen the panel is one line (O3)', async () => {
  const page = await app.page('#/overview');
  await page.getByRole('button', { name: 'Mark all as seen' }).click();
  await expect
    .poll(() =>
      countOf(
        app.fixture,
        `SELECT count(*) FROM task_runs WHERE seen_at IS NULL AND outcome IN ('failed', 'missed', 'timed_out', 'abandoned')`,
      ),
    )
    .toBe(0);
  await app.fixture.sql(
    `UPDATE task_runs SET state = 'ended', outcome = 'cancelled', finished_at = now() WHERE state = 'waiting'`,
  );
  await page.reload();
  // A task that cannot run is not "all well", though nobody can mark it as seen.
  const invalid = page.getByRole('region', { name: 'Tasks that cannot run' });
  await expect(invalid).toBeVisible();
  await expect(page.getByText('Nothing needs attention')).toHaveCount(0);
  await invalid.getByRole('link', { name: 'Open Orphaned sync' }).click();
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Resume', exact: true }).first()).toBeVisible();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Overview' }).click();
  await expect(page.getByText(/^Nothing needs attention since (\d{1,2} \w{3} )?\d\d:\d\d\.$/)).toBeVisible();
  await expect(page.getByRole('region', { name: 'Needs attention' })).toHaveCount(0);
});

test('a due task that somebody’s open transaction keeps from starting says so until it may', async () => {
  const { fixture } = app;
  // Others may still change the row, nobody can claim it.
  const open = await fixture.leftOpen('SELECT 1 FROM scheduled_tasks WHERE id = 12 FOR KEY SHARE');
  await fixture.sql(`UPDATE scheduled_tasks SET next_run_time = now() - interval '2 minutes' WHERE id = 12`);
  const page = await app.page('#/overview');
  const blocked = page
    .getByRole('region', { name: 'Tasks that cannot run' })
    .getByRole('listitem')
    .filter({ hasText: 'Backup check' });
  await expect(blocked).toContainText('Blocked', { timeout: 30_000 });
  await expect(blocked).toContainText(
    /Another transaction holds its row and was left open \(process \d+, somebody, /,
  );
  await expect(page).toHaveTitle(/Overview/);
  await open.commit();
  await expect(blocked).toHaveCount(0, { timeout: 30_000 });
  await expect
    .poll(() =>
      fixture.sql(`SELECT 1 FROM task_runs WHERE task_id = 12 AND created_at > now() - interval '1 minute'`),
    )
    .toHaveLength(1);
});

test('the hours of the timeline stand above its legend, however many lines that takes', async () => {
  for (const width of [320, 1280]) {
    const page = await app.page('#/overview', { viewport: { width, height: 800 } });
    const timeline = page.getByRole('group', { name: 'Timeline' });
    const legend = await timeline.getByText('Succeeded', { exact: true }).boundingBox();
    const hours = timeline.getByText(/^\d\d:\d\d$/, { exact: true }).and(page.locator(':visible'));
    const boxes = await Promise.all((await hours.all()).map((hour) => hour.boundingBox()));
    expect(boxes.length).toBeGreaterThan(1);
    const lowest = Math.max(...boxes.map((box) => (box === null ? 0 : box.y + box.height)));
    expect(lowest).toBeLessThanOrEqual(legend?.y ?? 0);
  }
});
