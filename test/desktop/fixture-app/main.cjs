'use strict';
const {
  app,
  BrowserWindow,
  Menu,
  nativeImage,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  Tray,
} = require('electron');

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);

const say = (line) => console.log(line);
const kept = {}; // Tray icons and notifications live only as long as somebody holds them.

/** A square of one colour, 16 pixels wide. */
const square = (red, green, blue) =>
  nativeImage.createFromBitmap(Buffer.alloc(16 * 16 * 4, Buffer.from([blue, green, red, 255])), {
    width: 16,
    height: 16,
  });

function render(paused) {
  kept.tray.setImage(paused ? square(0, 0, 255) : square(255, 0, 0));
  kept.tray.setToolTip(paused ? 'Fixture: paused' : 'Fixture: idle');
  kept.tray.setContextMenu(
    Menu.buildFromTemplate([
      { label: 'Open', click: openWindow },
      {
        label: 'Run now',
        submenu: [
          { label: 'Report && mail', click: () => say('clicked report') },
          { label: 'Broken', enabled: false, click: () => say('clicked broken') },
        ],
      },
      { type: 'separator' },
      { label: 'Paused', type: 'checkbox', checked: paused, click: (item) => render(item.checked) },
      { label: 'Notify', click: notify },
      { label: 'Quit', click: () => app.quit() },
    ]),
  );
}

function notify() {
  kept.notification = new Notification({ title: 'Report failed', body: 'exit code 3' });
  kept.notification.on('click', () => say('notification clicked'));
  kept.notification.on('close', () => say('notification closed'));
  kept.notification.show();
}

function openWindow() {
  kept.window = new BrowserWindow({ width: 400, height: 300 });
  void kept.window.loadURL('app://fixture/index.html');
}

app.on('window-all-closed', () => {});
void start();

async function start() {
  await app.whenReady();
  protocol.handle('app', (request) => {
    const page = `<title>${new URL(request.url).pathname}</title><p>${app.getName()} ${app.getVersion()}</p>`;
    const headers = {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'",
    };
    return new Response(page, { headers });
  });
  for (const event of ['suspend', 'resume', 'shutdown']) powerMonitor.on(event, () => say(`power ${event}`));
  kept.tray = new Tray(square(255, 0, 0));
  kept.tray.on('click', () => say('tray clicked'));
  render(false);
  if (await safeStorage.isAsyncEncryptionAvailable()) {
    const { result } = await safeStorage.decryptStringAsync(await safeStorage.encryptStringAsync('secret'));
    say(`keyring gives back ${result} by ${safeStorage.getSelectedStorageBackend()}`);
  } else {
    say('no keyring');
  }
}
