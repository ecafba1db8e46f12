import type { Page } from '@playwright/test';
import { z } from 'zod';
import { call, ConsoleBrowser, countOf, expect, test, violations } from '../support/console-page';
import { everyStateSql } from '../support/every-state-fixture';

let app: ConsoleBrowser;

const esc = String.fromCharCode(27);
/** Prints 1,000 lines a second until it is told to stop. */
const chatty = `let n = 0; console.log('first line'); setInterval(() => { for (let i = 0; i < 100; i++) console.log('tick ' + ++n); }, 100);`;

const fill = `${everyStateSql}
INSERT INTO workflows (id, app_id, name, publish_status) VALUES (20, 1, 'chatty', 1);
INSERT INTO workflow_targets (workflow_id, connector, config) VALUES (20, 'command', '{"command": "chatty"}');
INSERT INTO scheduled_tasks (id, name, task_type, status, user_id, app_id, workflow_id, input, start_time, next_run_time, repeat_type, repeat_interval)
  VALUES (20, 'Chatty', 'recurring', 1, 1, 1, 20, '{"topic": "now"}', '2026-01-05 00:00', now() + interval '9 hours', 'day', 1);
INSERT INTO task_runs (id, task_id, planned_at, trigger, state, outcome, attempt, input, created_at, started_at, finished_at) VALUES
  (9001, 20, now() - interval '2 hours', 'schedule', 'ended', 'succeeded', 1, '{"topic": "then"}', now() - interval '2 hours', now() - interval '2 hours', now() - interval '1 hour'),
  (9002, 20, now() - interval '3 hours', 'schedule', 'ended', 'failed', 1, '{"topic": "then"}', now() - interval '3 hours', now() - interval '3 hours', now() - interval '2 hours'),
  (9003, 20, now() - interval '4 hours', 'schedule', 'ended', 'succeeded', 1, '{}', now() - interval '4 hours', now() - interval '4 hours', now() - interval '3 hours');
INSERT INTO task_run_logs (run_id, attempt, seq, at, stream, line)
  SELECT 9001, 1, n, now() - interval '2 hours' + n * interval '10 ms', CASE WHEN n = 150000 THEN 'error' ELSE 'stdout' END,
    CASE WHEN n % 50000 = 7 THEN 'needle ' || n ELSE 'line ' || n END FROM generate_series(1, 200000) n;
INSERT INTO task_run_logs (run_id, attempt, seq, at, stream, line) VALUES
  (9002, 1, 1, now(), 'stdout', '<script>window.pwned = true</script><img src=x onerror="window.pwned = true">'),
  (9002, 1, 2, now(), 'stdout', '${esc}[31mred${esc}[0m ${esc}]0;title' || chr(7) || '${esc}[2Jplain'),
  (9002, 1, 3, now(), 'stdout', repeat('x', 1000000)),
  (9002, 1, 4, now(), 'stdout', 'שלום עולם ' || U&'\\202E' || 'abc'),
  (9002, 1, 5, now(), 'stderr', 'error: it broke');
INSERT INTO task_run_logs (run_id, attempt, seq, at, stream, line)
  SELECT 9003, 1, n, now() - interval '4 hours', 'stdout', 'line ' || n FROM generate_series(1, 1234) n;
UPDATE task_runs SET external_ref = '{"connection": "office", "app_run_id": 815}' WHERE state = 'waiting';
SELECT setval(pg_get_serial_sequence('task_runs', 'id'), 9003);
`;

test.beforeAll(async ({ browser }) => {
  app = await ConsoleBrowser.open(browser, {
    fill,
    settings: {
      commands: [{ name: 'chatty', program: process.execPath, args: ['-e', chatty] }],
      connections: [{ name: 'office', url: 'https://nexusai.example.com', account: 'ada' }],
    },
  });
});
test.afterAll(() => app.stop());

const started = z.object({ runId: z.string() });
const line = (page: Page, seq: number): ReturnType<Page['locator']> => page.locator(`[data-seq="${seq}"]`);
const scroller = (page: Page): ReturnType<Page['getByTestId']> => page.getByTestId('log-scroll');
const topOf = (page: Page): Promise<number> => scroller(page).evaluate((element) => element.scrollTop);

test('a failed run opens with its error, and Show in log leads to it', async () => {
  const [run] = await app.fixture.sql<{ id: string }>(
    `SELECT id FROM task_runs WHERE task_id = 1 AND attempt = 3`,
  );
  const page = await app.page(`#/runs/${run?.id ?? ''}`);
  const box = page.getByRole('region', { name: 'What went wrong' });
  await expect(box).toContainText('HTTP 502 from shop-api: upstream timed out after 30 s');
  await expect(box).toContainText('Step “Fetch prices”');
  await box.getByRole('button', { name: 'Show in log' }).click();
  await expect(line(page, 6)).toHaveAttribute('data-marked', 'true');
  await expect(line(page, 6)).toContainText('error 502 Bad Gateway');
});

test('a log of 200,000 lines shows its end first, and few of them exist (L1)', async () => {
  const page = await app.page('#/runs/9001');
  await expect(line(page, 200_000)).toBeVisible();
  await expect(page.getByTestId('log')).toContainText('200,000 lines');
  expect(await page.locator('[data-seq]').count()).toBeLessThan(120);
});

test('line 1 is reachable, and any line by its address (L2)', async () => {
  const page = await app.page('#/runs/9001');
  await expect(line(page, 200_000)).toBeVisible();
  await scroller(page).focus();
  await page.keyboard.press('Home');
  await expect(line(page, 1)).toHaveText(/line 1$/);
  await page.goto(`${new URL(page.url()).origin}/#/runs/9001?tab=log&attempt=1&line=123456`);
  await expect(line(page, 123_456)).toHaveAttribute('data-marked', 'true');
  await expect(line(page, 123_456)).toBeInViewport();
});

test('searching reads all of it, counts, steps, and shows only what matches', async () => {
  const page = await app.page('#/runs/9001');
  await expect(line(page, 200_000)).toBeVisible();
  await page.keyboard.press('Control+f');
  const field = page.getByRole('searchbox', { name: 'Search the log' });
  await expect(field).toBeFocused();
  await field.fill('NEEDLE');
  await expect(page.getByText('0 of 4', { exact: true })).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('Enter');
  await expect(page.getByText('1 of 4', { exact: true })).toBeVisible();
  await page.keyboard.press('Shift+Enter');
  await expect(page.getByText('4 of 4', { exact: true })).toBeVisible();
  await expect(line(page, 150_007)).toBeInViewport();
  await page.getByRole('button', { name: 'Only matching lines' }).click();
  await expect(page.getByTestId('log')).toContainText('4 of 200,000 lines');
  await expect(page.locator('[data-seq]')).toHaveCount(4);
  await page.getByRole('button', { name: 'Match case' }).click();
  await expect(page.getByText('No match', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Match case' }).click();
  await page.getByRole('button', { name: 'Regular expression' }).click();
  await field.fill('needle (');
  await expect(page.getByText(/This expression is not valid/)).toBeVisible();
});

test('E goes to the next error, W wraps, and neither while something is typed', async () => {
  const page = await app.page('#/runs/9001');
  await expect(line(page, 200_000)).toBeVisible();
  await page.getByRole('heading', { level: 1 }).focus();
  await page.keyboard.press('e');
  await expect(line(page, 150_000)).toHaveAttribute('data-marked', 'true', { timeout: 30_000 });
  await page.keyboard.press('w');
  await expect(scroller(page)).toHaveAttribute('data-wrap', 'true');
  await page.getByRole('searchbox', { name: 'Search the log' }).focus();
  await page.keyboard.press('w');
  await expect(scroller(page)).toHaveAttribute('data-wrap', 'true');
});

test('a running log is followed; scrolling up ends that and keeps the view still, End begins it again (L3)', async () => {
  const page = await app.page('#/overview');
  const { runId } = started.parse(await call(page, 'tasks', 'runNow', { id: '20' }));
  await page.goto(`${new URL(page.url()).origin}/#/runs/${runId}`);
  const follow = page.getByRole('button', { name: 'Follow' });
  await expect(follow).toHaveAttribute('aria-pressed', 'true');
  await expect
    .poll(async () => Number((await page.locator('[data-seq]').last().getAttribute('data-seq')) ?? 0))
    .toBeGreaterThan(200);
  await scroller(page).hover();
  await page.mouse.wheel(0, -600);
  await expect(follow).toHaveAttribute('aria-pressed', 'false');
  const before = await topOf(page);
  const jump = page.getByRole('button', { name: /^Jump to latest \([\d,]+ new\)$/ });
  await expect
    .poll(async () => Number((await jump.textContent())?.replaceAll(/\D/g, '')), { timeout: 30_000 })
    .toBeGreaterThan(2_000);
  expect(await topOf(page)).toBe(before);
  await page.getByRole('heading', { level: 1 }).focus();
  await page.keyboard.press('End');
  await expect(follow).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(() => topOf(page)).toBeGreaterThan(before);
  await page.keyboard.press('f');
  await expect(follow).toHaveAttribute('aria-pressed', 'false');
  // A run that was opened half-way has its first line all the same.
  await scroller(page).focus();
  await page.keyboard.press('Home');
  await expect(line(page, 1)).toBeVisible();

  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(page.getByText(/^Cancelling… \(asked \d\d:\d\d:\d\d\)|^Cancelled by/).first()).toBeVisible();
  await expect(page.getByRole('region', { name: 'What went wrong' })).toContainText('Cancelled by');
  await expect(page.getByRole('button', { name: 'Cancel', exact: true })).toHaveCount(0);
});

for (const theme of ['light', 'dark', 'contrast'] as const) {
  test(`nothing for axe to find in ${theme}, matches and every tab included (L4)`, async () => {
    test.setTimeout(180_000);
    const page = await app.page('#/runs/9003', { theme });
    await expect(line(page, 1234)).toBeVisible();
    await page.getByRole('searchbox', { name: 'Search the log' }).fill('123');
    await page.keyboard.press('Enter');
    await expect(page.locator('mark[data-current]').first()).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Plain text' }).click();
    expect(await violations(page)).toEqual([]);
    for (const tab of await page.getByRole('tab').all()) {
      await tab.click();
      expect(await violations(page)).toEqual([]);
    }
    await page.getByRole('button', { name: 'Run again' }).click();
    await page.getByRole('menu').waitFor();
    expect(await violations(page)).toEqual([]);
    await call(page, 'settings', 'update', { appearance: { theme: 'system' } });
  });
}

test('what a search found stands out by 4.5 to 1 in every theme, coloured output and the present hit included (L4)', async () => {
  const page = await app.page('#/runs/9002');
  await page.getByRole('searchbox', { name: 'Search the log' }).fill('e');
  await page.keyboard.press('Enter');
  await expect(page.locator('mark[data-current]').first()).toBeVisible();
  await expect(page.locator('mark[data-color]').first()).toBeVisible();
  const measured = z.array(z.object({ hit: z.string(), ratio: z.number() }));
  for (const [scheme, contrast] of [
    ['light', 'normal'],
    ['dark', 'normal'],
    ['light', 'high'],
    ['dark', 'high'],
  ] as const) {
    const hits = measured.parse(
      await page.evaluate(
        ([theme, more]) => {
          const { dataset } = document.documentElement;
          dataset['mantineColorScheme'] = theme;
          dataset['contrast'] = more;
          const light = (css: string): number => {
            const [red = 0, green = 0, blue = 0, alpha = 1] = (css.match(/[\d.]+/g) ?? []).map(Number);
            if (!css.startsWith('rgb') || alpha !== 1) throw new Error(`${css} is no plain colour.`);
            const part = (value: number): number =>
              value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
            return 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue);
          };
          return [...document.querySelectorAll('mark')].map((mark) => {
            const { color, backgroundColor } = getComputedStyle(mark);
            const [dark = 0, bright = 0] = [light(color), light(backgroundColor)].sort((a, b) => a - b);
            const { color: own = 'plain', current } = mark.dataset;
            return {
              hit: `${current === undefined ? 'hit' : 'present hit'}, ${own}`,
              ratio: (bright + 0.05) / (dark + 0.05),
            };
          });
        },
        [scheme, contrast] as const,
      ),
    );
    expect(new Set(hits.map(({ hit }) => hit)).size).toBeGreaterThanOrEqual(3);
    expect(
      hits.filter(({ ratio }) => ratio < 4.5),
      `${scheme}, ${contrast}`,
    ).toEqual([]);
  }
});

test('the plain view reads as one text with a name, its pages as buttons and a status (L5)', async () => {
  const page = await app.page('#/runs/9001?tab=log&attempt=1');
  await page.getByRole('button', { name: 'Plain text' }).click();
  await expect(page.locator('pre')).toContainText('line 200000');
  await expect(page.getByTestId('log')).toMatchAriaSnapshot(`
    - button "Older lines"
    - button "Newer lines" [disabled]
    - status: Lines 199,501–200,000 of 200,000
    - group "Log as plain text, Lines 199,501–200,000 of 200,000": /line 199501.*line 200000/
  `);
  const text = page.getByRole('group', { name: /^Log as plain text/ });
  await page.getByRole('button', { name: 'Newer lines' }).focus();
  await page.keyboard.press('Tab');
  await expect(text).toBeFocused();
});

test('the plain view holds every line, 500 a page (L5)', async () => {
  const page = await app.page('#/runs/9003');
  await page.getByRole('button', { name: 'Plain text' }).click();
  await page.getByRole('combobox', { name: 'Times' }).click();
  await page.getByRole('option', { name: 'No times' }).click();
  const text = page.locator('pre');
  const seen: string[] = [];
  for (const range of ['1,001–1,234', '501–1,000', '1–500']) {
    await expect(page.getByRole('status').filter({ hasText: `Lines ${range} of 1,234` })).toBeVisible();
    await expect(text).not.toContainText('…');
    seen.unshift(...((await text.textContent()) ?? '').split('\n'));
    if (!range.startsWith('1–')) await page.getByRole('button', { name: 'Older lines' }).click();
  }
  expect(seen).toEqual(Array.from({ length: 1234 }, (_, n) => `line ${n + 1}`));
});

test('whatever a program prints stays text (L6)', async () => {
  const page = await app.page('#/runs/9002');
  await expect(line(page, 1)).toContainText('<script>window.pwned = true</script><img src=x onerror=');
  await expect(line(page, 2)).toContainText('red plain');
  await expect(line(page, 2).locator('[data-color="red"]')).toHaveText('red');
  await expect(line(page, 3)).toContainText('996,000 more characters');
  await expect(line(page, 4)).toContainText('שלום עולם abc');
  await expect(line(page, 5)).toHaveAttribute('data-level', 'error');
  expect(await page.evaluate(() => Reflect.get(window, 'pwned'))).toBeUndefined();
  expect(await page.locator('[data-testid="log"] img, [data-testid="log"] script').count()).toBe(0);
});

test('Run again sends the run’s inputs, the task’s present ones, or edited ones (L7)', async () => {
  const page = await app.page('#/runs/9001');
  const runs = (topic: string): Promise<number> =>
    countOf(
      app.fixture,
      `SELECT count(*) FROM task_runs WHERE task_id = 20 AND id > 9003 AND trigger = 'manual' AND input->>'topic' = '${topic}'`,
    );
  const again = async (how: string): Promise<void> => {
    await page.getByRole('button', { name: 'Run again' }).click();
    await page.getByRole('menuitem', { name: how }).click();
  };
  await again('With the same inputs');
  await expect.poll(() => runs('then')).toBe(1);
  await app.fixture.sql(`UPDATE scheduled_tasks SET input = '{"topic": "later"}' WHERE id = 20`);
  await again('With the task’s current inputs');
  const newest = (): Promise<number> =>
    countOf(
      app.fixture,
      `SELECT count(*) FROM task_runs WHERE task_id = 20 AND id > 9003 AND (input IS NULL OR input->>'topic' = 'later')`,
    );
  await expect.poll(newest).toBeGreaterThan(0);
  await again('Edit inputs…');
  await page.getByRole('textbox', { name: 'Inputs as JSON' }).fill('{"topic": "edited"}');
  await page.getByRole('dialog').getByRole('button', { name: 'Run', exact: true }).click();
  await expect.poll(() => runs('edited')).toBe(1);
});

test('the steps of a running run have an open bar, and a table with the same (L8)', async () => {
  const [run] = await app.fixture.sql<{ id: string }>(`
    UPDATE task_runs SET steps = jsonb_build_array(
      jsonb_build_object('id', 'a', 'name', 'Load', 'type', 'retriever', 'status', 'succeeded', 'startedAt', to_char(started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'elapsedMs', 2000, 'error', null),
      jsonb_build_object('id', 'b', 'name', 'Embed', 'type', 'llm', 'status', 'running', 'startedAt', to_char((started_at + interval '5 seconds') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'elapsedMs', null, 'error', null),
      jsonb_build_object('id', 'c', 'name', 'Ask', 'type', 'human', 'status', 'waiting', 'startedAt', null, 'elapsedMs', null, 'error', null))
    WHERE task_id = 2 AND state = 'running' RETURNING id`);
  const page = await app.page(`#/runs/${run?.id ?? ''}?tab=steps`);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  const bars = page.getByRole('list', { name: 'Steps over time' }).getByRole('listitem');
  await expect(bars).toHaveCount(3);
  await expect(bars.nth(1).locator('[data-open]')).toHaveAttribute('data-mark', 'running');
  await expect(bars.nth(1).getByRole('img')).toHaveAccessibleName(/^Embed: Running, started .*still going$/);
  await expect(bars.nth(2).locator('[data-mark]')).toHaveCount(0);
  await page.getByRole('button', { name: 'Show as table' }).click();
  await expect(page.getByRole('row')).toHaveCount(4);
  expect(errors).toEqual([]);
});

test('a waiting run says who is asked, at which step, since when, and where', async () => {
  const [run] = await app.fixture.sql<{ id: string }>(`SELECT id FROM task_runs WHERE state = 'waiting'`);
  const page = await app.page(`#/runs/${run?.id ?? ''}`);
  await expect(page.getByText('Needs confirmation: Legal approval')).toBeVisible();
  await expect(
    page.getByText(/Waits for Mira since (\d{1,2} \w{3} )?\d\d:\d\d \(5 h( \d+ min)? ago\)/),
  ).toBeVisible();
  await expect(page.getByText('https://nexusai.example.com, run 815')).toBeVisible();
});

test('a run that does not stop can be ended by force, the consequence said before', async () => {
  // Another desk's, which does not answer: here the request is written down, and there it is carried out.
  const [run] = await app.fixture.sql<{ id: string }>(
    `UPDATE task_runs SET cancel_requested_at = now() - interval '16 seconds', cancel_requested_by = 'ada',
       external_ref = '{"mark": "m", "pid": 4711}' WHERE task_id = 2 AND state = 'running' RETURNING id`,
  );
  const page = await app.page(`#/runs/${run?.id ?? ''}`);
  const note = page.getByRole('status').filter({ hasText: /Cancelling… \(asked \d\d:\d\d:\d\d\)/ });
  await expect(note).toContainText('Force stop kills the program and everything it started at once');
  expect(await violations(page)).toEqual([]);
  await note.getByRole('button', { name: 'Force stop' }).click();
  await expect(note).toContainText(/Force stop asked \d\d:\d\d:\d\d\./);
  await expect(note.getByRole('button', { name: 'Force stop' })).toHaveCount(0);
  expect(
    await countOf(
      app.fixture,
      `SELECT count(*) FROM task_runs WHERE id = ${run?.id ?? ''} AND force_requested_by IS NOT NULL`,
    ),
  ).toBe(1);
});

test('previous and next walk along the task’s runs; one that is not there says so', async () => {
  const page = await app.page('#/runs/9002');
  await page.getByRole('link', { name: 'Previous run of this task' }).click();
  await expect(page).toHaveURL(/#\/runs\/9003/);
  await page.getByRole('link', { name: 'Next run of this task' }).click();
  await expect(page).toHaveURL(/#\/runs\/9002/);
  await page.goto(`${new URL(page.url()).origin}/#/runs/424242`);
  await expect(page.getByText('This run is not there')).toBeVisible();
});

test('a wish to be told outlives a reload, is fulfilled when the run ends, and is forgotten then', async () => {
  const page = await app.page('#/overview');
  const { runId } = started.parse(await call(page, 'tasks', 'runNow', { id: '20' }));
  await page.goto(`${new URL(page.url()).origin}/#/runs/${runId}`);
  const wish = page.getByRole('button', { name: 'Notify me when it ends' });
  await expect(wish).toHaveAttribute('aria-pressed', 'false');
  await wish.click();
  await expect(wish).toHaveAttribute('aria-pressed', 'true');
  await page.reload();
  await expect(wish).toHaveAttribute('aria-pressed', 'true');
  await page.evaluate(() => location.assign('#/tasks'));
  await call(page, 'runs', 'cancel', { ids: [runId] });
  await expect(page.locator('[id^="toast-"]')).toHaveText(/Chatty: Cancelled/);
  await page.getByRole('button', { name: 'Open run' }).click();
  await expect(page).toHaveURL(new RegExp(`/runs/${runId}`));
  await page.reload();
  await expect(page.getByText(`Run ${runId} `)).toBeVisible();
  await expect(page.locator('[id^="toast-"]')).toHaveCount(0);
});
