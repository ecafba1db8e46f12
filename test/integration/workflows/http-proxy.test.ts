import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src-main/workflows/clock';
import { HttpConnector } from '../../../src-main/workflows/http/http-connector';
import { RecordedRun } from './recorded-run';
import { portOf } from './port-of';
import { selfMadeAuthority } from './self-made-authority';
import { secretsOf } from './test-secrets';

/** Looked up nowhere: only the proxy below knows where it is. */
const hooks = 'hooks.office.test';
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

describe.skipIf(!hasOpenssl)('a start by HTTPS through a proxy', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'nexus-proxy-'));
  const authority = hasOpenssl ? await selfMadeAuthority(folder, hooks) : { caFile: '', key: '', cert: '' };
  const arrived: string[] = [];
  const server = createTlsServer({ key: authority.key, cert: authority.cert }, (request, response) => {
    request.resume();
    const { authorization, 'proxy-authorization': forProxy } = request.headers;
    arrived.push(`${request.url} ${authorization} ${forProxy}`);
    if (request.url === '/away') response.writeHead(307, { location: 'http://other.office.test/x' });
    response.end('{"ok":true}');
  });
  const serverPort = await portOf(server);
  const asked: string[] = [];
  /** What the proxy answers instead of opening a tunnel. */
  let refusal: string | null = null;
  const open = new Set<Socket>();
  const proxy = createHttpServer((request, response) => {
    request.resume();
    asked.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    response.end('{"by":"proxy"}');
  });
  proxy.on('connect', (request, socket: Socket, head: Buffer) => {
    asked.push(`CONNECT ${request.url} ${request.headers.authorization}`);
    open.add(socket);
    socket.on('error', () => undefined);
    if (refusal !== null) {
      socket.end(refusal);
      return;
    }
    const onward = connect(serverPort, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    open.add(onward);
    onward.on('error', () => undefined);
  });
  const proxyPort = await portOf(proxy);
  afterAll(() => {
    for (const socket of open) socket.destroy();
    server.closeAllConnections();
    server.close();
    proxy.closeAllConnections();
    proxy.close();
    rmSync(folder, { recursive: true });
  });
  beforeEach(() => {
    refusal = null;
    arrived.length = 0;
    asked.length = 0;
  });

  const start = (path: string, given: { readonly trusted?: boolean; readonly through?: string } = {}) =>
    new HttpConnector({
      secrets: secretsOf({ token: 'tok-12345' }),
      clock: systemClock,
      route: async () => ({
        allowLinkLocal: false,
        proxy: given.through ?? `http://ada:p%40ss@127.0.0.1:${proxyPort}`,
        ca: given.trusted === false ? null : readFileSync(authority.caFile, 'utf8'),
      }),
    }).start(new RecordedRun({ url: `https://${hooks}${path}`, headers: { authorization: 'secret:token' } }));

  it('reaches the server by a tunnel, and each gets its own credentials only', async () => {
    expect(await start('/a')).toMatchObject({ outcome: 'succeeded', result: { body: { ok: true } } });
    expect(arrived).toEqual(['/a tok-12345 undefined']);
    expect(new Set(asked)).toEqual(new Set([`CONNECT ${hooks}:443 undefined`]));
  });

  it('leaves the credentials behind when a redirect leaves the tunnel', async () => {
    expect(await start('/away')).toMatchObject({ outcome: 'succeeded', result: { body: { by: 'proxy' } } });
    expect(arrived).toEqual(['/away tok-12345 undefined']);
    expect(asked.at(-1)).toBe('POST http://other.office.test/x undefined');
  });

  it('is not sent to a server whose certificate nobody vouches for', async () => {
    expect(await start('/a', { trusted: false })).toMatchObject({
      outcome: 'failed',
      reason: { code: 'unreachable', params: { detail: expect.stringMatching(/certificate.*not trusted/) } },
    });
    expect(arrived).toEqual([]);
  });

  it.each([
    ['502 Bad Gateway', /proxy .* refused to connect \(HTTP 502\)/],
    ['403 Forbidden', /proxy .* refused to connect \(HTTP 403\)/],
    ['407 Proxy Authentication Required', /proxy .* wants a user and a password/],
  ])('does not take the proxy’s own answer for the server’s: %s', async (status, says) => {
    refusal = `HTTP/1.1 ${status}\r\ncontent-length: 2\r\n\r\n{}`;
    expect(await start('/a')).toMatchObject({
      outcome: 'failed',
      reason: { code: 'unreachable', params: { detail: expect.stringMatching(says) } },
    });
  });

  it('is not sent to a proxy of another kind', async () => {
    expect(await start('/a', { through: `socks5://127.0.0.1:${proxyPort}` })).toMatchObject({
      outcome: 'failed',
      reason: { code: 'unreachable', params: { detail: expect.stringMatching(/of the kind socks5/) } },
    });
    expect(asked).toEqual([]);
  });
});
