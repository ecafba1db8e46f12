import type { IncomingMessage } from 'node:http';

const cookiePairs = (header: string | undefined): readonly (readonly [string, string])[] =>
  (header ?? '').split(';').flatMap((pair) => {
    const at = pair.indexOf('=');
    return at < 0 ? [] : [[pair.slice(0, at).trim(), pair.slice(at + 1).trim()] as const];
  });

/**
 * Looks at where a request comes from, before anything in it is believed. A page of another site that reaches the
 * loopback address (directly, or by pointing a name of its own at it) is told apart by its `Host`, its `Origin` and the
 * browser's `Sec-Fetch-Site`.
 */
export class ConsoleGuard {
  readonly #hosts: ReadonlySet<string>;
  /** Cookies are shared by all ports of a host: each console uses a name of its own. */
  readonly cookieName: string;

  constructor(
    private readonly origins: ReadonlySet<string>,
    port: number,
    private readonly secure: boolean,
  ) {
    this.#hosts = new Set([...origins].map((origin) => new URL(origin).host));
    this.cookieName = `nexus_console_${port}`;
  }

  /** Whether the request was sent to one of our own names, and not by another site's page. */
  isForUs(request: IncomingMessage): boolean {
    const { host, origin } = request.headers;
    if (host === undefined || !this.#hosts.has(host.toLowerCase())) return false;
    if (origin !== undefined && !this.origins.has(origin)) return false;
    return ['same-origin', 'none', undefined].includes(this.#site(request));
  }

  /** A socket carries commands, so its page has to say where it comes from. */
  isOurPage(request: IncomingMessage): boolean {
    return request.headers.origin !== undefined && this.isForUs(request);
  }

  session(request: IncomingMessage): string | undefined {
    return cookiePairs(request.headers.cookie).find(([name]) => name === this.cookieName)?.[1];
  }

  setCookie(session: string): string {
    return `${this.cookieName}=${session}; Path=/; HttpOnly; SameSite=Strict${this.secure ? '; Secure' : ''}`;
  }

  #site(request: IncomingMessage): string | undefined {
    const site = request.headers['sec-fetch-site'];
    return Array.isArray(site) ? site[0] : site;
  }
}
