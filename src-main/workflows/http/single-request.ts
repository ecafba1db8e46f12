import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import type { Readable } from 'node:stream';
import type { AxiosProxyConfig, AxiosResponse } from 'axios';
import { verbatim, type Text } from '../../contract/text';
import { workflowTexts } from '../workflow-texts';
import { ForbiddenAddressError, guardedLookup } from './guarded-lookup';
import { HttpFault } from './http-fault';

/** How requests leave this machine. */
export interface HttpRoute {
  readonly allowLinkLocal: boolean;
  readonly proxy: URL | null;
  /** PEM of an additional certificate authority. */
  readonly ca: string | null;
}

export interface SingleRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
  readonly connectMs: number;
  readonly firstByteMs: number;
  readonly signal: AbortSignal;
}

const proxyConfig = (proxy: URL | null): AxiosProxyConfig | false =>
  proxy === null
    ? false
    : {
        protocol: proxy.protocol,
        host: proxy.hostname,
        port: Number(proxy.port || (proxy.protocol === 'https:' ? 443 : 80)),
        ...(proxy.username === '' && proxy.password === ''
          ? {}
          : {
              auth: {
                username: decodeURIComponent(proxy.username),
                password: decodeURIComponent(proxy.password),
              },
            }),
      };

/** Codes by which OpenSSL says that it does not know who signed a certificate. */
const unknownAuthority =
  /^(UNABLE_TO_(VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT(_LOCALLY)?)|(DEPTH_ZERO_)?SELF_SIGNED_CERT(_IN_CHAIN)?)$/;

/** What Node's codes mean, for whoever has to do something about it. */
const said: Readonly<Record<string, (url: URL, code: string) => Text>> = {
  ECONNREFUSED: ({ host }) => workflowTexts.nothingThere(host),
  ENOTFOUND: ({ hostname }) => workflowTexts.unknownHost(hostname),
  EAI_AGAIN: ({ hostname }) => workflowTexts.unknownHost(hostname),
  EHOSTUNREACH: ({ host }, code) => workflowTexts.noWay(host, code),
  ENETUNREACH: ({ host }, code) => workflowTexts.noWay(host, code),
  ETIMEDOUT: ({ host }, code) => workflowTexts.noWay(host, code),
  ECONNRESET: ({ host }) => workflowTexts.brokenOff(host),
  EPIPE: ({ host }) => workflowTexts.brokenOff(host),
};

/** OpenSSL's ways to say that what came is no TLS at all. */
const notTls = /wrong version number|packet length too long/;

/** @param where what was connected to: the server, or the proxy before it */
const reasonOf = (error: unknown, where: URL): Text => {
  if (!(error instanceof Error)) return verbatim(String(error));
  const code = 'code' in error ? String(error.code) : '';
  const words = said[code];
  if (words !== undefined) return words(where, code);
  if (code === 'EPROTO' && notTls.test(error.message)) return workflowTexts.noTls(where.host);
  if ('code' in error && unknownAuthority.test(String(error.code)))
    return workflowTexts.unknownAuthority(error.message);
  // With several addresses tried, Node's message is empty and the causes are inside.
  const inner = error.cause ?? (error instanceof AggregateError ? error.errors[0] : undefined);
  return error.message === '' && inner !== undefined
    ? reasonOf(inner, where)
    : verbatim(error.message || error.name);
};

/** Whether an answer is the proxy's own: before a tunnel to the server stood, or one that only proxies give. */
const proxyRefusal = (proxy: URL | null, tunnelled: boolean, status: number): Text | null => {
  if (proxy === null || (tunnelled && status !== 407)) return null;
  return status === 407
    ? workflowTexts.proxySignIn(proxy.host)
    : workflowTexts.proxyRefused(proxy.host, status);
};

const causeChain = (error: unknown): readonly unknown[] =>
  error instanceof Error ? [error, ...causeChain(error.cause)] : [];

/**
 * One request, without following redirects; the answer's body is a stream that the caller must read or destroy. Knows
 * whether the request may have reached the server. @throws {HttpFault}
 */
export const sendRequest = async (
  request: SingleRequest,
  route: HttpRoute,
): Promise<AxiosResponse<Readable>> => {
  // Loaded with the first request: an executor of commands alone needs none of it.
  const { default: axios } = await import('axios');
  const limit = new AbortController();
  const secure = request.url.protocol === 'https:';
  let connected = false;
  let expired: { readonly code: 'connect_timeout' | 'answer_timeout'; readonly ms: number } | null = null;
  let timer: NodeJS.Timeout | undefined;
  const arm = (code: 'connect_timeout' | 'answer_timeout', ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      expired = { code, ms };
      limit.abort();
    }, ms);
  };
  const onAbort = (): void => limit.abort();
  request.signal.addEventListener('abort', onAbort, { once: true });
  if (request.signal.aborted) limit.abort();

  const watch = (sent: ClientRequest): ClientRequest => {
    sent.once('socket', (socket) => {
      const onConnected = (): void => {
        connected = true;
        if (timer !== undefined) arm('answer_timeout', request.firstByteMs);
      };
      if (!secure && !socket.connecting) onConnected();
      else socket.once(secure ? 'secureConnect' : 'connect', onConnected);
    });
    return sent;
  };
  const transport = {
    request: (options: RequestOptions, onResponse: (response: IncomingMessage) => void): ClientRequest =>
      watch((options.protocol === 'https:' ? https : http).request(options, onResponse)),
  };

  arm('connect_timeout', request.connectMs);
  try {
    const answer = await axios.request<Readable>({
      adapter: 'http',
      method: request.method,
      url: request.url.href,
      headers: request.headers,
      data: request.body ?? undefined,
      responseType: 'stream',
      maxRedirects: 0,
      maxBodyLength: Number.POSITIVE_INFINITY,
      validateStatus: () => true,
      proxy: proxyConfig(route.proxy),
      // One connection a request: a kept one that died meanwhile would leave it unknown whether a start arrived.
      httpAgent: new http.Agent({ keepAlive: false }),
      httpsAgent: new https.Agent({ keepAlive: false, ...(route.ca === null ? {} : { ca: route.ca }) }),
      transport,
      lookup: async (host: string) => {
        const addresses = await guardedLookup(host, route.allowLinkLocal || route.proxy !== null);
        return [addresses.map(({ address, family }) => ({ address, family }))];
      },
      signal: limit.signal,
    });
    const refusal = proxyRefusal(route.proxy, !secure || connected, answer.status);
    if (refusal === null) return answer;
    answer.data.destroy();
    throw new HttpFault('unreachable', refusal, false);
  } catch (error) {
    if (error instanceof HttpFault) throw error;
    if (request.signal.aborted)
      throw new HttpFault('aborted', workflowTexts.toldToStop, connected, { cause: error });
    if (expired !== null) {
      const { code, ms }: { code: 'connect_timeout' | 'answer_timeout'; ms: number } = expired;
      const says = code === 'connect_timeout' ? workflowTexts.noConnection : workflowTexts.noAnswer;
      throw new HttpFault(code, says(ms), connected, { cause: error, ms });
    }
    const refused = causeChain(error).find(
      (cause): cause is ForbiddenAddressError => cause instanceof ForbiddenAddressError,
    );
    if (refused !== undefined) throw new HttpFault('refused_address', refused.text, false, { cause: error });
    throw new HttpFault(
      connected ? 'cut' : 'unreachable',
      reasonOf(error, route.proxy ?? request.url),
      connected,
      { cause: error },
    );
  } finally {
    clearTimeout(timer);
    timer = undefined;
    request.signal.removeEventListener('abort', onAbort);
  }
};
