import { app, crashReporter } from 'electron';

/** What has to be said to Electron before it is ready. */
export const prepareElectron = (): void => {
  crashReporter.start({ uploadToServer: false }); // dumps stay on this machine
  app.setAppUserModelId('ai.nexusai.scheduler'); // Windows shows notifications under this name only
  app.disableHardwareAcceleration();
  app.commandLine.appendSwitch('disable-software-rasterizer'); // nothing of ours needs a GPU, real or imitated
  if (process.platform === 'linux') app.commandLine.appendSwitch('gtk-version', '3'); // electron/electron#46538
};
