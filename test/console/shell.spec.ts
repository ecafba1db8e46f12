import type { Page } from '@playwright/test';
import type { ErrorInfo } from '../../src-main/contract/errors';
import { pushFrame, requestFrame } from '../../src-main/contract/frames';
import { call, ConsoleBrowser, expect, test } from '../support/console-page';
import { everyStateSql } from '../support/every-state-fixture';

let app: ConsoleBrowser;

test.beforeAll(async ({ browser }) => {
  app = await ConsoleBrowser.open(browser, { fill: everyStateSql });
});
test.afterAll(() => app.stop());

/** What the browser complains about, the Content-Security-Policy above all. */
const complaints = (page: Page): string[] => {
  const said: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') said.push(message.text());
  });
  page.on('pageerror', (error) => said.push(error.message));
  return said;
};

test('no screen, menu or dialog makes the browser complain', async () => {
  const page = await app.page('#/overview');
  const said = complaints(page);
  await page.reload();
  await expect(page.locator('[data-roving]').first()).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  for (const hash of [
    '#/tasks',
    '#/settings?section=notifications',
    '#/settings?section=executor',
    '#/diagnostics',
  ]) {
    await page.evaluate((to) => location.assign(to), hash);
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  }
  await page.evaluate(() => location.assign('#/tasks'));
  await page.locator('tr[data-task] [aria-haspopup="menu"]').first().click();
  await expect(page.getByRole('menu')).toBeVisible();
  expect(said).toEqual([]);
});

test('the first Tab leads past the navigation', async () => {
  const page = await app.page('#/tasks');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  await expect(page).toHaveURL(/#\/tasks/);
});

test('keys go to pages, open the palette and the list of keys, and can be turned off', async () => {
  const page = await app.page('#/overview');
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await expect(page.getByRole('heading', { level: 1, name: 'Tasks' })).toBeFocused();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await expect(page.getByPlaceholder('Find a task or a command')).toBeFocused();
  await page.keyboard.type('nightly');
  await expect(page.getByRole('button', { name: 'Run “Nightly report” now' })).toBeVisible();
  await page.getByRole('button', { name: 'Nightly report', exact: true }).waitFor();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/tasks\/3/);

  await call(page, 'settings', 'update', { advanced: { singleKeys: false } });
  await page.evaluate(() => location.assign('#/overview'));
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  await page.keyboard.press('?');
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await page.keyboard.press('Control+,');
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await call(page, 'settings', 'update', { advanced: { singleKeys: true } });
});

test('a pause is on every page until somebody resumes', async () => {
  const page = await app.page('#/settings?section=executor');
  const heart = page.getByRole('region', { name: 'State of the scheduler' });
  await expect(heart).toContainText(/Next: Vector refresh, (\d{1,2} \w{3} )?\d\d:\d\d/);
  await page.getByRole('button', { name: 'Pause scheduling' }).click();
  await expect(page.getByText('Scheduling is paused.')).toBeVisible();
  // Whatever is due next, it does not start.
  await expect(heart).toContainText('No scheduled run starts');
  await expect(heart).not.toContainText('Next:');
  // The page of settings has such a button too, and it is still there for a moment.
  await page.evaluate(() => location.assign('#/tasks'));
  await expect(page.getByRole('heading', { level: 1, name: 'Tasks' })).toBeVisible();
  await expect(page.getByText('Scheduling is paused.')).toBeVisible();
  await page.getByRole('button', { name: 'Resume scheduling' }).click();
  await expect(page.getByText('Scheduling is paused.')).toHaveCount(0);
  await expect(heart).toContainText('Next:');
});

test('the poll interval applies at once, and a value out of range is refused with the reason (S1)', async () => {
  const page = await app.page('#/settings?section=executor');
  const interval = page.getByRole('textbox', { name: /^Poll interval/ });
  await interval.fill('90');
  await interval.press('Enter');
  await expect(page.getByText('Give an interval from 1 second to 60 minutes.')).toBeVisible();
  await page.getByRole('button', { name: '5 s', exact: true }).click();
  await expect(
    page.getByRole('region', { name: 'State of the scheduler' }).filter({ hasText: 'every 5 s' }),
  ).toBeVisible();
  await expect(page.getByText('Give an interval from 1 second to 60 minutes.')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect(
    page.getByRole('region', { name: 'State of the scheduler' }).filter({ hasText: 'every 1 min' }),
  ).toBeVisible();
});

test('the language changes without a restart and leaves no English behind (S6)', async () => {
  const page = await app.page('#/settings?section=general');
  await page.getByRole('combobox', { name: 'Language' }).click();
  await page.getByRole('option', { name: '简体中文' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '设置' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  const left: string[] = [];
  for (const hash of [
    '#/overview',
    '#/tasks',
    ...[
      'general',
      'executor',
      'database',
      'notifications',
      'appearance',
      'connections',
      'commands',
      'advanced',
    ].map((section) => `#/settings?section=${section}`),
  ]) {
    await page.evaluate((to) => location.assign(to), hash);
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    const text = await page
      .locator('nav, header, main h2, main button, main label, main th[scope="col"]')
      .allInnerTexts();
    // Keys look like `tasks.columns.name`; English words of ours would be in what the window itself says.
    left.push(
      ...text
        .join('\n')
        .split('\n')
        .filter(
          (line) =>
            /^[a-z]+(\.[a-z_A-Z]+){1,}$/.test(line) ||
            /\b(Settings|Default|Run now|Needs|Search)\b/.test(line),
        ),
    );
  }
  await call(page, 'settings', 'update', { general: { language: 'system' } });
  expect(left).toEqual([]);
});

test('at 320 pixels, which is 400 % of 1280, nothing scrolls sideways', async () => {
  for (const hash of ['#/overview', '#/tasks', '#/settings?section=executor', '#/diagnostics']) {
    const page = await app.page(hash, { viewport: { width: 320, height: 640 } });
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await page.context().close();
  }
});

test('words 40 % longer push nothing out of the smallest window', async () => {
  for (const hash of ['#/overview', '#/tasks', '#/settings?section=executor']) {
    const page = await app.page(hash, { viewport: { width: 800, height: 560 } });
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    await page.evaluate(() => {
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
        const text = node.textContent ?? '';
        if (/[a-z]{2}/i.test(text)) node.textContent = text + text.slice(0, Math.ceil(text.length * 0.4));
      }
    });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(800);
    await page.context().close();
  }
});

test('a lost application is told after three seconds, and the window comes back by itself', async () => {
  const page = await app.page('#/overview');
  let open = true;
  const sockets = new Set<() => Promise<void>>();
  await page.routeWebSocket(/\/socket$/, (socket) => {
    if (!open) {
      void socket.close();
      return;
    }
    socket.connectToServer();
    sockets.add(() => socket.close());
  });
  await page.reload();
  await expect(page.getByRole('region', { name: 'Needs attention' })).toBeVisible();
  open = false;
  for (const close of sockets) await close();
  await expect(page.getByText('Nexus Scheduler has stopped answering')).toBeVisible();
  open = true;
  // Unless it has come back before the click.
  await page
    .getByRole('button', { name: 'Retry now' })
    .click({ timeout: 5_000 })
    .catch(() => undefined);
  await expect(page.getByText('Nexus Scheduler has stopped answering')).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Needs attention' })).toBeVisible();
});

test('an error names a field by its label and never by its path', async () => {
  const page = await app.page('#/overview');
  const asked = new Set<number>();
  await page.routeWebSocket(/\/socket$/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => {
      const frame = requestFrame.parse(JSON.parse(String(message)));
      if (frame.group === 'tasks' && frame.call === 'list') asked.add(frame.id);
      server.send(message);
    });
    server.onMessage((message) => {
      const frame = pushFrame.safeParse(JSON.parse(String(message)));
      const id = frame.success && 'id' in frame.data ? frame.data.id : -1;
      const error: ErrorInfo = {
        code: 'invalid_input',
        message: 'The input is not right.',
        remedy: null,
        since: null,
        issues: [
          { path: 'draft.time_zone', message: 'No such zone.' },
          { path: 'policies.0.kind', message: 'Expected a string.' },
        ],
        details: {},
      };
      socket.send(asked.has(id) ? JSON.stringify({ id, answer: { ok: false, error } }) : message);
    });
  });
  await page.reload();
  await page.evaluate(() => location.assign('#/tasks'));
  const notice = page.getByRole('alert');
  await expect(notice.getByRole('listitem')).toHaveText(['Time zone: No such zone.', 'Expected a string.']);
});

test('a lost database is told with what it means, and commands say why they wait', async () => {
  const page = await app.page('#/tasks');
  await page.routeWebSocket(/\/socket$/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => {
      const text = String(message);
      // The status as it is when the server is gone: what the window makes of it is looked at here.
      const lost = `"database":{"state":"lost","kind":"embedded","since":"${new Date(Date.now() - 60_000).toISOString()}","latencyMs":null,"skewMs":null,"nextTryAt":"${new Date(Date.now() + 30_000).toISOString()}","error":null}`;
      socket.send(text.replace(/"database":\{"state":"connected".*?"error":null\}/, lost));
    });
  });
  await page.reload();
  await expect(page.getByText(/^Database unreachable since/)).toBeVisible();
  await expect(page.getByText(/Scheduled runs are not starting\. Retrying in \d+ s\./)).toBeVisible();
  const run = page.locator('tr[data-task] button').first();
  await expect(run).toHaveAttribute('aria-disabled', 'true');
  await expect(run).toHaveAttribute('title', /Database unreachable/);
});
