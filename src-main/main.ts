import { join } from 'node:path';
import { app } from 'electron';
import { appOrigin, registerAppScheme } from './desktop/app-scheme';
import { Desktop } from './desktop/desktop';
import { wasStartedAtLogin } from './desktop/login-item';
import { prepareElectron } from './desktop/prepare-electron';
import { hardenApplication } from './desktop/security';
import { showStartProblem } from './desktop/show-start-problem';
import { parseSwitches } from './desktop/switches';
import { ElectronTransport } from './ipc/electron-transport';
import { RendererFiles } from './ipc/renderer-files';
import { DataFolder } from './machine/data-folder';
import { createLog } from './machine/log';
import { SecretsFile } from './machine/secrets-file';
import { SettingsFile } from './machine/settings-file';

const run = (): void => {
  const switches = parseSwitches(process.argv.slice(1));
  const folder = DataFolder.open({ asked: switches.dataDir });
  if (!app.commandLine.hasSwitch('user-data-dir')) app.setPath('userData', join(folder.path, 'window'));
  if (!app.requestSingleInstanceLock()) return app.exit(0); // the other one shows its window

  const log = createLog({ file: folder.logFile, terminalThreshold: 'error' });
  const stored = SettingsFile.open(folder.settingsFile, log);
  const settings = stored.current;
  stored.close();
  log.setThreshold(settings.advanced.logLevel);
  process.on('uncaughtException', (error) => {
    log.error('The application broke down', error);
    app.exit(1);
  });
  prepareElectron();
  hardenApplication(log);
  registerAppScheme();

  const desktop = new Desktop({
    log,
    settings,
    paths: {
      data: folder.path,
      logs: folder.logs,
      settings_file: folder.settingsFile,
      keychainFile: join(folder.path, 'keychain.json'),
      preload: join(__dirname, '../preload/preload.cjs'),
      icons: join(app.getAppPath(), 'build/icons'),
    },
    files: new RendererFiles(join(__dirname, '../renderer')),
    plainSecrets: new SecretsFile(folder.secretsFile),
    // The database's packages are loaded once the icon is up.
    open: async (secrets) => {
      const databaseUrl = process.env['DATABASE_URL'] ?? null;
      const { createApplication } = await import('./application');
      return createApplication({ mode: 'desktop', dataDir: folder.path, databaseUrl, secrets, log });
    },
    route: async (handlers) => new (await import('./ipc/router')).Router(handlers, log),
    transport: (router, caller) => new ElectronTransport({ router, caller, origin: appOrigin, log }),
    hidden: switches.hidden || settings.general.startHidden || wasStartedAtLogin(),
  });
  app.on('second-instance', (_event, args) => {
    if (!parseSwitches(args).hidden) desktop.open(null);
  });
  app.on('activate', () => desktop.open(null));
  app.on('window-all-closed', () => undefined); // the icon stays
  app.on('before-quit', (event) => {
    if (desktop.isEnded) return;
    event.preventDefault();
    desktop.requestQuit();
  });
  app.on('will-quit', () => log.close());
  void app.whenReady().then(() => {
    // Not before: Electron takes the signals for itself while it starts, and would ask where there is nobody to answer.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => desktop.quitNow());
    return desktop.start();
  });
};

try {
  run();
} catch (error) {
  showStartProblem(error);
}
