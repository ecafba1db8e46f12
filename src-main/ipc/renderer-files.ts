import { readFile } from 'node:fs/promises';
import { extname, isAbsolute, join, relative } from 'node:path';
import { contentPolicy, safetyHeaders } from './content-policy';

/** A file of the window, ready to be sent. */
export interface ServedFile {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

const isMissing = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  ['ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG'].includes(String(error.code));

/** The path below the folder that a URL's path names; null for one that means to leave it. */
const safePath = (folder: string, pathname: string): string | null => {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (/[\0\\]/.test(decoded) || decoded.split('/').includes('..')) return null;
  const path = join(folder, decoded);
  const inside = relative(folder, path);
  return inside.startsWith('..') || isAbsolute(inside) ? null : path;
};

/**
 * Puts the page's nonce where styles made at run time find it: over every `__CSP_NONCE__`, and into a
 * `<meta property="csp-nonce">` when the page has none.
 */
export const withNonce = (html: string, nonce: string): string => {
  const filled = html.replaceAll('__CSP_NONCE__', nonce);
  return filled.includes('property="csp-nonce"')
    ? filled
    : filled.replace(/<head[^>]*>/, (head) => `${head}<meta property="csp-nonce" nonce="${nonce}">`);
};

/**
 * The built window's files. A path without a file extension is a screen of the window and gets its page; nothing outside
 * the folder is ever read.
 */
export class RendererFiles {
  constructor(private readonly folder: string) {}

  /**
   * @param pathname of the URL, still percent-encoded.
   * @param connect further sources the page may talk to.
   * @returns null when there is no such file.
   */
  async read(pathname: string, nonce: string, connect: readonly string[] = []): Promise<ServedFile | null> {
    const asked = safePath(this.folder, pathname);
    if (asked === null) return null;
    const isScreen = extname(asked) === '';
    const path = isScreen ? join(this.folder, 'index.html') : asked;
    const body = await this.#bytes(path);
    if (body === null) return null;
    const extension = extname(path).toLowerCase();
    const type = types[extension] ?? 'application/octet-stream';
    if (extension !== '.html')
      // File names under assets/ carry a hash of their content.
      return {
        headers: { ...safetyHeaders, 'Content-Type': type, 'Cache-Control': this.#cache(path) },
        body,
      };
    return {
      headers: {
        ...safetyHeaders,
        'Content-Type': type,
        'Cache-Control': 'no-store',
        'Content-Security-Policy': contentPolicy(nonce, connect),
      },
      body: Buffer.from(withNonce(body.toString('utf8'), nonce)),
    };
  }

  #cache(path: string): string {
    return relative(this.folder, path).startsWith('assets')
      ? 'private, max-age=31536000, immutable'
      : 'no-cache';
  }

  async #bytes(path: string): Promise<Buffer | null> {
    try {
      return await readFile(path);
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }
}
