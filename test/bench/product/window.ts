import { chromium, type Page } from '@playwright/test';
import { CHROMIUM_FLAGS, findChromium } from '../../../build/find-chromium.mjs';
import { ConsoleFixture } from '../../support/console-fixture';
import { largeFixtureSql } from '../../support/large-fixture';
import { caseOptions, quantile, report } from '../report-case.mjs';

const lines = 200_000;
const patienceMs = 20_000;
const logSql = `
INSERT INTO task_runs (id, task_id, planned_at, trigger, state, outcome, attempt, input, created_at, started_at, finished_at)
  VALUES (90000001, 1, now() - interval '2 hours', 'manual', 'ended', 'succeeded', 1, '{}', now(), now() - interval '2 hours', now());
INSERT INTO task_run_logs (run_id, attempt, seq, at, stream, line)
  SELECT 90000001, 1, n, now() - interval '2 hours' + n * interval '10 ms', 'stdout', 'line ' || n || repeat(' word', 12)
  FROM generate_series(1, ${lines}) n;
INSERT INTO scheduled_tasks (id, name, user_id, app_id, workflow_id, start_time, next_run_time, repeat_type, repeat_interval)
  VALUES (90000001, 'Edited here', 1, 1, 2, '2026-01-05 00:00', now() + interval '9 hours', 'day', 1);
`;

/** Milliseconds until `ready` holds in the page, looked at in every frame, from the moment `act` is called there. */
const until = async (page: Page, ready: string, act: () => Promise<unknown>): Promise<number> => {
  await page.evaluate(`{
    let begun = NaN;
    const begin = () => { if (Number.isNaN(begun)) begun = performance.now(); };
    for (const kind of ['pointerdown', 'keydown', 'hashchange']) addEventListener(kind, begin, { capture: true });
    window.measured = new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error(${JSON.stringify(`never: ${ready}`)} + ' at ' + location.hash + ': ' + document.querySelector('table')?.getAttribute('aria-rowcount') + ' of ' + document.querySelectorAll('tbody tr').length)), ${patienceMs});
      const look = () => {
        if (!Number.isNaN(begun) && (${ready})) resolve(performance.now() - begun);
        else requestAnimationFrame(look);
      };
      look();
    });
    void 0; // not the promise: it would be waited for here
  }`);
  await act();
  return Number(await page.evaluate(() => Reflect.get(window, 'measured')));
};

const go = (page: Page, hash: string) => () =>
  page.evaluate((to) => {
    location.hash = to;
  }, hash);

/** The 95th of a hundred frames (ms) while an element is scrolled by the wheel. */
const scrollFrames = async (page: Page, x: number, y: number): Promise<number> => {
  await page.mouse.move(x, y);
  await page.evaluate(() => {
    const frames: number[] = [];
    Reflect.set(window, 'frames', frames);
    let last = performance.now();
    const note = (at: number): void => {
      frames.push(at - last);
      last = at;
      if (frames.length < 2000) requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
  });
  for (let i = 0; i < 60; i += 1) await page.mouse.wheel(0, i % 12 < 8 ? 600 : -300);
  const frames = await page.evaluate<number[]>('window.frames');
  return quantile(frames.slice(1), 0.95);
};

const runsAnswered = `document.querySelector('[aria-busy="true"]') === null && document.querySelector('table') !== null`;

/** The window on 10,000 tasks, a million runs and a log of 200,000 lines, in a real browser on the running application. */
const main = async (): Promise<void> => {
  const { repeats } = caseOptions({ repeats: 5 });
  const found = await findChromium();
  if ('reason' in found) throw new Error(found.reason);
  const fixture = await ConsoleFixture.start({ fill: largeFixtureSql({ tasks: 10_000, runs: 1_000_000 }) });
  const browser = await chromium.launch({ args: [...CHROMIUM_FLAGS], executablePath: found.executable });
  try {
    await fixture.sql(logSql);
    // As autovacuum would, which comes by within a minute.
    await fixture.sql('VACUUM (ANALYZE)');
    const look = { viewport: { width: 1280, height: 800 }, locale: 'en-US' };
    const signedIn = await browser.newContext(look);
    const first = await signedIn.newPage();
    await first.goto(fixture.link);
    await first.getByRole('heading', { level: 1 }).waitFor();
    const { cookies } = await signedIn.storageState();
    await signedIn.close();
    const { origin } = new URL(fixture.link);
    const times: Record<string, number[]> = {};
    const note = (name: string, ms: number): void => {
      (times[name] ??= []).push(ms);
    };
    for (let i = 0; i < repeats; i += 1) {
      // Nothing remembered: no filter, no draft of the time before.
      const context = await browser.newContext({ ...look, storageState: { cookies, origins: [] } });
      const page = await context.newPage();
      page.setDefaultTimeout(patienceMs);
      await page.goto(`${origin}/#/overview`);
      await page.getByRole('region', { name: 'Needs attention' }).getByRole('listitem').first().waitFor();
      await page.getByRole('region', { name: 'Next 24 hours' }).getByRole('listitem').first().waitFor();
      const overview = await page.evaluate(() => ({
        answered: performance.now(),
        paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
      }));
      note('overview', overview.answered);
      note('firstPaint', overview.paint);
      note(
        'tasks',
        await until(
          page,
          `document.querySelectorAll('tbody tr').length > 5 && document.querySelector('table')?.getAttribute('aria-rowcount') === '10002'`,
          () =>
            page
              .getByRole('link', { name: /^Tasks/ })
              .first()
              .click(),
        ),
      );
      note('tasksFrame', await scrollFrames(page, 640, 500));
      await go(page, '#/runs')();
      await page.locator('tbody tr').nth(5).waitFor();
      for (const filter of ['Failed', 'Missed', 'Timed out', 'Succeeded']) {
        const chip = page.getByRole('button', { name: new RegExp(`^${filter}`) }).first();
        note(
          'filter',
          await until(
            page,
            `(${runsAnswered}) && document.querySelector('[aria-pressed="true"]') !== null`,
            () => chip.click(),
          ),
        );
        await chip.click();
        await page.locator('tbody tr').nth(5).waitFor();
      }
      note('runsFrame', await scrollFrames(page, 640, 500));
      note(
        'log',
        await until(page, `document.querySelectorAll('[data-seq]').length > 10`, go(page, '#/runs/90000001')),
      );
      note('logFrame', await scrollFrames(page, 640, 700));
      note(
        'logMegabytes',
        await page.evaluate(
          () => Number(Reflect.get(Reflect.get(performance, 'memory'), 'usedJSHeapSize')) / 1_048_576,
        ),
      );
      await go(page, '#/tasks/90000001?tab=runs')();
      const runNow = page.getByRole('button', { name: 'Run now', exact: true });
      await runNow.waitFor();
      await page
        .getByText(/^No runs/)
        .or(page.locator('tr[data-run]'))
        .first()
        .waitFor();
      const newest = await page
        .locator('tr[data-run]')
        .first()
        .getAttribute('data-run', { timeout: 500 })
        .catch(() => null);
      note(
        'runNow',
        await until(
          page,
          `(document.querySelector('tr[data-run]')?.getAttribute('data-run') ?? null) !== ${JSON.stringify(newest)}`,
          () => runNow.click(),
        ),
      );
      await go(page, '#/tasks/90000001/edit')();
      await page.locator('tr[data-at]').first().waitFor();
      const interval = page.getByLabel('Interval');
      await interval.focus();
      const shown = await page.locator('tr[data-at]').nth(1).getAttribute('data-at');
      note(
        'preview',
        await until(
          page,
          `(document.querySelectorAll('tr[data-at]')[1]?.getAttribute('data-at') ?? ${JSON.stringify(shown)}) !== ${JSON.stringify(shown)}`,
          () => page.keyboard.press('2'),
        ),
      );
      await context.close();
    }
    const p = (name: string, q: number): number => quantile(times[name] ?? [], q);
    report({
      firstPaint: p('firstPaint', 0.5),
      overview: p('overview', 0.5),
      tasks: p('tasks', 0.5),
      tasksFrame: p('tasksFrame', 0.5),
      filter: p('filter', 0.5),
      filterWorst: p('filter', 1),
      runsFrame: p('runsFrame', 0.5),
      log: p('log', 0.5),
      logFrame: p('logFrame', 0.5),
      logMegabytes: p('logMegabytes', 0.5),
      preview: p('preview', 0.5),
      runNow: p('runNow', 0.5),
    });
  } finally {
    await browser.close();
    await fixture.stop();
  }
};

void main();
