// `npm run screenshots [-- overview dark]`: pictures of every screen of the real application, over a small team's
// database, into .screenshots/ (not kept in Git), and one sheet with all of them. Words narrow the choice: names of
// screens, or of looks; `tray-menu` alone makes the tray's picture in docs/images/.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright';
import { runnerImport } from 'vite';
import { CHROMIUM_FLAGS, findChromium } from './find-chromium.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FOLDER = join(ROOT, '.screenshots');
const wanted = new Set(process.argv.slice(2));
if (wanted.has('tray-menu')) await import('./tray-picture.mjs');

const SETTINGS = [
  'general',
  'executor',
  'database',
  'notifications',
  'appearance',
  'workflows',
  'connections',
  'commands',
  'advanced',
];
const SCREENS = [
  { name: 'overview', hash: '#/overview' },
  { name: 'tasks', hash: '#/tasks' },
  { name: 'new-task', hash: '#/tasks/new' },
  { name: 'edit-task', hash: '#/tasks/6/edit' },
  { name: 'task', hash: '#/tasks/1' },
  { name: 'task-paused', hash: '#/tasks/7' },
  { name: 'runs', hash: '#/runs?range=all' },
  { name: 'run-failed', hash: '#/runs/{failed}' },
  ...SETTINGS.map((section) => ({ name: `settings-${section}`, hash: `#/settings?section=${section}` })),
  { name: 'diagnostics', hash: '#/diagnostics' },
];
const WIDE = { width: 1280, height: 800 };
const LOOKS = [
  { name: 'light', theme: 'light', locale: 'en-US', viewport: WIDE },
  { name: 'dark', theme: 'dark', locale: 'en-US', viewport: WIDE },
  { name: 'contrast', theme: 'contrast', locale: 'en-US', viewport: WIDE },
  { name: 'zh-cn', theme: 'light', locale: 'zh-CN', viewport: WIDE },
  { name: 'compact', theme: 'light', locale: 'en-US', viewport: WIDE, density: 'compact' },
  { name: 'small', theme: 'light', locale: 'en-US', viewport: { width: 800, height: 560 } },
  { name: 'narrow', theme: 'light', locale: 'en-US', viewport: { width: 320, height: 640 } },
];
const chosen = (list) => {
  const named = list.filter(({ name }) => wanted.has(name));
  return named.length > 0 ? named : list;
};

/** Sends one call over a socket of its own, as the window does. */
const call = (page, group, name, input) =>
  page.evaluate(
    (frame) =>
      new Promise((resolve) => {
        const socket = new WebSocket(`ws://${location.host}/socket`);
        socket.addEventListener('open', () => socket.send(frame));
        socket.addEventListener('message', ({ data }) => {
          if (!String(data).startsWith('{"id":1,')) return;
          socket.close();
          resolve();
        });
      }),
    JSON.stringify({ id: 1, group, call: name, input }),
  );

async function sheet(browser) {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.png') && file !== 'sheet.png');
  const cells = files
    .sort()
    .map((file) => `<figure><img src="${file}" loading="eager"><figcaption>${file}</figcaption></figure>`);
  const html = `<!doctype html><meta charset="utf-8"><title>Screens</title><style>
    body{margin:16px;background:#888;font:12px sans-serif;display:grid;grid-template-columns:repeat(4,480px);gap:16px}
    figure{margin:0}img{width:480px;display:block}figcaption{color:#fff;padding:4px 0}</style>${cells.join('')}`;
  const file = join(FOLDER, 'index.html');
  writeFileSync(file, html);
  const page = await browser.newPage({ viewport: { width: 2000, height: 1000 } });
  await page.goto(pathToFileURL(file).href);
  await page.screenshot({ path: join(FOLDER, 'sheet.png'), fullPage: true });
  await page.close();
  return files.length;
}

const found = await findChromium();
if ('reason' in found) {
  console.error(`No pictures: ${found.reason}`);
  process.exit(1);
}
mkdirSync(FOLDER, { recursive: true });
const load = async (file) =>
  (await runnerImport(join(ROOT, file), { configFile: false, logLevel: 'error' })).module;
const { ConsoleFixture } = await load('test/support/console-fixture.ts');
const { everyStateSql } = await load('test/support/every-state-fixture.ts');
const app = await ConsoleFixture.start({ fill: everyStateSql });
const browser = await chromium.launch({ executablePath: found.executable, args: CHROMIUM_FLAGS });
try {
  const { origin } = new URL(app.link);
  const [failed] = await app.sql(`SELECT id FROM task_runs WHERE task_id = 1 AND attempt = 3`);
  const first = await browser.newContext();
  await (await first.newPage()).goto(app.link);
  const { cookies } = await first.storageState();
  await first.close();
  for (const look of chosen(LOOKS)) {
    const context = await browser.newContext({
      storageState: { cookies, origins: [] },
      viewport: look.viewport,
      locale: look.locale,
      colorScheme: look.theme === 'dark' ? 'dark' : 'light',
      timezoneId: 'UTC',
    });
    const page = await context.newPage();
    await page.goto(`${origin}/#/overview`);
    await call(page, 'settings', 'update', {
      appearance: { theme: look.theme, density: look.density ?? 'comfortable' },
    });
    for (const screen of chosen(SCREENS)) {
      await page.goto('about:blank');
      await page.goto(`${origin}/${screen.hash.replace('{failed}', failed.id)}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
      await page.evaluate(() => document.fonts.ready);
      await page.screenshot({ path: join(FOLDER, `${screen.name}-${look.name}.png`) });
    }
    await context.close();
  }
  console.log(`${await sheet(browser)} pictures in ${FOLDER}`);
} finally {
  await browser.close();
  await app.stop();
}
