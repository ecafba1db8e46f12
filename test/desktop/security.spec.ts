import { chmod, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { api } from '../../src-main/contract/api';
import { expect, test } from './desktop-test';
import { openDesk } from './product';
import { DesktopSession } from './runtime/desktop-session';
import { LaunchedApp } from './runtime/launch-app';

/** One application for all of them: what they try is refused, and leaves nothing changed. */
let desktop: DesktopSession | undefined;
let app: LaunchedApp;
let page: Page;

test.beforeAll(async ({ runtime }) => {
  test.setTimeout(180_000);
  if ('reason' in runtime) return;
  const session = await DesktopSession.start();
  desktop = session;
  const dataDir = await mkdtemp(join(session.folder, 'data-'));
  await chmod(dataDir, 0o755); // as root, the embedded database runs as another user below it
  const { executable } = runtime;
  ({ app, page } = await openDesk(
    session,
    (options) => LaunchedApp.launch({ desktop: session, executable, ...options }),
    { dataDir },
  ));
});
test.beforeEach(({ electronPath: _needed }) => undefined);
test.afterAll(async () => {
  await app?.close();
  await desktop?.stop();
});

/** What a hostile script in our own window could try; each answer is what it got. */
const attempt = <T>(page: Page, script: string): Promise<T> => page.evaluate(script);

test('gives a page nothing but the contract', async () => {
  expect(await attempt(page, `typeof require + typeof process + typeof module + typeof Buffer`)).toBe(
    'undefined'.repeat(4),
  );
  expect(await attempt(page, `Object.keys(nexus).sort().join()`)).toBe('call,on');
  const call = (group: string, name: string, input: unknown): Promise<unknown> =>
    page.evaluate(
      ([g, n, i]) => {
        const bridge: { call(...args: unknown[]): Promise<unknown> } = Reflect.get(globalThis, 'nexus');
        return bridge.call(g, n, i);
      },
      [group, name, input] as const,
    );
  expect(await call('app', 'exec', {})).toMatchObject({ ok: false, error: { code: 'unsupported' } });
  expect(await call('__proto__', 'constructor', {})).toMatchObject({
    ok: false,
    error: { code: 'unsupported' },
  });
  for (const [group, calls] of Object.entries(api))
    for (const name of Object.keys(calls))
      expect(await call(group, name, 'not an object'), `${group}.${name}`).toMatchObject({
        ok: false,
        error: { code: 'invalid_input' },
      });
});

test('keeps its page where it is', async () => {
  const home = new URL(page.url()).origin;

  await attempt(page, `void (location.href = 'https://example.com/')`);
  await app.output.waitFor(/Refused to leave the window for https:\/\/example\.com/);
  expect(await attempt(page, `window.open('https://example.com/') === null`)).toBe(true);
  expect(await attempt(page, `window.open('file:///etc/passwd') === null`)).toBe(true);
  expect(new URL(page.url()).origin).toBe(home);
  expect(app.electron.windows()).toHaveLength(1);

  const refused = `fetch('http://127.0.0.1:9/').then(() => 'sent', () => 'refused')`;
  expect(await attempt(page, refused)).toBe('refused');
  expect(await attempt(page, `fetch('file:///etc/passwd').then(() => 'read', () => 'refused')`)).toBe(
    'refused',
  );
  expect(await attempt(page, `fetch('/..%2f..%2fpackage.json').then(async (a) => a.status)`)).toBe(404);
});

test('runs no script and takes no style that is not its own', async () => {
  const policy = await attempt<string>(
    page,
    `fetch('/').then((a) => a.headers.get('content-security-policy'))`,
  );
  expect(policy).toContain(`default-src 'none'; script-src 'self'; style-src 'self' 'nonce-`);
  expect(policy).not.toContain('unsafe');
  const inline = `new Promise((resolve) => {
    addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), { once: true });
    const script = document.createElement('script');
    script.textContent = 'globalThis.broken = true';
    document.head.append(script);
  })`;
  expect(await attempt(page, inline)).toMatch(/script-src/);
  expect(await attempt(page, `typeof broken`)).toBe('undefined');
  // In a callback: what the test itself evaluates is exempt from the policy.
  const evaluated = `new Promise((resolve) => setTimeout(() => {
    try { resolve(eval('1')); } catch (error) { resolve(error.name); }
  }))`;
  expect(await attempt(page, evaluated)).toBe('EvalError');
});

test('has no permission of the system and no door left open', async () => {
  for (const name of ['geolocation', 'notifications', 'camera', 'microphone', 'midi'])
    expect(
      await attempt(page, `navigator.permissions.query({ name: '${name}' }).then(({ state }) => state)`),
      name,
    ).toBe('denied');
  const preferences = await app.electron.evaluate(({ BrowserWindow }) => {
    const contents: unknown = BrowserWindow.getAllWindows()[0]?.webContents;
    const read: unknown =
      typeof contents === 'object' && contents !== null
        ? Reflect.get(contents, 'getLastWebPreferences')
        : null;
    return typeof read === 'function' ? read.call(contents) : null;
  });
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
  });
  expect(preferences).not.toMatchObject({ webSecurity: false });
  for (const door of ['allowRunningInsecureContent', 'experimentalFeatures', 'enableBlinkFeatures'])
    expect(Boolean(Reflect.get(Object(preferences), door)), door).toBe(false);
});

test('takes no word from a frame inside the page', async () => {
  const inFrame = `new Promise((resolve) => {
    const frame = document.createElement('iframe');
    frame.src = '/overview';
    frame.onload = () => resolve(typeof frame.contentWindow.nexus);
    document.body.append(frame);
    setTimeout(() => resolve('nothing loaded'), 2000);
  })`;
  expect(['undefined', 'nothing loaded']).toContain(await attempt(page, inFrame));
});
