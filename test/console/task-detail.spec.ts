import { z } from 'zod';
import { en } from '../../src-renderer/i18n/en';
import { zhCn } from '../../src-renderer/i18n/zh-cn';
import { TimeWords } from '../../src-renderer/time/time-words';
import { call, ConsoleBrowser, countOf, expect, test, violations } from '../support/console-page';
import { everyStateSql } from '../support/every-state-fixture';
import { readerZone } from '../support/reader-zone';

let app: ConsoleBrowser;

test.beforeAll(async ({ browser }) => {
  app = await ConsoleBrowser.open(browser, { fill: everyStateSql });
});
test.afterAll(() => app.stop());

const next = z.object({ next_run_time: z.date().nullable() });
const nextOf = async (id: number): Promise<string | null> => {
  const [row] = await app.fixture.sql(`SELECT next_run_time FROM scheduled_tasks WHERE id = ${id}`);
  return next.parse(row).next_run_time?.toISOString() ?? null;
};

test('Run now shows a run at once, its page one click away (D1)', async () => {
  const page = await app.page('#/tasks/3?tab=runs');
  const rows = page.locator('tr[data-run]');
  await expect(rows.first()).toBeVisible();
  const before = await rows.first().getAttribute('data-run');
  await page.getByRole('button', { name: 'Run now', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Open run' })).toBeVisible();
  await expect(rows.first()).not.toHaveAttribute('data-run', before ?? '');
  await page.getByRole('button', { name: 'Open run' }).click();
  await expect(page).toHaveURL(/#\/runs\/\d+/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nightly report');
});

test('Run now with inputs of its own leaves the task’s as they are', async () => {
  const page = await app.page('#/tasks/3');
  await page.getByRole('button', { name: 'More ways to run' }).click();
  await page.getByRole('menuitem', { name: 'Run now with inputs…' }).click();
  const field = page.getByRole('textbox', { name: 'Inputs as JSON' });
  await field.fill('[1]');
  await expect(page.getByRole('dialog')).toContainText('Inputs are an object');
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Run', exact: true })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await field.fill('{"topic": "once"}');
  await page.getByRole('dialog').getByRole('button', { name: 'Run', exact: true }).click();
  await expect
    .poll(() =>
      countOf(
        app.fixture,
        `SELECT count(*) FROM task_runs WHERE task_id = 3 AND input = '{"topic": "once"}'`,
      ),
    )
    .toBe(1);
  expect(
    await countOf(app.fixture, `SELECT count(*) FROM scheduled_tasks WHERE id = 3 AND input ? 'topic'`),
  ).toBe(0);
});

test('every bar is a link with time, state and duration, reached by arrows, and a table has the same (D2)', async () => {
  const page = await app.page('#/tasks/1');
  const plot = page.getByRole('group', { name: 'Duration of the last runs' });
  const bars = plot.getByRole('link');
  await expect(bars).toHaveCount(30);
  const names = await bars.evaluateAll((links) => links.map((link) => link.getAttribute('aria-label') ?? ''));
  for (const name of names)
    expect(name).toMatch(/^(\d{1,2} \w{3} )?\d{2}:\d{2}, [A-Z][a-z ]+(, (\d+m )?[\d.]+ ?s)?$/);
  await expect(plot.locator('[tabindex="0"]')).toHaveCount(1);
  await plot.locator('[tabindex="0"]').focus();
  await page.keyboard.press('End');
  await expect(bars.last()).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(bars.nth(28)).toBeFocused();
  const card = page.getByRole('region', { name: 'Duration of the last runs' });
  await card.getByRole('button', { name: 'Show as table' }).click();
  await expect(card.getByRole('row')).toHaveCount(31);
});

test('skipping moves the next run by one, and can be undone (D3)', async () => {
  await app.fixture.sql(
    `UPDATE scheduled_tasks SET next_run_time = next_run_time + interval '2 days' WHERE id = 3`,
  );
  const page = await app.page('#/tasks/3');
  const before = await nextOf(3);
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Skip next run' }).click();
  await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
  await expect.poll(() => nextOf(3)).toBe(new Date(Date.parse(before ?? '') + 86_400_000).toISOString());
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => nextOf(3)).toBe(before);
});

test('a pause asks for its reason, says it, and keeps it in Changes (D4)', async () => {
  const page = await app.page('#/tasks/12');
  await page.getByRole('button', { name: 'More ways to pause' }).click();
  await page.getByRole('menuitem', { name: 'Pause until, with a reason…' }).click();
  await page.getByRole('textbox', { name: 'Reason (optional)' }).fill('disk is full');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/Paused by .+ since .+ Reason: disk is full\./)).toBeVisible();
  await expect(page.getByText('These are skipped until the task is resumed.')).toBeVisible();
  await page.getByRole('tab', { name: 'Changes' }).click();
  await expect(page.getByRole('list', { name: 'Changes' })).toContainText('Reason: – → disk is full');
  await page.getByRole('button', { name: 'Resume' }).first().click();
  await expect(page.getByText(/Reason: disk is full\./)).toHaveCount(0);
  await expect(page.getByRole('list', { name: 'Changes' })).toContainText('Resumed');
});

test('of a pause and a resume only the last word stays, with its undo', async () => {
  const page = await app.page('#/tasks/12');
  const undo = page.getByRole('button', { name: 'Undo' });
  for (const [button, said] of [
    ['Pause', / is paused/],
    ['Resume', / is resumed/],
    ['Pause', / is paused/],
  ] as const) {
    await page.getByRole('button', { name: button, exact: true }).first().click();
    // A list of one: the message before may be leaving for a moment.
    await expect(page.locator('[id^="toast-"]')).toHaveText([said]);
    await expect(undo).toHaveCount(1);
  }
  await undo.click();
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
  await expect(undo).toHaveCount(0);
});

test('the page says why a task is not running, condition by condition', async () => {
  const page = await app.page('#/tasks/1');
  const card = page.getByRole('region', { name: 'Why is it not running?' });
  await expect(card).toContainText('not due before');
  await card.getByRole('button', { name: 'Show every condition' }).click();
  await expect(card.getByRole('listitem')).not.toHaveCount(0);
  await expect(card.getByText(/^Not met:/)).toHaveCount(1);
  await page.goto(`${new URL(page.url()).origin}/#/tasks/7`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Weekly newsletter');
  // The note on top has said it: the card asks nothing that it leaves open, and repeats it only when it is asked.
  await expect(card).toHaveCount(0);
  const terms = page.getByRole('region', { name: 'Conditions of the next start' });
  await expect(terms).not.toContainText('campaign');
  await terms.getByRole('button', { name: 'Show every condition' }).click();
  await expect(terms).toContainText('campaign');
});

for (const [locale, words] of [
  ['en', en],
  ['zh-CN', zhCn],
] as const) {
  test(`why a task is not running is told in the reader’s dates and zone: ${locale}`, async () => {
    const page = await app.page('#/tasks/6', { locale });
    const card = page.getByRole('region', { name: words.taskDetail.why.title });
    await card.getByRole('button', { name: words.taskDetail.why.show }).click();
    await expect(card.getByRole('listitem')).not.toHaveCount(0);
    const [row] = await app.fixture.sql('SELECT next_run_time AS at FROM scheduled_tasks WHERE id = 6');
    const time = new TimeWords(locale, readerZone);
    const at = time.moment(z.object({ at: z.date() }).parse(row).at, new Date());
    await expect(card.getByRole('paragraph')).toContainText(at);
    await expect(card.getByRole('listitem').filter({ hasText: at })).toHaveCount(1);
    await expect(card).not.toContainText(/\d{4}-\d{2}-\d{2}|UTC|Asia/);
  });
}

test('a task in any state says what holds it and the way out', async () => {
  // One that still has a next run was switched off by somebody; without one it has come to its end.
  await app.fixture.sql(`UPDATE scheduled_tasks SET next_run_time = now() + interval '1 day' WHERE id = 10`);
  const page = await app.page('#/tasks/9');
  await expect(page.getByText('Ended: its limit of 30 runs is reached.')).toBeVisible();
  const { origin } = new URL(page.url());
  await page.goto(`${origin}/#/tasks/11`);
  await expect(page.getByText(/It cannot run\. .*workflow 99 does not exist/)).toBeVisible();
  await page.goto(`${origin}/#/tasks/10`);
  await expect(page.getByText(/Disabled in NexusAI/)).toBeVisible();
  await call(page, 'tasks', 'delete', { select: { ids: ['10'] } });
  await expect(page.getByText('This task is deleted. Its runs stay.')).toBeVisible();
  await page.getByRole('button', { name: 'Restore' }).first().click();
  await expect(page.getByText('This task is deleted. Its runs stay.')).toHaveCount(0);
  await page.goto(`${origin}/#/tasks/4711`);
  await expect(page.getByText('This task is not there')).toBeVisible();
});

test('the next runs are the preview’s', async () => {
  const page = await app.page('#/tasks/4');
  const preview = z
    .object({ occurrences: z.array(z.object({ localTime: z.string() })) })
    .parse(await call(page, 'tasks', 'preview', { draft: {}, taskId: '4', count: 10 }));
  const table = page.getByRole('table', { name: 'Next runs' });
  await expect(table.locator('tbody tr')).toHaveCount(10);
  const times = await table.locator('tbody tr td:nth-child(2)').allTextContents();
  expect(times.map((time) => time.slice(0, 5))).toEqual(
    preview.occurrences.map((run) => run.localTime.slice(11, 16)),
  );
});

for (const look of [
  { theme: 'light', locale: 'en', density: 'compact' },
  { theme: 'dark', locale: 'zh-CN', density: 'comfortable' },
  { theme: 'contrast', locale: 'en', density: 'comfortable' },
] as const) {
  test(`nothing for axe to find: ${look.theme}, ${look.locale}, ${look.density}`, async () => {
    const page = await app.page('#/tasks/8', look);
    await page.locator('[data-roving]').first().waitFor();
    expect(await violations(page)).toEqual([]);
    test.setTimeout(180_000);
    for (const tab of await page.getByRole('tab').all()) {
      await tab.click();
      await page.locator('[aria-busy="true"]').waitFor({ state: 'detached' });
      expect(await violations(page)).toEqual([]);
    }
    await page.locator('header [aria-haspopup="menu"]').last().click();
    await page.getByRole('menu').waitFor();
    expect(await violations(page)).toEqual([]);
    await call(page, 'settings', 'update', { appearance: { theme: 'system', density: 'comfortable' } });
  });
}
