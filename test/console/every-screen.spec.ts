import type { Page } from '@playwright/test';
import { z } from 'zod';
import type { Words } from '../../src-renderer/i18n/catalog';
import { en } from '../../src-renderer/i18n/en';
import { zhCn } from '../../src-renderer/i18n/zh-cn';
import { bringAxe, cuts, findings, motions, wordsOn, type Dress } from '../support/console-audit';
import { call, ConsoleBrowser, expect, test, type Look } from '../support/console-page';
import { pseudoWords } from '../support/console-pseudo';
import { everyScreen, everyScreenSql, listenIn, type Screen, type Tell } from '../support/console-screens';
import { englishLeft, keysLeft, wordsLeft } from '../support/console-words';

// A picture of every step would cost more than the steps.
test.use({ trace: 'off' });
test.describe.configure({ timeout: 400_000 });

let app: ConsoleBrowser;
let screens: readonly Screen[];

test.beforeAll(async ({ browser }) => {
  app = await ConsoleBrowser.open(browser, { fill: everyScreenSql });
  const newest = z.object({
    failed: z.string(),
    running: z.string(),
    waiting: z.string(),
    missed: z.string(),
  });
  const [runs] = await app.fixture.sql(`SELECT
    (SELECT id FROM task_runs WHERE task_id = 1 AND attempt = 3) AS failed,
    (SELECT id FROM task_runs WHERE state = 'running') AS running,
    (SELECT id FROM task_runs WHERE state = 'waiting') AS waiting,
    (SELECT max(id) FROM task_runs WHERE outcome = 'missed') AS missed`);
  screens = everyScreen(newest.parse(runs));
});
test.afterAll(() => app.stop());

const rest = async (page: Page): Promise<void> => {
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
};

interface Window {
  readonly page: Page;
  readonly words: Words;
  readonly tell: Tell;
  /** What the window asked the application, frame by frame. */
  readonly asked: readonly string[];
}

const openWindow = async (
  words: Words,
  look: Look,
  before: (page: Page) => Promise<void> = () => Promise.resolve(),
): Promise<Window> => {
  const page = await app.page('#/overview', look);
  page.setDefaultTimeout(15_000);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const asked: string[] = [];
  const tell = await listenIn(page, asked);
  await before(page);
  await page.reload();
  return { page, words, tell, asked };
};

/** Shows one screen after the other and gathers what is found on them. */
const walk = async (
  { page, words, tell }: Window,
  look: (screen: Screen) => Promise<readonly string[]>,
  some: (screen: Screen) => boolean = () => true,
): Promise<string[]> => {
  const found: string[] = [];
  for (const screen of screens.filter(some)) {
    await page.evaluate((hash) => location.assign(hash), screen.hash);
    await page.locator(screen.ready).first().waitFor();
    await rest(page);
    await screen.open?.(page, words, tell);
    await rest(page);
    for (const one of await look(screen)) found.push(`${screen.name}: ${one}`);
    if (screen.close === undefined) await page.keyboard.press('Escape');
    else await screen.close(page, words);
  }
  return found;
};

const themes: readonly Dress[] = [
  { scheme: 'light', contrast: 'normal' },
  { scheme: 'dark', contrast: 'normal' },
  { scheme: 'light', contrast: 'high' },
];
/**
 * Each screen is looked at in both languages, both densities and every theme. A theme changes colours and lines, never a
 * name, a role or an order: so all rules are asked once for a language and density, and in each further theme again
 * those that colours and lines can break.
 */
const lookRules = ['color-contrast', 'link-in-text-block', 'target-size', 'scrollable-region-focusable'];

/** What people and programs wrote: the same in every language. */
const writtenByOthers = async (): Promise<string[]> => {
  const rows = await app.fixture.sql<{ text: string }>(`
    SELECT name AS text FROM scheduled_tasks UNION SELECT description FROM scheduled_tasks WHERE description IS NOT NULL
    UNION SELECT name FROM workflows UNION SELECT name FROM apps UNION SELECT nickname FROM users
    UNION SELECT line FROM task_run_logs UNION SELECT error ->> 'message' FROM task_runs WHERE error IS NOT NULL
    UNION SELECT error ->> 'step' FROM task_runs WHERE error IS NOT NULL UNION SELECT host FROM executors
    UNION SELECT pause_reason FROM task_policies WHERE pause_reason IS NOT NULL
    UNION SELECT waiting_for ->> 'step' FROM task_runs WHERE waiting_for IS NOT NULL`);
  return [...rows.map((row) => row.text), 'Nexus Scheduler', 'New York'];
};

for (const { locale, words } of [
  { locale: 'en', words: en },
  { locale: 'zh-CN', words: zhCn },
] as const) {
  test(`every screen in ${locale}, whatever the theme and density: clean, whole, at rest, in one language (O6)`, async () => {
    const data = await writtenByOthers();
    const window = await openWindow(words, { locale, density: 'comfortable', theme: 'light' });
    const { page } = window;
    await bringAxe(page);
    let density: 'comfortable' | 'compact' = 'comfortable';
    const found = await walk(window, async ({ part = null }) => {
      const texts = await wordsOn(page);
      const said = [
        ...keysLeft(texts, en),
        ...(locale === 'en' ? [] : [...wordsLeft(texts, en, zhCn, data), ...englishLeft(texts, data)]),
        ...(await motions(page)),
        ...(await cuts(page)),
        ...(await findings(page, { part, dresses: themes, rules: lookRules })),
      ];
      density = density === 'compact' ? 'comfortable' : 'compact';
      await call(page, 'settings', 'update', { appearance: { density } });
      await page.locator(`html[data-density="${density}"]`).waitFor();
      await rest(page);
      return [
        ...said,
        ...(await cuts(page)),
        ...(await findings(page, { part, dresses: themes, rules: lookRules })),
      ];
    });
    expect(found).toEqual([]);
  });
}

test('the themes are those that Settings puts on', async () => {
  const page = await app.page('#/overview');
  for (const [theme, dress] of [
    ['light', themes[0]],
    ['dark', themes[1]],
    ['contrast', themes[2]],
  ] as const) {
    await call(page, 'settings', 'update', { appearance: { theme } });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', dress?.scheme ?? '');
    await expect(page.locator('html')).toHaveAttribute('data-contrast', dress?.contrast ?? '');
  }
  await page.context().close();
});

test('words 40 % longer are cut nowhere, and nothing scrolls sideways down to 320 pixels', async () => {
  const words = pseudoWords();
  const window = await openWindow(words, {}, async (page) => {
    await page.route(/\/assets\/en-[^/]*\.js$/, (route) =>
      route.fulfill({
        contentType: 'text/javascript',
        body: `export const en = ${JSON.stringify(words)};`,
      }),
    );
  });
  const { page } = window;
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.shell.pages.overview);
  const sizes = [
    { width: 1280, height: 800 },
    { width: 800, height: 560 },
    { width: 320, height: 256 },
  ];
  const found = await walk(window, async () => {
    const said: string[] = [];
    for (const size of sizes) {
      await page.setViewportSize(size);
      // An open menu follows its button in the frames after a resize.
      await page.evaluate(
        () =>
          new Promise((resolve) => {
            requestAnimationFrame(() => requestAnimationFrame(resolve));
          }),
      );
      for (const cut of await cuts(page)) said.push(`${size.width}: ${cut}`);
    }
    await page.setViewportSize({ width: 1280, height: 800 });
    return said;
  });
  expect(found).toEqual([]);
});

test('in forced colours and without motion, focus and every state can be seen', async () => {
  const window = await openWindow(en, { forcedColors: true });
  const { page } = window;
  const pictures = async (what: string): Promise<string[]> =>
    Promise.all(
      (await page.locator(what).all()).map(async (mark) => (await mark.screenshot()).toString('base64')),
    );
  for (const hash of [
    '#/overview',
    '#/tasks',
    '#/runs?range=all',
    '#/tasks/6/edit',
    '#/settings?section=appearance',
  ]) {
    await page.evaluate((to) => location.assign(to), hash);
    await page.locator('#content :is(button, input, a)').first().waitFor();
    await rest(page);
    expect(await motions(page)).toEqual([]);
    await page.locator('#content').focus();
    for (let stop = 0; stop < 8; stop++) {
      await page.keyboard.press('Tab');
      const box = await page.evaluate(() => document.activeElement?.getBoundingClientRect().toJSON());
      const at = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }).parse(box);
      const clip = {
        x: Math.max(0, at.x - 6),
        y: Math.max(0, at.y - 6),
        width: at.width + 12,
        height: at.height + 12,
      };
      const focused = await page.screenshot({ clip, caret: 'hide' });
      const name = await page.evaluate(() => {
        const element = document.activeElement;
        if (!(element instanceof HTMLElement)) return '';
        element.blur();
        Reflect.set(document, 'nxLeft', element);
        return element.outerHTML.slice(0, 120);
      });
      const left = await page.screenshot({ clip, caret: 'hide' });
      expect(focused.equals(left), `${hash}: ${name}`).toBe(false);
      await page.evaluate(() => {
        const element: unknown = Reflect.get(document, 'nxLeft');
        if (element instanceof HTMLElement) element.focus();
      });
    }
  }
  await page.evaluate(() => location.assign('#/overview'));
  await page.locator('[data-roving]').first().waitFor();
  const marks = await pictures('[class*="legend"] [data-mark]');
  expect(marks.length).toBeGreaterThan(5);
  expect(new Set(marks).size).toBe(marks.length);
  await page.evaluate(() => location.assign('#/runs?range=all'));
  await page.locator('tr[data-run]').first().waitFor();
  // Every state that the first screen shows has a word and a shape of its own.
  const states = await page
    .locator('tr[data-run] [class*="mark"]:has(> svg):has(> span)')
    .evaluateAll((shown) =>
      shown.map((mark) => [mark.textContent, mark.querySelector('svg')?.innerHTML ?? '']),
    );
  const shapes = new Map(states.map(([word, shape]) => [word, shape]));
  expect(shapes.size).toBeGreaterThan(3);
  expect(new Set(shapes.values()).size).toBe(shapes.size);
});

test('the wake sheet lists what was missed and starts it once', async () => {
  const { page, tell } = await openWindow(en, {});
  await page.locator('[data-roving]').first().waitFor();
  tell('woke.up', { since: new Date(Date.now() - 3_600_000).toISOString(), items: 1 });
  await page.getByRole('button', { name: en.shell.banner.review, exact: true }).click();
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByRole('row', { name: /Backup check/ })).toContainText('Missed');
  await expect(sheet.getByRole('button', { name: en.shell.wake.leave })).toBeVisible();
  await sheet
    .getByRole('row', { name: /Backup check/ })
    .getByRole('checkbox')
    .check();
  await expect(sheet.getByRole('button', { name: en.shell.wake.runAll })).toBeVisible();
  await sheet.getByRole('button', { name: en.shell.wake.runOnce }).click();
  await expect(sheet).toHaveCount(0);
  await expect
    .poll(
      async () =>
        (await app.fixture.sql(`SELECT 1 FROM task_runs WHERE task_id = 12 AND trigger = 'manual'`)).length,
    )
    .toBe(1);
});

test('the close and quit questions answer with what was chosen, and Esc with nothing', async () => {
  const { page, tell, asked: sent } = await openWindow(en, {});
  await page.locator('[data-roving]').first().waitFor();
  tell('close.asked', { running: 0 });
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  tell('quit.asked', { running: 2 });
  const quit = page.getByRole('dialog');
  await expect(quit.getByRole('button', { name: /2 runs/ })).toBeFocused();
  await quit.getByRole('button', { name: en.common.actions.cancel }).click();
  tell('close.asked', { running: 0 });
  await page.getByRole('dialog').getByRole('checkbox').check();
  await page.getByRole('button', { name: en.shell.close.keep }).click();
  await expect
    .poll(() => sent.filter((frame) => frame.includes('answerClose')))
    .toEqual([expect.stringContaining('"choice":"keep_running","remember":true')]);
  expect(sent.filter((frame) => frame.includes('"call":"quit"'))).toEqual([]);
});

test('across the clock change each screen says what moves', async () => {
  const { page } = await openWindow(en, {});
  // 02:30 does not exist on 14 March 2027 in New York; before it the offset is −5 h, after it −4 h.
  const moved = '2027-03-14T07:30:00.000Z';
  await page.evaluate(() => location.assign('#/tasks/13/edit'));
  await expect(page.locator(`tr[data-at="${moved}"]`)).toContainText('03:30');
  await expect(page.locator('tr[data-at="2027-03-15T06:30:00.000Z"]')).toContainText('02:30');
  await expect(page.getByText(/02:30 does not exist/).first()).toBeVisible();
  await page.evaluate(() => location.assign('#/tasks/13'));
  await expect(page.getByRole('table', { name: en.taskDetail.next.title })).toContainText('03:30');
});
