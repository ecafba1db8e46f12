/** An address, and the password that stood in it as it stood there, escapes included; null = none did. */
export interface SplitAddress {
  readonly address: string;
  readonly escaped: string | null;
}

const withPassword = /^((?:[a-z][a-z0-9+.-]*:\/\/)?[^\s:/?#@]*):([^/?#]*)@(.*)$/is;

/** The password that is meant; null = its escapes are broken. */
export const unescapedPassword = (escaped: string): string | null => {
  try {
    return decodeURIComponent(escaped);
  } catch {
    return null;
  }
};

/** Takes the password out of `scheme://user:password@host`; everything else stays as it was typed. Never throws. */
export const splitPassword = (given: string): SplitAddress => {
  const [, user, escaped, rest] = withPassword.exec(given) ?? [];
  if (user === undefined || escaped === undefined || rest === undefined)
    return { address: given, escaped: null };
  return { address: `${user}@${rest}`, escaped };
};

/** Puts a password back where `splitPassword` took it from. */
export const joinPassword = (address: string, password: string): string =>
  address.replace('@', () => `:${encodeURIComponent(password)}@`);

/**
 * Under which name the secrets keep the password of a proxy. Its address is part of it: a password never goes to another
 * proxy than the one it was given for. The colon keeps it out of reach of `{{secret.NAME}}`.
 */
export const proxySecretName = (address: string): string => `proxy:${address}`;

/** Whether this is an address that requests can go through: `http://proxy.example.com:3128`, the scheme may be missing. */
export const isProxyAddress = (given: string): boolean => {
  try {
    const { protocol, hostname } = new URL(given.includes('://') ? given : `http://${given}`);
    return (protocol === 'http:' || protocol === 'https:') && hostname !== '';
  } catch {
    return false;
  }
};
