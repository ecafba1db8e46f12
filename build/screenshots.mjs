// `npm run screenshots [-- overview dark]`: pictures of every screen of the real application, over a small team's
// database, into .screenshots/ (not kept in Git), and one sheet with all of them. Words narrow the choice: names of
// screens, or of looks; `more` adds what opens over them (menus, pickers, dialogs), the banners and the empty window,
// or only some of them by how their pictures' names begin: `more-task-pause dark`. `tray-menu` alone makes the tray's
// picture in docs/images/.
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
  // All of a page at once, and words longer than English ones.
  { name: 'tall', theme: 'light', locale: 'en-US', viewport: { width: 1280, height: 1900 } },
  { name: 'pseudo', theme: 'light', locale: 'en-US', viewport: WIDE, longer: true },
];
const chosen = (list) => {
  const named = list.filter(({ name }) => wanted.has(name));
  return named.length > 0 ? named : list;
};

const begins = [...wanted].filter((word) => word.startsWith('more-'));
const more = wanted.has('more') || begins.length > 0;
/** A picture of what opens over a screen, if its name is asked for. */
const asked = (name) => begins.length === 0 || begins.some((word) => name.startsWith(word));

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
const { everyScreen, everyScreenSql, listenIn } = await load('test/support/console-screens.ts');
const { en } = await load('src-renderer/i18n/en.ts');
const { zhCn } = await load('src-renderer/i18n/zh-cn.ts');
const { pseudoWords } = await load('test/support/console-pseudo.ts');
const { everyStateSql } = await load('test/support/every-state-fixture.ts');
const browser = await chromium.launch({ executablePath: found.executable, args: CHROMIUM_FLAGS });

/** Signs in once, because a link does so once. */
async function signedIn(app) {
  const context = await browser.newContext();
  await (await context.newPage()).goto(app.link);
  const { cookies } = await context.storageState();
  await context.close();
  return { origin: new URL(app.link).origin, cookies };
}

/** The words a look's window speaks. */
const wordsOf = (look) => (look.longer ? pseudoWords() : look.locale === 'zh-CN' ? zhCn : en);

/** A window in one look. */
async function windowOf({ origin, cookies }, look, before = async () => undefined) {
  const context = await browser.newContext({
    storageState: { cookies, origins: [] },
    viewport: look.viewport,
    locale: look.locale,
    colorScheme: look.theme === 'dark' ? 'dark' : 'light',
    timezoneId: 'UTC',
  });
  const page = await context.newPage();
  if (look.longer)
    await page.route(/\/assets\/en-[^/]*\.js$/, (route) =>
      route.fulfill({
        contentType: 'text/javascript',
        body: `export const en = ${JSON.stringify(wordsOf(look))};`,
      }),
    );
  const given = await before(page);
  await page.goto(`${origin}/#/overview`);
  await call(page, 'settings', 'update', {
    appearance: { theme: look.theme, density: look.density ?? 'comfortable' },
  });
  return { page, given };
}

async function rest(page) {
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
  await page.evaluate(() => document.fonts.ready);
}

/** Movements are shown at their end: half of a fade is nothing to judge. */
const shoot = (page, name) => page.screenshot({ path: join(FOLDER, `${name}.png`), animations: 'disabled' });

async function picture(page, origin, hash, name) {
  if (more && name.startsWith('more-') && !asked(name)) return;
  await page.goto('about:blank');
  await page.goto(`${origin}/${hash}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await rest(page);
  await shoot(page, name);
}

/** The screens themselves. */
async function screens() {
  const app = await ConsoleFixture.start({ fill: everyStateSql });
  try {
    const session = await signedIn(app);
    const { origin } = session;
    const [failed] = await app.sql(`SELECT id FROM task_runs WHERE task_id = 1 AND attempt = 3`);
    for (const look of chosen(LOOKS)) {
      const { page } = await windowOf(session, look);
      for (const { name, hash } of chosen(SCREENS)) {
        await picture(page, origin, hash.replace('{failed}', failed.id), `${name}-${look.name}`);
      }
      await page.context().close();
    }
  } finally {
    await app.stop();
  }
}

/** What opens over them, and the two banners that only an application in trouble shows. */
async function opened() {
  const app = await ConsoleFixture.start({ fill: everyScreenSql });
  try {
    const session = await signedIn(app);
    const { origin } = session;
    const [runs] = await app.sql(`SELECT
      (SELECT id FROM task_runs WHERE task_id = 1 AND attempt = 3) AS failed,
      (SELECT id FROM task_runs WHERE state = 'running') AS running,
      (SELECT id FROM task_runs WHERE state = 'waiting') AS waiting,
      (SELECT max(id) FROM task_runs WHERE outcome = 'missed') AS missed`);
    for (const look of chosen(LOOKS)) {
      const words = wordsOf(look);
      const { page, given: tell } = await windowOf(session, look, listenIn);
      for (const screen of everyScreen(runs)) {
        const name = `more-${screen.name.toLowerCase().replaceAll(/[^a-z]+/g, '-')}`;
        if (!asked(name) || look.viewport.width < (screen.fromWidth ?? 0)) continue;
        // By its address alone: a page loaded anew would have another socket than the one that is told.
        await page.evaluate((hash) => location.assign(hash), screen.hash);
        await page.locator(screen.ready).first().waitFor();
        await rest(page);
        await screen.open?.(page, words, tell);
        await rest(page);
        await shoot(page, `${name}-${look.name}`);
        if (screen.close === undefined) await page.keyboard.press('Escape');
        else await screen.close(page, words);
      }
      await page.context().close();
      const troubled = await windowOf(session, look, (one) => one.routeWebSocket(/\/socket$/, loseDatabase));
      await picture(troubled.page, origin, '#/tasks', `more-database-lost-${look.name}`);
      await call(troubled.page, 'executor', 'pause', { until: null });
      await troubled.page.context().close();
      const paused = await windowOf(session, look);
      await picture(paused.page, origin, '#/overview', `more-paused-${look.name}`);
      await call(paused.page, 'executor', 'resume', {});
      await paused.page.context().close();
    }
  } finally {
    await app.stop();
  }
}

/** Puts a lost database into what the application says of itself. */
function loseDatabase(socket) {
  const server = socket.connectToServer();
  const since = new Date(Date.now() - 60_000).toISOString();
  const nextTryAt = new Date(Date.now() + 30_000).toISOString();
  const lost = JSON.stringify({
    state: 'lost',
    kind: 'embedded',
    since,
    latencyMs: null,
    skewMs: null,
    nextTryAt,
    error: null,
  });
  server.onMessage((text) =>
    socket.send(
      String(text).replace(/"database":\{"state":"connected".*?"error":null\}/, `"database":${lost}`),
    ),
  );
  socket.onMessage((text) => server.send(text));
}

/** The window of somebody who has nothing yet. */
async function empty() {
  const app = await ConsoleFixture.start();
  try {
    const session = await signedIn(app);
    for (const look of chosen(LOOKS)) {
      const { page } = await windowOf(session, look);
      for (const name of ['overview', 'tasks', 'runs']) {
        await picture(page, session.origin, `#/${name}`, `more-empty-${name}-${look.name}`);
      }
      await page.context().close();
    }
  } finally {
    await app.stop();
  }
}

try {
  if (!more || SCREENS.some(({ name }) => wanted.has(name))) await screens();
  if (more) {
    await opened();
    await empty();
  }
  console.log(`${await sheet(browser)} pictures in ${FOLDER}`);
} finally {
  await browser.close();
}
