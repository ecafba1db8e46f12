import type { Readable } from 'node:stream';
import { workflowTexts } from '../workflow-texts';
import { isForbiddenAddress } from './forbidden-address';
import { ForbiddenAddressError, guardedLookup } from './guarded-lookup';
import { HttpFault } from './http-fault';
import { proxyFor } from './proxy-for';
import { sendRequest, type SingleRequest } from './single-request';

export interface ExchangeRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
  readonly connectMs: number;
  readonly firstByteMs: number;
  /** From the first packet to the last byte, redirects included. */
  readonly totalMs: number;
  /** Bytes of the (unpacked) answer that are read; the rest is not. */
  readonly maxBody: number;
  readonly maxRedirects: number;
  readonly signal: AbortSignal;
}

export interface ExchangeOptions {
  readonly allowLinkLocal: boolean;
  /** With its password, if it needs one. */
  readonly proxy: string | null;
  readonly ca: string | null;
}

export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The answer was longer than `maxBody`. */
  readonly truncated: boolean;
  /** The connection ended, or time ran out, before the answer was whole. */
  readonly cut: boolean;
  /** Where the answer came from, after redirects. */
  readonly url: string;
}

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
/** What may follow a redirect to another server; everything else may be meant for the first one only. */
const portable: ReadonlySet<string> = new Set(['accept', 'content-type', 'idempotency-key', 'user-agent']);

const readCapped = async (
  body: Readable,
  max: number,
  signal: AbortSignal,
): Promise<{ readonly body: Buffer; readonly truncated: boolean; readonly cut: boolean }> => {
  const parts: Buffer[] = [];
  let size = 0;
  const stop = (): void => {
    body.destroy(new Error('stopped'));
  };
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    for await (const part of body) {
      const bytes = Buffer.from(part);
      parts.push(bytes.subarray(0, max - size));
      size += bytes.length;
      if (size > max) return { body: Buffer.concat(parts), truncated: true, cut: false };
    }
    return { body: Buffer.concat(parts), truncated: false, cut: false };
  } catch {
    return { body: Buffer.concat(parts), truncated: false, cut: true };
  } finally {
    signal.removeEventListener('abort', stop);
    body.destroy();
  }
};

const parseUrl = (text: string, base?: URL): URL => {
  let url: URL;
  try {
    url = new URL(text, base);
  } catch (error) {
    throw new HttpFault('bad_url', workflowTexts.notUrl(text), false, { cause: error });
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new HttpFault('bad_url', workflowTexts.onlyHttp(url.protocol), false);
  }
  return url;
};

const refuseForbidden = async (url: URL, options: ExchangeOptions, proxied: boolean): Promise<void> => {
  if (options.allowLinkLocal) return;
  if (isForbiddenAddress(url.hostname)) {
    throw new HttpFault('refused_address', workflowTexts.linkLocal(url.hostname), false);
  }
  // The proxy looks the name up itself; what this machine knows of it is the best that can be checked.
  if (!proxied) return;
  const fault = await guardedLookup(url.hostname, false).then(
    () => null,
    (error: unknown) => error,
  );
  if (fault instanceof ForbiddenAddressError) {
    throw new HttpFault('refused_address', fault.text, false);
  }
};

const afterRedirect = (from: SingleRequest, status: number, to: URL): SingleRequest => {
  const toGet = status === 303 || ((status === 301 || status === 302) && from.method === 'POST');
  const sameServer = from.url.origin === to.origin;
  const headers = Object.entries(from.headers).filter(([name]) => {
    const lower = name.toLowerCase();
    if (toGet && lower === 'content-type') return false;
    return sameServer || portable.has(lower);
  });
  return {
    ...from,
    url: to,
    headers: Object.fromEntries(headers),
    method: toGet && from.method !== 'HEAD' ? 'GET' : from.method,
    body: toGet ? null : from.body,
  };
};

/**
 * Asks a server and reads its answer up to a size: redirects are followed up to a number, with the address checked at
 * each; headers stay behind when a redirect leaves the server. @throws {HttpFault}
 */
export const exchange = async (request: ExchangeRequest, options: ExchangeOptions): Promise<HttpAnswer> => {
  const total = new AbortController();
  const onAbort = (): void => total.abort();
  request.signal.addEventListener('abort', onAbort, { once: true });
  if (request.signal.aborted) total.abort();
  const timer = setTimeout(onAbort, request.totalMs);
  let sent = false;
  let next: SingleRequest = { ...request, url: parseUrl(request.url), signal: total.signal };
  try {
    for (let hop = 0; ; hop += 1) {
      const proxy = proxyFor(next.url, options.proxy);
      if (proxy !== null && !/^https?:$/.test(proxy.protocol)) {
        throw new HttpFault('unreachable', workflowTexts.proxyKind(proxy.protocol, proxy.host), false);
      }
      await refuseForbidden(next.url, options, proxy !== null);
      const answer = await sendRequest(next, { ...options, proxy });
      sent = true;
      const location = answer.headers['location'];
      if (redirects.has(answer.status) && typeof location === 'string' && location !== '') {
        answer.data.destroy();
        if (hop >= request.maxRedirects) {
          throw new HttpFault('redirects', workflowTexts.redirects(request.maxRedirects, location), true);
        }
        next = afterRedirect(next, answer.status, parseUrl(location, next.url));
        continue;
      }
      const headers = Object.entries(answer.headers).map(([name, value]): [string, string] => [
        name.toLowerCase(),
        String(value),
      ]);
      const read = await readCapped(answer.data, request.maxBody, total.signal);
      if (read.cut && total.signal.aborted) throw new HttpFault('aborted', workflowTexts.toldToStop, true);
      return { status: answer.status, headers: Object.fromEntries(headers), url: next.url.href, ...read };
    }
  } catch (error) {
    if (!(error instanceof HttpFault)) throw error;
    const wasSent = sent || error.sent;
    if (error.code === 'aborted' && !request.signal.aborted) {
      const { totalMs } = request;
      const says = workflowTexts.notFinished(totalMs);
      throw new HttpFault('answer_timeout', says, wasSent, { cause: error, ms: totalMs });
    }
    throw wasSent === error.sent ? error : new HttpFault(error.code, error.text, wasSent, { cause: error });
  } finally {
    clearTimeout(timer);
    request.signal.removeEventListener('abort', onAbort);
  }
};
