import { createServer } from 'node:http';
import { once } from 'node:events';
import { expect, test, type Page } from '@playwright/test';
import { ConsoleFixture } from '../support/console-fixture';

/** A real browser: what it refuses to send or to show cannot be told from a hand-made request. */
let fixture: ConsoleFixture;
let origin: string;
test.beforeAll(async () => {
  fixture = await ConsoleFixture.start();
  ({ origin } = new URL(fixture.link));
});
test.afterAll(() => fixture.stop());

/** A page on this machine that is not ours, on another port and under another name. */
const hostilePage = async (page: Page): Promise<() => Promise<void>> => {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' });
    response.end('<title>hostile</title>');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  await page.goto(`http://localhost:${address.port}/`);
  return async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
};

const openSocket = (page: Page, url: string): Promise<string> =>
  page.evaluate(
    (address) =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(address);
        socket.addEventListener('open', () => resolve('open'));
        socket.addEventListener('error', () => resolve('refused'));
      }),
    url,
  );

test('opens for the link once, and for its own page only', async ({ page, context, browser }) => {
  expect((await page.goto(origin))?.status()).toBe(401);
  await page.goto(fixture.link);
  await expect(page.getByRole('navigation')).toBeVisible();
  expect(page.url()).not.toContain('token');
  const [cookie] = await context.cookies(origin);
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' });
  expect(await page.evaluate(() => document.cookie)).toBe('');
  expect(await openSocket(page, `${origin.replace('http', 'ws')}/socket`)).toBe('open');

  const stranger = await browser.newPage();
  expect((await stranger.goto(fixture.link))?.status()).toBe(401);
  await stranger.close();

  const close = await hostilePage(page);
  expect(await openSocket(page, `${origin.replace('http', 'ws')}/socket`)).toBe('refused');
  const read = (path: string): Promise<string> =>
    page.evaluate(
      (address) =>
        fetch(address, { credentials: 'include' }).then(
          (answer) => `status ${answer.status}`,
          () => 'refused',
        ),
      `${origin}${path}`,
    );
  expect(await read('/')).toBe('refused');
  expect(await read('/assets/')).toBe('refused');
  await page.evaluate((address) => {
    const frame = document.createElement('iframe');
    frame.src = address;
    document.body.append(frame);
  }, origin);
  await expect.poll(() => page.frames().length).toBe(2);
  await expect(page.frameLocator('iframe').getByRole('navigation')).toHaveCount(0);
  await close();
});

test('does not answer to a name that was pointed at it', async ({ playwright }) => {
  const request = await playwright.request.newContext();
  for (const Host of ['attacker.example', `attacker.example:${new URL(origin).port}`, '127.0.0.1:1'])
    expect((await request.get(origin, { headers: { Host } })).status(), Host).toBe(403);
  await request.dispose();
});

test('shuts the door after ten wrong links', async ({ playwright }) => {
  const request = await playwright.request.newContext();
  const answers: number[] = [];
  for (let n = 0; n < 12; n += 1)
    answers.push((await request.get(`${origin}/?token=guess${n}`, { maxRedirects: 0 })).status());
  expect(new Set(answers.slice(0, 8))).toEqual(new Set([401]));
  expect(answers[11]).toBe(429);
  await request.dispose();
});
