import { fileURLToPath } from 'node:url';
import { findProgram } from '../../build/system-packages.mjs';
import { expect, test } from './desktop-test';
import { usageOf } from './runtime/process-usage';
import { describeMenu } from './runtime/tray-menu';

/** The harness proves itself on an application of a few lines, so that a red product test points at the product. */
const app = fileURLToPath(new URL('fixture-app', import.meta.url));

test('reads and clicks a real tray icon', async ({ desktop, launchApp }) => {
  const launched = await launchApp({ app });
  const item = await desktop.tray.item(launched.pid);

  const idle = await item.waitForState('the idle tooltip', (state) => state.tooltip === 'Fixture: idle');
  const [icon] = idle.icons;
  expect(icon?.pixels.subarray(0, 4)).toEqual(Buffer.from([255, 255, 0, 0]));
  expect(icon?.pixels).toHaveLength(4 * (icon?.width ?? 0) * (icon?.height ?? 0));
  expect(describeMenu(await item.menu())).toBe(
    ['Open', 'Run now', '  Report & mail', '  Broken (disabled)', '---', '[ ] Paused', 'Notify', 'Quit'].join(
      '\n',
    ),
  );

  await item.click('Run now', 'Report & mail');
  await launched.output.waitFor(/clicked report/);

  await item.click('Paused');
  const paused = await item.waitForState(
    'the paused tooltip',
    (state) => state.tooltip === 'Fixture: paused',
  );
  expect(paused.icons[0]?.fingerprint).not.toBe(icon?.fingerprint);
  await item.waitForMenu('a check mark', (menu) => describeMenu(menu).includes('[x] Paused'));

  await item.activate();
  await launched.output.waitFor(/tray clicked/);

  await item.click('Quit');
  expect(await launched.ended()).toBe(0);
  await desktop.tray.empty();
  expect(launched.output.text()).not.toContain('clicked broken');
});

test('receives notifications, clicks and closes them', async ({ desktop, launchApp }) => {
  const launched = await launchApp({ app });
  const item = await desktop.tray.item(launched.pid);

  await item.click('Notify');
  const shown = await desktop.notifications.waitFor(
    'the failure',
    ({ summary }) => summary === 'Report failed',
  );
  expect(shown).toMatchObject({ body: 'exit code 3', replaces: 0 });
  expect(Object.keys(shown.actions)).toContain('default');
  desktop.notifications.invoke(shown.id);
  await launched.output.waitFor(/notification clicked/);
  expect(desktop.notifications.visible()).toEqual([]);

  await item.click('Notify');
  const second = await desktop.notifications.waitFor('another one', ({ id }) => id !== shown.id);
  desktop.notifications.close(second.id);
  await launched.output.waitFor(/notification closed/);
  expect(desktop.notifications.all()).toHaveLength(2);
});

test('puts the machine to sleep, wakes it and shuts it down', async ({ desktop, launchApp }) => {
  const launched = await launchApp({ app });
  await desktop.logind.watched();
  desktop.logind.sleep();
  await launched.output.waitFor(/power suspend/);
  desktop.logind.wake();
  await launched.output.waitFor(/power resume/);
  desktop.logind.shutDown();
  await launched.output.waitFor(/power shutdown/);
});

test('drives a window whose page comes over a custom scheme', async ({ desktop, launchApp }) => {
  const launched = await launchApp({ app });
  await (await desktop.tray.item(launched.pid)).click('Open');
  const page = await launched.window();
  await expect(page).toHaveTitle('/index.html');
  await expect(page.locator('p')).toHaveText('nexus-desktop-fixture 1.2.3');
  expect(await page.evaluate(() => globalThis.isSecureContext)).toBe(true);
});

test('finds and ends what a killed application leaves behind', async ({ desktop, startApp }) => {
  const started = startApp({ app });
  await desktop.tray.item(started.pid);
  expect((await desktop.processes()).map(({ pid }) => pid)).toContain(started.pid);
  await started.kill();
  await desktop.tray.empty();
  expect((await desktop.processes()).map(({ pid }) => pid)).not.toContain(started.pid);
});

test('offers no keyring unless asked to', async ({ startApp }) => {
  await startApp({ app }).output.waitFor(/no keyring/);
});

test.describe('with a keyring', () => {
  test.use({ desktopOptions: { keyring: true } });
  test.skip(findProgram('gnome-keyring-daemon') === undefined, 'gnome-keyring is not installed');

  test('keeps a secret', async ({ startApp }) => {
    const started = startApp({ app, args: ['--password-store=gnome-libsecret'] });
    await started.output.waitFor(/keyring gives back secret by gnome_libsecret/);
  });
});

test.describe('without a tray', () => {
  test.use({ desktopOptions: { tray: false } });

  test('runs on', async ({ desktop, startApp }) => {
    await startApp({ app }).output.waitFor(/no keyring/); // said after the tray was made
    expect(desktop.tray.items()).toEqual([]);
  });
});

test('measures what an application uses', async ({ desktop, startApp }) => {
  const started = startApp({ app });
  await desktop.tray.item(started.pid);
  const own = (await desktop.processes()).map(({ pid }) => pid);
  const usage = await usageOf(own);
  expect(usage.pssBytes).toBeGreaterThan((await usageOf([started.pid])).pssBytes);
  expect(usage.cpuMs).toBeGreaterThan(0);
});
