import { homedir } from 'node:os';
import { app } from 'electron';
import type { Locale } from '../contract/primitives';
import { verbatim, type Text } from '../contract/text';
import { autostartPath, isAutostart, setAutostart } from './autostart-file';
import { loginItemTexts } from './desktop-texts';

/** What macOS calls the states of a login item. */
const macTexts: ReadonlyMap<string, Text> = new Map([
  ['enabled', loginItemTexts.enabled],
  ['not-registered', loginItemTexts.notRegistered],
  ['requires-approval', loginItemTexts.requiresApproval],
  ['not-found', loginItemTexts.notFound],
]);

const hiddenArgs = ['--hidden'];

/** How this program is started again: an AppImage by its own path, an unpackaged one with its folder. */
const command = (dataDir: string): readonly string[] => {
  const program = process.env['APPIMAGE'] ?? process.execPath;
  const folder = app.isPackaged ? [] : [app.getAppPath()];
  return [program, ...folder, `--data-dir=${dataDir}`, ...hiddenArgs];
};

/** Start at login, without a window, on all three systems. */
export class LoginItem {
  constructor(private readonly dataDir: string) {}

  async set(enabled: boolean): Promise<void> {
    if (process.platform === 'linux') {
      const path = autostartPath(process.env, homedir());
      if ((await isAutostart(path)) !== enabled)
        await setAutostart(path, enabled ? command(this.dataDir) : null);
      return;
    }
    app.setLoginItemSettings({ openAtLogin: enabled, args: this.#args() });
  }

  /** What the system says, for Settings: the operator may have changed it there. */
  async describe(locale: Locale): Promise<string> {
    return (await this.#state())[locale];
  }

  async #state(): Promise<Text> {
    const { enabled, disabled } = loginItemTexts;
    if (process.platform === 'linux')
      return (await isAutostart(autostartPath(process.env, homedir()))) ? enabled : disabled;
    const item = app.getLoginItemSettings({ args: this.#args() });
    if (process.platform === 'darwin') return macTexts.get(item.status) ?? verbatim(item.status);
    return item.openAtLogin && item.executableWillLaunchAtLogin ? enabled : disabled;
  }

  #args(): string[] {
    return command(this.dataDir).slice(1);
  }
}

/** Started by the system at login rather than by a person. macOS passes no arguments and says so itself. */
export const wasStartedAtLogin = (): boolean =>
  process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin;
