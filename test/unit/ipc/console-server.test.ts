import { once } from 'node:events';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { EventHub } from '../../../src-main/ipc/event-hub';
import { startConsole, type RunningConsole } from '../../../src-main/ipc/console-server';
import { fixtureHandlers } from './fixture-handlers';
import { HandTimers } from './hand-timers';

/** The real server on a real port; requests are made by hand, because no browser would send the hostile ones. */
let folder: string;
let running: RunningConsole;
let cookie: string;
const hub = new EventHub({ timers: new HandTimers(), failed: () => undefined });
const actors: string[] = [];

interface Got {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

const get = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Got> =>
  new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: running.port, path, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      );
    });
    asked.on('error', reject);
    asked.end();
  });

const signIn = async (): Promise<string> => {
  const { pathname, search } = new URL(running.link());
  const answered = await get(`${pathname}${search}`);
  expect(answered.status).toBe(303);
  return String(answered.headers['set-cookie']).split(';')[0] ?? '';
};

const open = (headers: Record<string, string>, path = '/socket'): WebSocket =>
  new WebSocket(`ws://127.0.0.1:${running.port}${path}`, { headers });

/** The status with which an upgrade is refused. */
const refusal = async (headers: Record<string, string>, path?: string): Promise<number> => {
  const socket = open(headers, path);
  const [, response] = await Promise.race([
    once(socket, 'unexpected-response'),
    once(socket, 'open').then(() => {
      socket.terminate();
      throw new Error('The socket was let in');
    }),
  ]);
  socket.on('error', () => undefined);
  socket.terminate();
  return response.statusCode;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nexus-console-'));
  const pages = join(folder, 'renderer');
  await mkdir(join(pages, 'assets'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), 'outside');
  await writeFile(join(pages, 'index.html'), '<html><head></head><body>window</body></html>');
  await writeFile(join(pages, 'assets', 'main-1a2b.js'), 'export {}');
  running = await startConsole({
    handlers: fixtureHandlers({
      tasks: {
        runNow: async ({ id }, { actor, origin }) => {
          actors.push(`${actor} ${origin}`);
          return { runId: id, created: true };
        },
      },
    }),
    events: hub,
    rendererDir: pages,
    log: { error: (message, error) => expect.unreachable(`${message} ${String(error)}`) },
    actor: () => 'ada',
  });
  cookie = await signIn();
});
afterAll(async () => {
  await running.stop();
  await rm(folder, { recursive: true });
});

describe('console server', () => {
  it('shows nothing without a session', async () => {
    expect((await get('/')).status).toBe(401);
    expect((await get('/assets/main-1a2b.js')).status).toBe(401);
    expect((await get('/', { Cookie: 'nexus_console_1=x' })).status).toBe(401);
    expect((await get('/?token=wrong')).status).toBe(401);
  });

  it('signs a browser in with a cookie no script and no other site can use', async () => {
    const { pathname, search } = new URL(running.link());
    const answered = await get(`${pathname}${search}`);
    expect(answered.headers['set-cookie']?.[0]).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(answered.headers['location']).toBe('/');
    expect((await get(`${pathname}${search}`)).status).toBe(401);
  });

  it('serves the page with a nonce of its own each time and the policy that names it', async () => {
    const [one, two] = await Promise.all([get('/', { Cookie: cookie }), get('/runs/7', { Cookie: cookie })]);
    const nonce = /nonce="([^"]+)"/.exec(one.text)?.[1];
    expect(one.status).toBe(200);
    expect(one.headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${nonce}'`);
    expect(one.headers['content-security-policy']).not.toMatch(/unsafe|\*/);
    expect(one.headers['cache-control']).toBe('no-store');
    expect(two.text).toContain('window');
    expect(/nonce="([^"]+)"/.exec(two.text)?.[1]).not.toBe(nonce);
  });

  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/%2e%2e/%2e%2e/secret.txt',
    '/..%5csecret.txt',
    '/%00.js',
    '/%zz.js',
    '//secret.txt',
  ])('does not leave its folder for %s', async (path) => {
    const { status, text } = await get(path, { Cookie: cookie });
    expect(text).not.toContain('outside');
    expect([200, 404]).toContain(status);
  });

  it('redirects nowhere but to itself', async () => {
    const answered = await get('/.//example.com?token=x', { Cookie: cookie });
    expect(answered.headers['location']).toBe('/');
  });

  it.each([
    ['another name (DNS rebinding)', { Host: 'attacker.example:80' }],
    ['another port', { Host: '127.0.0.1:1' }],
    ['another origin', { Origin: 'http://attacker.example' }],
    ['a page without an origin', { Origin: 'null' }],
    ['a link on another site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['a page on another port', { 'Sec-Fetch-Site': 'same-site' }],
  ])('refuses %s, with the cookie too', async (_what, headers) => {
    expect((await get('/', { Cookie: cookie, ...headers })).status).toBe(403);
  });

  it('changes nothing over HTTP', async () => {
    expect((await get('/', { Cookie: cookie }, 'POST')).status).toBe(405);
  });

  it('lets only its own signed-in page open the socket', async () => {
    expect(await refusal({ Cookie: cookie })).toBe(403);
    expect(await refusal({ Origin: running.origin })).toBe(401);
    expect(await refusal({ Origin: 'http://attacker.example', Cookie: cookie })).toBe(403);
    expect(await refusal({ Origin: running.origin, Cookie: cookie, Host: 'attacker.example' })).toBe(403);
    expect(await refusal({ Origin: running.origin, Cookie: cookie }, '/other')).toBe(404);
  });

  it('answers calls, names who asked, and pushes events', async () => {
    const socket = open({ Origin: running.origin, Cookie: cookie });
    await once(socket, 'open');
    const next = async (): Promise<unknown> => JSON.parse(String((await once(socket, 'message'))[0]));
    let frame = next();
    socket.send(JSON.stringify({ id: 4, group: 'tasks', call: 'runNow', input: { id: '12' } }));
    expect(await frame).toEqual({ id: 4, answer: { ok: true, value: { runId: '12', created: true } } });
    expect(actors).toEqual(['ada console']);
    frame = next();
    hub.emit('navigate.requested', { route: '/runs/12' });
    expect(await frame).toEqual({ event: 'navigate.requested', payload: { route: '/runs/12' } });
    const closed = once(socket, 'close');
    socket.send('{"id":');
    expect((await closed)[0]).toBe(1008);
  });

  it('says what to do when the port is taken', async () => {
    const taken = startConsole({
      handlers: fixtureHandlers(),
      events: hub,
      rendererDir: folder,
      log: { error: () => undefined },
      actor: () => '',
      port: running.port,
    });
    await expect(taken).rejects.toMatchObject({
      code: 'refused',
      info: { remedy: expect.stringContaining('another port') },
    });
  });
});
