import { app, shell, type Session, type WebContents } from 'electron';
import { appOrigin } from './app-scheme';
import { isKnownLink } from './external-links';

interface SecurityLog {
  warn(message: string): void;
}

const allowedPermissions: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

/** No page of ours leaves its address, opens another window or embeds a foreign one. */
const guardContents = (contents: WebContents, log: SecurityLog): void => {
  const stay = (event: { preventDefault(): void }, to: string): void => {
    if (to.startsWith(`${appOrigin}/`)) return;
    event.preventDefault();
    log.warn(`Refused to leave the window for ${to}`);
  };
  contents.on('will-navigate', (event, url) => stay(event, url));
  contents.on('will-redirect', (event, url) => stay(event, url));
  contents.on('will-frame-navigate', (event) => stay(event, event.url));
  contents.on('will-attach-webview', (event) => stay(event, 'a webview'));
  contents.setWindowOpenHandler(({ url }) => {
    if (isKnownLink(url)) void shell.openExternal(url);
    else log.warn(`Refused to open ${url}`);
    return { action: 'deny' };
  });
};

/** Must be called before the application is ready: every renderer runs in the sandbox. */
export const hardenApplication = (log: SecurityLog): void => {
  // Chromium refuses its sandbox to root, who has to say so; every other start has it.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  app.on('web-contents-created', (_event, contents) => guardContents(contents, log));
};

/** Denies every permission a page could ask for, except to copy text. */
export const hardenSession = (session: Session): void => {
  session.setPermissionRequestHandler((_contents, permission, respond) =>
    respond(allowedPermissions.has(permission)),
  );
  session.setPermissionCheckHandler((_contents, permission) => allowedPermissions.has(permission));
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
};
