import { chmod, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { DesktopSession } from '../../desktop/runtime/desktop-session';
import { LaunchedApp } from '../../desktop/runtime/launch-app';
import { largeFixtureSql } from '../../support/large-fixture';
import { caseOptions, quantile, report } from '../report-case.mjs';
import { benchDatabase } from './bench-database';

/** Milliseconds from the making of a window to the first paint of its page, and until Overview has its answers. */
const openingTimes = async (page: Page, createdAt: number): Promise<{ paint: number; answered: number }> => {
  await page.waitForFunction(() => document.querySelector('[data-tile="succeeded"] span') !== null);
  const [painted, answered] = await page.evaluate(() => {
    const first = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN;
    return [performance.timeOrigin + first, Date.now()] as const;
  });
  return { paint: painted - createdAt, answered: answered - createdAt };
};

/** The window of the real application on a ledger as large as it gets, opened from the tray and made anew. */
const main = async (): Promise<void> => {
  const options = caseOptions({ tasks: 5_000, runs: 1_000_000, rounds: 5, app: process.cwd() });
  const executable = process.env['BENCH_ELECTRON'];
  if (executable === undefined) throw new Error('no Electron was named');
  const { sql, url } = await benchDatabase('bench_desktop');
  await sql.query(largeFixtureSql(options));
  await sql.query('UPDATE scheduled_tasks SET status = 3');
  await sql.query('VACUUM (ANALYZE)');
  await sql.end();
  const desktop = await DesktopSession.start({});
  try {
    const dataDir = await mkdtemp(join(desktop.folder, 'data-'));
    await chmod(dataDir, 0o755);
    const app = await LaunchedApp.launch({
      desktop,
      executable,
      app: options.app,
      dataDir,
      args: ['--hidden'],
      env: { DATABASE_URL: url },
    });
    await app.electron.evaluate(({ app: main }) => {
      main.on('browser-window-created', () => Reflect.set(globalThis, 'windowCreatedAt', Date.now()));
    });
    const item = await desktop.tray.item(app.pid);
    const times: { paint: number; answered: number }[] = [];
    for (let round = 0; round < options.rounds; round += 1) {
      const opened = app.electron.waitForEvent('window');
      await item.activate();
      const page = await opened;
      const created = Number(await app.electron.evaluate(() => Reflect.get(globalThis, 'windowCreatedAt')));
      times.push(await openingTimes(page, created));
      await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.destroy());
      await page.waitForEvent('close').catch(() => undefined);
    }
    await app.close();
    const [first] = times;
    report({
      firstPaint: first?.paint,
      firstAnswered: first?.answered,
      paint: quantile(
        times.slice(1).map(({ paint }) => paint),
        0.5,
      ),
      answered: quantile(
        times.slice(1).map(({ answered }) => answered),
        0.5,
      ),
    });
  } finally {
    await desktop.stop();
  }
};

void main();
