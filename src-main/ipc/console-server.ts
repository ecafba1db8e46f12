import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Caller, Handlers } from '../contract/api';
import { Problem } from '../contract/errors';
import { socketPath } from '../contract/frames';
import { consoleTexts } from './console-texts';
import { ConsoleAccess } from './console-access';
import { ConsoleGuard } from './console-guard';
import { allowedOrigins, checkAddress, mainOrigin, type ConsoleAddress } from './console-origins';
import { ConsoleSocket } from './console-socket';
import { newNonce, safetyHeaders } from './content-policy';
import type { EventSource } from './event-hub';
import { RendererFiles } from './renderer-files';
import { Router, type RouterLog } from './router';
import { systemTimers, type Timers } from './timers';

/** What the console serves and where. */
export interface ConsoleOptions {
  readonly handlers: Handlers;
  readonly events: Pick<EventSource, 'onAny'>;
  /** Folder of the built window (`out/renderer`). */
  readonly rendererDir: string;
  readonly log: RouterLog;
  /** Name written into the audit for what is done here. */
  readonly actor: () => string;
  /** Loopback by default. Another address needs `tls` or an https `publicOrigin`. */
  readonly host?: string;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  readonly publicOrigin?: string;
  /** PEM texts. */
  readonly tls?: { readonly key: string; readonly cert: string };
  readonly timers?: Timers;
}

/** A console that is open. */
export interface RunningConsole {
  readonly port: number;
  readonly origin: string;
  /** A new link that signs one browser in, once. */
  link(): string;
  /** Closes every page's connection and the port. */
  stop(): Promise<void>;
}

const aliveMs = 30_000;
/** Imports are the largest thing a page sends: at most 50 MB of text, see the contract. */
const mostFrameBytes = 64 * 1024 * 1024;

const send = (
  response: ServerResponse,
  status: number,
  body: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
): void => {
  response.writeHead(status, {
    ...safetyHeaders,
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
    ...headers,
  });
  response.end(response.req.method === 'HEAD' ? undefined : body);
};

const refuseUpgrade = (socket: Duplex, status: string): void => {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
};

const listen = (server: Server, host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === 'EADDRINUSE';
      reject(
        new Problem('refused', consoleTexts.cannotListen(`${host}:${port}`, cause.message), {
          remedy: taken ? consoleTexts.otherPort : consoleTexts.otherAddress,
          cause,
        }),
      );
    });
    server.listen({ host, port, exclusive: true }, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });

/** The HTTP side: signs a browser in by the link's token and serves the window's files to it. */
class ConsolePages {
  constructor(
    private readonly guard: ConsoleGuard,
    private readonly access: ConsoleAccess,
    private readonly files: RendererFiles,
    private readonly socketOrigins: readonly string[],
  ) {}

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!this.guard.isForUs(request)) return send(response, 403, 'Not from here.\n');
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return send(response, 405, 'Only reading.\n', { Allow: 'GET, HEAD' });
    const url = new URL(request.url ?? '/', 'http://console');
    const token = url.searchParams.get('token');
    const signedIn = this.access.isGood(this.guard.session(request));
    if (token !== null && request.method === 'GET')
      return signedIn ? send(response, 303, '', { Location: '/' }) : this.#signIn(token, response);
    if (!signedIn)
      return send(response, 401, 'Open the console with a new link: run "nexus-scheduler console".\n');
    const file = await this.files.read(url.pathname, newNonce(), this.socketOrigins);
    if (file === null) return send(response, 404, 'There is no such page.\n');
    return send(response, 200, file.body, file.headers);
  }

  #signIn(token: string, response: ServerResponse): void {
    const redeemed = this.access.redeem(token);
    switch (redeemed.result) {
      case 'granted':
        return send(response, 303, '', {
          Location: '/',
          'Set-Cookie': this.guard.setCookie(redeemed.session),
        });
      case 'limited':
        return send(response, 429, 'Too many wrong links. Wait a minute.\n', {
          'Retry-After': String(Math.ceil(redeemed.retryAfterMs / 1000)),
        });
      default:
        return send(response, 401, 'This link was used before or is wrong. Ask for a new one.\n');
    }
  }
}

/**
 * Opens the console: the same window and the same contract, for a browser.
 *
 * @throws {Problem} `refused` when the address or port cannot be used.
 */
export const startConsole = async (options: ConsoleOptions): Promise<RunningConsole> => {
  const address: ConsoleAddress = {
    host: options.host ?? '127.0.0.1',
    publicOrigin: options.publicOrigin ?? null,
    tls: options.tls !== undefined,
  };
  checkAddress(address);
  const server = options.tls === undefined ? createServer() : createTlsServer({ ...options.tls });
  const port = await listen(server, address.host, options.port ?? 0);
  const origins = allowedOrigins(address, port);
  const origin = mainOrigin(address, port);
  const access = new ConsoleAccess(options.timers ?? systemTimers);
  const guard = new ConsoleGuard(origins, port, origin.startsWith('https:'));
  const router = new Router(options.handlers, options.log);
  const pages = new ConsolePages(
    guard,
    access,
    new RendererFiles(options.rendererDir),
    // A policy cannot name an IPv6 address; there 'self' alone must do.
    [...origins].filter((one) => !one.includes('[')).map((one) => one.replace(/^http/, 'ws')),
  );
  server.on('request', (request, response) => {
    pages.answer(request, response).catch((error: unknown) => {
      options.log.error('The console could not answer a request', error);
      if (!response.headersSent) send(response, 500, 'Something went wrong; the log has it.\n');
    });
  });

  const sockets = new Set<ConsoleSocket>();
  const upgrades = new WebSocketServer({ noServer: true, maxPayload: mostFrameBytes });
  const caller = (): Caller => ({ actor: options.actor(), origin: 'console' });
  server.on('upgrade', (request, stream, head) => {
    if (!guard.isOurPage(request)) return refuseUpgrade(stream, '403 Forbidden');
    if (!access.isGood(guard.session(request))) return refuseUpgrade(stream, '401 Unauthorized');
    if (request.url !== socketPath) return refuseUpgrade(stream, '404 Not Found');
    return upgrades.handleUpgrade(request, stream, head, (socket) => {
      const page = new ConsoleSocket(socket, router, caller);
      sockets.add(page);
      socket.on('error', (error) => options.log.error('A page of the console broke off', error));
      socket.on('close', () => sockets.delete(page));
    });
  });
  const unsubscribe = options.events.onAny((name, payload) => {
    for (const page of sockets) page.tell(name, payload);
  });
  const alive = setInterval(() => {
    for (const page of sockets) page.checkAlive();
  }, aliveMs).unref();

  return {
    port,
    origin,
    link: () => `${origin}/?token=${access.issueToken()}`,
    stop: async () => {
      unsubscribe();
      clearInterval(alive);
      for (const socket of upgrades.clients) socket.terminate();
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      // Node 16 has no closeAllConnections; a kept-alive connection ends by itself after Node's 5 s.
      if ('closeAllConnections' in server) server.closeAllConnections();
      await closed;
    },
  };
};
