import { randomBytes } from 'node:crypto';

/** A value no page can guess, new for every page that is served. */
export const newNonce = (): string => randomBytes(18).toString('base64');

/**
 * What a page of ours may load: its own files, data images, styles that carry the page's nonce, and nothing from
 * anywhere else. The same policy in the window and in the console.
 *
 * @param connect further sources the page may talk to, such as the console's socket.
 */
export const contentPolicy = (nonce: string, connect: readonly string[] = []): string =>
  [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' data:`,
    `font-src 'self'`,
    `connect-src ${["'self'", ...connect].join(' ')}`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');

/** Headers every answer carries, whatever it holds. */
export const safetyHeaders: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy':
    'camera=(), display-capture=(), geolocation=(), hid=(), microphone=(), midi=(), payment=(), serial=(), usb=()',
};
