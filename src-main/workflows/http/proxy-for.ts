type Environment = Readonly<Record<string, string | undefined>>;

const variable = (env: Environment, name: string): string | null =>
  env[name.toLowerCase()] || env[name.toUpperCase()] || null;

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d+){3}$/.test(host);

/** Whether `NO_PROXY` names the host: `*`, a host, `.domain` or `*.domain`, each with an optional port. */
const isExempt = (url: URL, list: string): boolean =>
  list
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      if (entry === '*') return true;
      const [, name = '', port] = /^(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
      const ownPort = url.port || (url.protocol === 'https:' ? '443' : '80');
      if (port !== undefined && port !== ownPort) return false;
      const domain = name.replace(/^\*?\.?/, '');
      return url.hostname === domain || url.hostname.endsWith(`.${domain}`);
    });

/**
 * The proxy for a request, or null: the configured one, else `HTTPS_PROXY`/`HTTP_PROXY`/`ALL_PROXY`. `NO_PROXY` holds
 * for both, and a service on this machine is never asked through a proxy.
 */
export const proxyFor = (url: URL, configured: string | null, env: Environment = process.env): URL | null => {
  if (isLoopback(url.hostname) || isExempt(url, variable(env, 'no_proxy') ?? '')) return null;
  const own = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
  const address = configured ?? variable(env, own) ?? variable(env, 'all_proxy');
  if (address === null) return null;
  const text = address.includes('://') ? address : `http://${address}`;
  try {
    return new URL(text);
  } catch {
    return null;
  }
};
