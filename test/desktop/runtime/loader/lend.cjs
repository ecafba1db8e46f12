'use strict';
// Lends Electron 22 the parts of Electron 45 that the product uses. Product code never adapts itself to the test
// runtime; whatever is missing there is added here. Every loan is conditional, so on a current Electron this file
// does nothing.
const { app, net, protocol, safeStorage, nativeTheme, session } = require('electron');
const { Blob } = require('buffer');
const { webcrypto } = require('crypto');
const v8 = require('v8');
const undici = require('undici');

function lend(owner, name, value) {
  if (owner[name] === undefined)
    Object.defineProperty(owner, name, { value, configurable: true, writable: true });
}

// Node 24's globals.
for (const name of ['fetch', 'Headers', 'Request', 'Response', 'FormData', 'File'])
  lend(globalThis, name, undici[name]);
lend(globalThis, 'Blob', Blob);
lend(globalThis, 'crypto', webcrypto);
lend(globalThis, 'structuredClone', (value) => v8.deserialize(v8.serialize(value)));
lend(net, 'fetch', (...args) => globalThis.fetch(...args));

function requestOf({ url, method, headers, uploadData }) {
  const chunks = (uploadData ?? []).flatMap((part) => (part.bytes ? [part.bytes] : []));
  const body =
    method === 'GET' || method === 'HEAD' || chunks.length === 0 ? undefined : Buffer.concat(chunks);
  return new Request(url, { method, headers, body });
}

/** protocol.handle (Electron 25) in terms of registerBufferProtocol (its predecessor). */
function lendHandle(target) {
  if (typeof target.handle === 'function') return;
  lend(target, 'handle', (scheme, handler) => {
    const registered = target.registerBufferProtocol(scheme, async (request, callback) => {
      try {
        const response = await handler(requestOf(request));
        const [mimeType, ...parameters] = (
          response.headers.get('content-type') ?? 'application/octet-stream'
        ).split(';');
        const charset = /charset=([^;\s]+)/i.exec(parameters.join(';'));
        callback({
          statusCode: response.status,
          headers: Object.fromEntries(response.headers),
          mimeType: mimeType.trim(),
          ...(charset === null ? {} : { charset: charset[1] }),
          data: Buffer.from(await response.arrayBuffer()),
        });
      } catch (error) {
        console.error(`The handler of ${scheme}: failed:`, error);
        callback({ error: -2 }); // net::ERR_FAILED, what a rejected handler gives on Electron 45
      }
    });
    if (!registered) throw new Error(`The scheme ${scheme}: could not be registered`);
  });
  lend(target, 'unhandle', (scheme) => target.unregisterProtocol(scheme));
  lend(target, 'isProtocolHandled', (scheme) => target.isProtocolRegistered(scheme));
}

lendHandle(protocol);
app.on('session-created', (created) => lendHandle(created.protocol));
void app.whenReady().then(() => lendHandle(session.defaultSession.protocol));

// safeStorage became asynchronous in Electron 45 and learned to name its backend in 25.
lend(safeStorage, 'isAsyncEncryptionAvailable', async () => safeStorage.isEncryptionAvailable());
lend(safeStorage, 'encryptStringAsync', async (text) => safeStorage.encryptString(text));
lend(safeStorage, 'decryptStringAsync', async (cipher) => ({
  result: safeStorage.decryptString(cipher),
  shouldReEncrypt: false,
}));
lend(safeStorage, 'getSelectedStorageBackend', () => {
  const asked = app.commandLine.getSwitchValue('password-store');
  if (!safeStorage.isEncryptionAvailable() || asked === 'basic') return 'basic_text';
  return asked.startsWith('kwallet') ? asked : 'gnome_libsecret';
});
lend(safeStorage, 'setUsePlainTextEncryption', () => {});

if (!('shouldUseDarkColorsForSystemIntegratedUI' in nativeTheme)) {
  Object.defineProperty(nativeTheme, 'shouldUseDarkColorsForSystemIntegratedUI', {
    get: () => nativeTheme.shouldUseDarkColors,
  });
}
