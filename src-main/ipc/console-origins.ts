import { isIP } from 'node:net';
import { Problem } from '../contract/errors';
import { consoleTexts } from './console-texts';

/** Where the console listens and under which addresses people reach it. */
export interface ConsoleAddress {
  /** Address to listen on: a loopback one, unless TLS or a proxy that ends TLS protects it. */
  readonly host: string;
  /** Address in the browser when a reverse proxy that ends TLS stands in front: `https://scheduler.example.com`. */
  readonly publicOrigin: string | null;
  readonly tls: boolean;
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

const isWildcard = (host: string): boolean => host === '0.0.0.0' || host === '::';

const inUrl = (host: string): string => (isIP(host) === 6 ? `[${host}]` : host);

/**
 * Refuses to open the console to a network in clear text.
 *
 * @throws {Problem} `refused`
 */
export const checkAddress = ({ host, publicOrigin, tls }: ConsoleAddress): void => {
  const behindTls = tls || publicOrigin?.startsWith('https://') === true;
  if (publicOrigin !== null && !/^https:\/\/[^/?#@]+$/.test(publicOrigin))
    throw new Problem('refused', consoleTexts.noOrigin(publicOrigin), {
      remedy: consoleTexts.giveOrigin,
    });
  if (!isLoopback(host) && !behindTls)
    throw new Problem('refused', consoleTexts.unencrypted(host), {
      remedy: consoleTexts.protect,
    });
  if (isWildcard(host) && publicOrigin === null)
    throw new Problem('refused', consoleTexts.whichAddress(host), {
      remedy: consoleTexts.giveAddress,
    });
};

/** The origins whose pages may talk to the console: the ones it is reached under, and no other. */
export const allowedOrigins = (
  { host, publicOrigin, tls }: ConsoleAddress,
  port: number,
): ReadonlySet<string> => {
  const scheme = tls ? 'https' : 'http';
  const hosts = isLoopback(host) ? ['127.0.0.1', 'localhost', '[::1]', inUrl(host)] : [inUrl(host)];
  return new Set([
    ...(isWildcard(host) ? [] : hosts.map((name) => new URL(`${scheme}://${name}:${port}`).origin)),
    ...(publicOrigin === null ? [] : [new URL(publicOrigin).origin]),
  ]);
};

/** The origin people should use. */
export const mainOrigin = ({ host, publicOrigin, tls }: ConsoleAddress, port: number): string =>
  publicOrigin ?? new URL(`${tls ? 'https' : 'http'}://${inUrl(host)}:${port}`).origin;
