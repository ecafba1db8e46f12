import { randomBytes } from 'node:crypto';
import { protocol, type Session } from 'electron';

const scheme = 'app';
/** Origin of every page of ours. */
export const appOrigin = `${scheme}://nexus`;

/** Where the window's files come from; headers, policy and path safety are its business. */
export interface WindowFiles {
  /** Null when there is no such file. */
  read(
    pathname: string,
    nonce: string,
  ): Promise<{ readonly headers: Readonly<Record<string, string>>; readonly body: Buffer } | null>;
}

/** Must be called before the application is ready, once. */
export const registerAppScheme = (): void => {
  protocol.registerSchemesAsPrivileged([
    // The code cache spares every window but the first the compiling of its scripts (since Electron 28).
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
};

/** Serves the window over `app://nexus/` and lets the session reach nothing else: no page of ours needs the network. */
export const serveWindow = (session: Session, files: WindowFiles): void => {
  session.protocol.handle(scheme, async (request) => {
    const url = new URL(request.url);
    if (`${url.protocol}//${url.host}` !== appOrigin || request.method !== 'GET')
      return new Response('Not here', { status: 403 });
    const file = await files.read(url.pathname, randomBytes(18).toString('base64'));
    return file === null
      ? new Response('There is no such file', { status: 404 })
      : new Response(new Uint8Array(file.body), { status: 200, headers: { ...file.headers } });
  });
  session.webRequest.onBeforeRequest((details, respond) => {
    const { protocol: asked } = new URL(details.url);
    respond({ cancel: ![`${scheme}:`, 'data:', 'blob:', 'devtools:'].includes(asked) });
  });
};
