import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { proxySecretName } from '../../../src-main/contract/address-password';
import { connectionDefinition } from '../../../src-main/contract/settings';
import { systemClock } from '../../../src-main/workflows/clock';
import { NexusClient, type ClientState } from '../../../src-main/workflows/nexusai/nexus-client';
import { connectionSecretName } from '../../../src-main/workflows/secrets';
import { portOf } from './port-of';
import { selfMadeAuthority } from './self-made-authority';
import { secretsOf } from './test-secrets';

/** Looked up nowhere: only the proxy below knows where it is. */
const office = 'nexusai.office.test';
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

describe.skipIf(!hasOpenssl)(
  'a NexusAI server behind a certificate authority and a proxy of its own',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'nexus-tls-'));
    const authority = hasOpenssl
      ? await selfMadeAuthority(folder, office)
      : { caFile: '', key: '', cert: '' };
    const server = createTlsServer({ key: authority.key, cert: authority.cert }, (request, response) => {
      request.resume();
      const answer = request.url?.endsWith('/login')
        ? { access_token: 'eyJh.eyJi.c', token_type: 'bearer' }
        : { code: 0, detail: 'success', data: { uid: 1, nickname: 'Ada', team_name: 'Shop' } };
      response.end(JSON.stringify(answer));
    });
    const port = await portOf(server);
    const tunnels: string[] = [];
    const open = new Set<Socket>();
    const proxy = createHttpServer((_request, response) => void response.writeHead(405).end());
    proxy.on('connect', (request, socket: Socket, head: Buffer) => {
      tunnels.push(`${request.url} ${request.headers['proxy-authorization'] ?? ''}`.trim());
      const onward = connect(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        onward.write(head);
        onward.pipe(socket).pipe(onward);
      });
      for (const end of [socket, onward]) {
        open.add(end);
        end.on('error', () => undefined);
      }
    });
    const proxyPort = await portOf(proxy);
    afterAll(() => {
      for (const socket of open) socket.destroy();
      server.closeAllConnections();
      server.close();
      proxy.close();
      rmSync(folder, { recursive: true });
    });

    const state = (changes: object): Promise<ClientState> =>
      new NexusClient({
        definition: connectionDefinition.parse({
          name: 'office',
          url: `https://${office}`,
          account: 'ada@example.org',
          caFile: authority.caFile,
          proxy: `http://ada@127.0.0.1:${proxyPort}`,
          ...changes,
        }),
        secrets: secretsOf({
          [connectionSecretName('office')]: 'secret-word',
          [proxySecretName(`http://ada@127.0.0.1:${proxyPort}`)]: 'p@ss',
        }),
        clock: systemClock,
        proxy: () => null,
        allowLinkLocal: () => false,
        onState: () => undefined,
      }).test(new AbortController().signal);

    it('is signed in to through the proxy, its certificate checked by the authority given', async () => {
      expect(await state({})).toMatchObject({
        state: 'signed_in',
        text: { en: 'Signed in as Ada, team Shop.' },
      });
      const asked = `${office}:443 Basic ${Buffer.from('ada:p@ss').toString('base64')}`;
      expect(new Set(tunnels)).toEqual(new Set([asked]));
    });

    it('is not trusted without that authority, and the reason says what is missing', async () => {
      expect(await state({ caFile: null })).toMatchObject({
        state: 'unreachable',
        text: { en: expect.stringMatching(/certificate.*not trusted.*authority/) },
      });
    });

    it('is not trusted under another name than its certificate has', async () => {
      expect(await state({ url: 'https://other.office.test' })).toMatchObject({
        state: 'unreachable',
        text: { en: expect.stringMatching(/certificate.*other\.office\.test/) },
      });
    });

    it('is not asked through the proxy where NO_PROXY names it', async () => {
      vi.stubEnv('NO_PROXY', '.office.test');
      tunnels.length = 0;
      expect(await state({})).toMatchObject({
        state: 'unreachable',
        text: { en: expect.stringContaining(office) },
      });
      expect(tunnels).toEqual([]);
      vi.unstubAllEnvs();
    });
  },
);
