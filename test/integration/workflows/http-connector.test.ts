import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createTcpServer, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Problem } from '../../../src-main/contract/errors';
import { verbatim } from '../../../src-main/contract/text';
import type { Ending } from '../../../src-main/executor/connector';
import { systemClock } from '../../../src-main/workflows/clock';
import { HttpConnector } from '../../../src-main/workflows/http/http-connector';
import { localServer } from './local-server';
import { RecordedRun } from './recorded-run';
import { secretsOf } from './test-secrets';

const connector = (secrets: Readonly<Record<string, string>> = {}, allowLinkLocal = false): HttpConnector =>
  new HttpConnector({
    secrets: secretsOf(secrets),
    clock: systemClock,
    route: () => Promise.resolve({ allowLinkLocal, proxy: null, ca: null }),
  });

const brief = (ending: Ending): unknown =>
  ending.kind === 'detached' ? 'detached' : [ending.outcome, ending.reason?.code ?? null];

/** A server that sends these bytes to whatever it is asked. */
const rawServer = async (bytes: string, then: 'hold' | 'end' | 'reset'): Promise<string> => {
  const open = new Set<Socket>();
  const server = createTcpServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write(bytes, () => {
        if (then === 'end') socket.end();
        if (then === 'reset') setImmediate(() => socket.resetAndDestroy());
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
};

describe('a start by HTTP', () => {
  it('sends the default body and succeeds on any 2xx', async () => {
    const server = await localServer((_, response) => response.writeHead(201).end('{"ok":true}'));
    const run = new RecordedRun(
      { method: 'POST', url: `${server.url}/start`, headers: null, body: null },
      { input: { a: 1 } },
    );
    const ending = await connector().start(run);
    expect(ending).toMatchObject({ outcome: 'succeeded', result: { status: 201, body: { ok: true } } });
    const [seen] = server.requests;
    expect(JSON.parse(seen?.body ?? '')).toEqual({
      task: { id: '7', name: 'Nightly report' },
      run: { id: '41', planned_at: '2026-03-08T07:30:00.000Z', attempt: 1 },
      input: { a: 1 },
    });
    expect(seen?.headers['idempotency-key']).toBe('41');
    expect(seen?.headers['content-type']).toBe('application/json');
  });

  it('fails on another status and keeps the beginning of a large body', async () => {
    const server = await localServer((_, response) => response.writeHead(500).end('x'.repeat(10_000_000)));
    const ending = await connector().start(new RecordedRun({ url: server.url }));
    expect(brief(ending)).toEqual(['failed', 'http_status']);
    expect(ending).toMatchObject({ reason: { params: { status: 500 } }, result: { truncated: true } });
    expect(JSON.stringify(ending).length).toBeLessThan(70_000);
  });

  it('reads no more of an endless answer than allowed', async () => {
    const server = await localServer((_, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write('y'.repeat(65_536)));
      };
      response.on('drain', more);
      more();
    });
    const ending = await connector().start(new RecordedRun({ url: server.url, maxBody: 200_000 }));
    expect(ending).toMatchObject({ outcome: 'succeeded', result: { truncated: true } });
  });

  it('fills templates, encodes parts of the URL and never shows a secret', async () => {
    const server = await localServer((seen, response) =>
      response.end(`you sent ${seen.headers.authorization}`),
    );
    const run = new RecordedRun(
      {
        url: `${server.url}/{{input.path}}?key={{secret.key}}`,
        headers: { Authorization: 'Bearer {{secret.token}}', 'X-Whole': 'secret:key' },
        body: { n: '{{input.n}}', text: 'run {{run.id}} of {{task.name}}', list: '{{input.list}}' },
      },
      { input: { properties: { path: { value: 'a/b ?' }, n: { value: 5 }, list: [1, 2] } } },
    );
    const ending = await connector({ token: 'tok-12345', key: 'k&ey-6789' }).start(run);
    const [seen] = server.requests;
    expect(seen?.url).toBe('/a%2Fb%20%3F?key=k%26ey-6789');
    expect(seen?.headers.authorization).toBe('Bearer tok-12345');
    expect(seen?.headers['x-whole']).toBe('k&ey-6789');
    expect(JSON.parse(seen?.body ?? '')).toEqual({ n: 5, text: 'run 41 of Nightly report', list: [1, 2] });
    const shown = JSON.stringify([ending, run.lines, run.references]);
    expect(shown).toContain('[secret]');
    expect(shown).not.toMatch(/tok-12345|6789/);
  });

  it('names what is missing: secrets, variables, a bad configuration', async () => {
    const of = (config: RecordedRun['config'], input = {}) =>
      connector({ database: 'hidden' }).start(new RecordedRun(config, { input }));
    expect(brief(await of({ url: 'http://127.0.0.1:9', headers: { a: 'secret:none' } }))).toEqual([
      'failed',
      'secret_missing',
    ]);
    expect(brief(await of({ url: 'http://127.0.0.1:9', headers: { a: 'secret:database' } }))).toEqual([
      'failed',
      'secret_missing',
    ]);
    expect(brief(await of({ url: 'http://127.0.0.1:9/{{input.x}}' }))).toEqual(['failed', 'invalid_input']);
    expect(
      brief(await of({ url: 'http://127.0.0.1:9', headers: { a: '{{input.x}}' } }, { x: 'a\nb: c' })),
    ).toEqual(['failed', 'invalid_input']);
    expect(await of({ method: 'PO ST', url: 5 })).toMatchObject({
      reason: { code: 'invalid_target', params: { detail: expect.stringContaining('url') } },
    });
    expect(brief(await of({ url: 'file:///etc/passwd' }))).toEqual(['failed', 'invalid_target']);
    expect(brief(await of({ url: 'http://127.0.0.1:1/' }))).toEqual(['failed', 'unreachable']);
    expect(brief(await of({ url: 'http://no-such-host.invalid/' }))).toEqual(['failed', 'unreachable']);
    const said = async (url: string): Promise<unknown> => {
      const ending = await of({ url });
      return ending.kind === 'ended' ? ending.error?.message : ending.kind;
    };
    expect(await said('http://127.0.0.1:1/')).toBe(
      'The server could not be reached: Nothing answers at 127.0.0.1:1.',
    );
    expect(await said('http://no-such-host.invalid/')).toBe(
      'The server could not be reached: The name no-such-host.invalid is not known here.',
    );
  });

  it('refuses link-local and metadata addresses, also after a redirect', async () => {
    const server = await localServer((_, response) =>
      response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end(),
    );
    for (const url of [
      'http://169.254.169.254/',
      'http://0xa9fea9fe/',
      'http://[::ffff:169.254.1.1]/',
      'http://[fe80::1]/',
      'http://100.100.100.200/',
      server.url,
    ]) {
      const ending = await connector().start(new RecordedRun({ url }));
      expect([url, brief(ending)]).toEqual([url, ['failed', 'invalid_target']]);
    }
  });

  it('leaves the credentials behind when a redirect leaves the server', async () => {
    const other = await localServer((_, response) => response.end('{}'));
    const server = await localServer((_, response) =>
      response.writeHead(307, { location: `${other.url}/x` }).end(),
    );
    const run = new RecordedRun({
      url: server.url,
      headers: { authorization: 'secret:token', 'x-api-key': 'k' },
    });
    expect(brief(await connector({ token: 'tok-12345' }).start(run))).toEqual(['succeeded', null]);
    expect(server.requests[0]?.headers.authorization).toBe('tok-12345');
    expect(other.requests[0]?.headers.authorization).toBeUndefined();
    expect(other.requests[0]?.headers['x-api-key']).toBeUndefined();
    expect(other.requests[0]?.method).toBe('POST');
  });

  it('gives up on redirects that go round', async () => {
    const server = await localServer((_, response) => response.writeHead(302, { location: '/again' }).end());
    expect(brief(await connector().start(new RecordedRun({ url: server.url, redirects: 3 })))).toEqual([
      'failed',
      'success_rule',
    ]);
    expect(server.requests.length).toBe(4);
  });

  it('tells a lost answer from a refused one', async () => {
    const cut = await localServer((_, response) => response.socket?.destroy());
    expect(brief(await connector().start(new RecordedRun({ url: cut.url })))).toEqual([
      'abandoned',
      'answer_lost',
    ]);
    const half = await localServer((_, response) => {
      response.writeHead(200, { 'content-length': 1000 });
      response.write('{"a":', () => response.socket?.destroy());
    });
    expect(brief(await connector().start(new RecordedRun({ url: half.url })))).toEqual([
      'abandoned',
      'answer_lost',
    ]);
    const silent = await localServer(() => undefined);
    const late = await connector().start(new RecordedRun({ url: silent.url, timeouts: { firstByte: 50 } }));
    expect(late).toMatchObject({ outcome: 'timed_out', reason: { code: 'timeout', params: { ms: 50 } } });
    const dripping = await localServer((_, response) => response.write('x'));
    const slow = await connector().start(new RecordedRun({ url: dripping.url, timeouts: { total: 50 } }));
    expect(slow).toMatchObject({ outcome: 'timed_out', reason: { params: { ms: 50 } } });
  });

  it.each([
    ['half a header', 'HTTP/1.1 200 OK\r\ncontent-', 'hold', ['timed_out', 'timeout']],
    [
      'a header without its body',
      'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n',
      'hold',
      ['timed_out', 'timeout'],
    ],
    ['another protocol', 'SSH-2.0-OpenSSH_9\r\n', 'hold', ['abandoned', 'answer_lost']],
    [
      'a change of protocol',
      'HTTP/1.1 101 Go\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n',
      'hold',
      ['timed_out', 'timeout'],
    ],
    [
      'a header without end',
      `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}`,
      'hold',
      ['abandoned', 'answer_lost'],
    ],
    [
      'part of a body',
      'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc',
      'reset',
      ['abandoned', 'answer_lost'],
    ],
    [
      'chunks that are none',
      'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n',
      'end',
      ['abandoned', 'answer_lost'],
    ],
    [
      'gzip that is none',
      'HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\nplain',
      'end',
      ['abandoned', 'answer_lost'],
    ],
    ['nothing but a status', 'HTTP/1.1 204 No Content\r\n\r\n', 'end', ['succeeded', null]],
    ['a status nobody knows', 'HTTP/1.1 999 Odd\r\n\r\n', 'end', ['failed', 'http_status']],
    [
      'half of a JSON document',
      'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n{"a":',
      'end',
      ['succeeded', null],
    ],
    [
      'a way to nowhere',
      'HTTP/1.1 302 Found\r\nlocation: http://[bad\r\n\r\n',
      'end',
      ['failed', 'invalid_target'],
    ],
  ] as const)('ends as it should when all that comes is %s', async (_what, bytes, then, expected) => {
    const url = await rawServer(bytes, then);
    const timeouts = { firstByte: 500, total: 1_000 };
    expect(brief(await connector().start(new RecordedRun({ url, timeouts })))).toEqual(expected);
  });

  it('says that a server does not speak TLS', async () => {
    const url = await rawServer('HTTP/1.1 400 Bad Request\r\n\r\n', 'end');
    const ending = await connector().start(new RecordedRun({ url: url.replace('http:', 'https:') }));
    expect(ending).toMatchObject({
      outcome: 'failed',
      reason: { code: 'unreachable', params: { detail: expect.stringMatching(/does not speak TLS/) } },
    });
  });

  it('holds the answer against the success rule', async () => {
    const server = await localServer((_, response) => response.end('{"job":{"state":"bad","n":[1,2]}}'));
    const of = (success: RecordedRun['config']) =>
      connector().start(new RecordedRun({ url: server.url, success }));
    expect(brief(await of({ jsonPath: '$.job.n[1]', equals: 2 }))).toEqual(['succeeded', null]);
    expect(brief(await of({ jsonPath: '$.job.state', equals: ['good', 'bad'] }))).toEqual([
      'succeeded',
      null,
    ]);
    expect(brief(await of({ jsonPath: '$.job.state', equals: 'good' }))).toEqual(['failed', 'success_rule']);
    expect(brief(await of({ jsonPath: '$.nothing' }))).toEqual(['failed', 'success_rule']);
    expect(brief(await of({ status: [201, '202-204'] }))).toEqual(['failed', 'http_status']);
  });

  it('goes through the proxy, but not to this machine and not to what NO_PROXY names', async () => {
    const { proxyFor } = await import('../../../src-main/workflows/http/proxy-for');
    const env = { HTTP_PROXY: 'http://p:1', no_proxy: '.inner.example, other:81' };
    const of = (url: string, configured: string | null = null) =>
      proxyFor(new URL(url), configured, env)?.href ?? null;
    expect(of('http://a.example/')).toBe('http://p:1/');
    expect(of('https://a.example/')).toBeNull();
    expect(of('http://a.inner.example/')).toBeNull();
    expect(of('http://other:81/')).toBeNull();
    expect(of('http://other/')).toBe('http://p:1/');
    expect(of('http://localhost:5/')).toBeNull();
    expect(of('https://a.example/', 'q:2')).toBe('http://q:2/');

    const asked: string[] = [];
    const proxy = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end('{}');
    });
    await new Promise<void>((resolve) => {
      proxy.listen(0, '127.0.0.1', resolve);
    });
    onTestFinished(() => void proxy.close());
    const address = proxy.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const through = new HttpConnector({
      secrets: secretsOf(),
      clock: systemClock,
      route: () => Promise.resolve({ allowLinkLocal: false, proxy: `http://127.0.0.1:${port}`, ca: null }),
    });
    expect(brief(await through.start(new RecordedRun({ url: 'http://far-away.invalid/x' })))).toEqual([
      'succeeded',
      null,
    ]);
    expect(asked).toEqual(['http://far-away.invalid/x']);
  });

  it('stops at once when cancelled', async () => {
    const runs: RecordedRun[] = [];
    const server = await localServer(() => runs[0]?.stop('cancelled'));
    runs.push(new RecordedRun({ url: server.url }));
    const [run] = runs;
    expect(run && brief(await connector().start(run))).toEqual(['cancelled', null]);
    expect(server.requests.length).toBe(1);
  });
});

describe('an accepted job that is followed', () => {
  const follow = {
    intervalMs: 1,
    success: { jsonPath: '$.state', equals: 'done' },
    failure: { jsonPath: '$.state', equals: ['failed', 'gone'] },
    resultPath: '$.result',
  };

  const jobServer = (states: readonly (string | number)[]) => {
    let look = 0;
    return localServer((seen, response) => {
      if (seen.method === 'POST') {
        response.writeHead(202, { location: '/jobs/9' }).end('{}');
        return;
      }
      const state = states[Math.min(look, states.length - 1)] ?? '';
      look += 1;
      if (typeof state === 'number') response.writeHead(state).end();
      else response.end(JSON.stringify({ state, result: { rows: 3 } }));
    });
  };

  it('ends as the job ends, through faults of the server', async () => {
    const server = await jobServer(['queued', 503, 429, 'running', 'done']);
    const run = new RecordedRun({ url: server.url, follow, headers: { authorization: 'secret:token' } });
    // The job goes on whether or not the database is there to note where it is followed.
    run.referenceFaults.push(new Problem('database_unreachable', verbatim('The database is away.')));
    const ending = await connector({ token: 'tok-12345' }).start(run);
    expect(ending).toMatchObject({ outcome: 'succeeded', result: { rows: 3 } });
    expect(run.references).toEqual([{ stage: 'following', statusUrl: `${server.url}/jobs/9`, attempt: 1 }]);
    expect(server.requests.filter(({ method }) => method === 'POST').length).toBe(1);
    expect(server.requests.at(-1)?.headers.authorization).toBe('tok-12345');
  });

  it('fails as the job fails, or when the job is not known any more', async () => {
    const failing = await jobServer(['running', 'gone']);
    expect(brief(await connector().start(new RecordedRun({ url: failing.url, follow })))).toEqual([
      'failed',
      'workflow_failed',
    ]);
    const lost = await jobServer(['running', 404]);
    expect(brief(await connector().start(new RecordedRun({ url: lost.url, follow })))).toEqual([
      'failed',
      'workflow_failed',
    ]);
    const silent = await jobServer([503]);
    const given = { ...follow, unreachableMs: 20 };
    expect(brief(await connector().start(new RecordedRun({ url: silent.url, follow: given })))).toEqual([
      'abandoned',
      'unreachable',
    ]);
  });

  it('is let go when the executor stops and picked up by another', async () => {
    const server = await jobServer(['running', 'running', 'running', 'done']);
    const slow = { ...follow, intervalMs: 3_600_000, maxIntervalMs: 3_600_000 };
    const first = new RecordedRun({ url: server.url, follow: slow });
    const ending = connector().start(first);
    await first.until(() => first.references.length === 1);
    first.stop('stopping');
    expect(brief(await ending)).toBe('detached');
    const second = new RecordedRun({ url: server.url, follow });
    expect(brief(await connector().resume(second, first.references[0] ?? {}))).toEqual(['succeeded', null]);
    expect(server.requests.filter(({ method }) => method === 'POST').length).toBe(1);
    const later = new RecordedRun({ url: server.url, follow }, { attempt: 2 });
    expect(brief(await connector().resume(later, first.references[0] ?? {}))).toEqual([
      'abandoned',
      'answer_lost',
    ]);
  });
});
