import { Menu, nativeImage, nativeTheme, screen, Tray, type MenuItemConstructorOptions } from 'electron';
import type { TrayFace } from './tray-controller';
import { trayIconFile } from './tray-icon-file';
import type { TrayAction, TrayIconState, TrayItem } from './tray-model';

interface ElectronTrayOptions {
  /** Folder of the drawn icons. */
  readonly icons: string;
  readonly monochrome: () => boolean;
  readonly act: (action: TrayAction) => void;
  /** The icon itself was clicked. */
  readonly clicked: () => void;
}

/** In a menu `&` marks the key of the next letter, so one that is meant is written twice. */
const literal = (label: string): string => label.replaceAll('&', '&&');

const templateOf = (
  items: readonly TrayItem[],
  act: (action: TrayAction) => void,
): MenuItemConstructorOptions[] =>
  items.map((item): MenuItemConstructorOptions => {
    switch (item.kind) {
      case 'separator':
        return { type: 'separator' };
      case 'submenu':
        return { label: literal(item.label), submenu: templateOf(item.items, act) };
      case 'check':
        return {
          label: literal(item.label),
          type: 'checkbox',
          checked: item.checked,
          click: () => act(item.action),
        };
      default:
        return { label: literal(item.label), click: () => act(item.action) };
    }
  });

/** GNOME's panel is dark whatever the windows' theme is. */
const hasDarkPanel = (): boolean =>
  (process.platform === 'linux' && /GNOME|Unity/i.test(process.env['XDG_CURRENT_DESKTOP'] ?? '')) ||
  nativeTheme.shouldUseDarkColorsForSystemIntegratedUI;

/** The icon in the system's tray. Held by whoever made it: a tray nobody holds disappears. */
export class ElectronTray implements TrayFace {
  readonly #tray: Tray;
  #icon: TrayIconState = 'starting';
  #items: readonly TrayItem[] = [];

  constructor(private readonly options: ElectronTrayOptions) {
    this.#tray = new Tray(this.#image());
    this.#tray.setIgnoreDoubleClickEvents(true);
    this.#tray.on('click', () => options.clicked());
    nativeTheme.on('updated', this.#redraw);
  }

  setIcon(icon: TrayIconState): void {
    this.#icon = icon;
    this.#redraw();
  }

  setTooltip(text: string): void {
    this.#tray.setToolTip(text);
  }

  /** A new menu each time: Linux shows a changed one only when it is set again. */
  setMenu(items: readonly TrayItem[]): void {
    this.#items = items;
    this.#tray.setContextMenu(
      Menu.buildFromTemplate(
        templateOf(items, (action) => {
          // Not within the click: it may take this very menu away, and the desktop waits for an answer.
          setImmediate(() => this.options.act(action));
          this.#restoreChecks(action);
        }),
      ),
    );
  }

  destroy(): void {
    nativeTheme.off('updated', this.#redraw);
    this.#tray.destroy();
  }

  /** A click ticks the box by itself; what is in force is said by the next model only. */
  #restoreChecks(action: TrayAction): void {
    if (action.do === 'pause' || action.do === 'mute') this.setMenu(this.#items);
  }

  /** The panel's colours or the operator's wish have changed. */
  redraw(): void {
    this.#redraw();
  }

  readonly #redraw = (): void => this.#tray.setImage(this.#image());

  #image(): Electron.NativeImage {
    const image = nativeImage.createFromPath(
      trayIconFile(this.options.icons, this.#icon, {
        platform: process.platform,
        darkPanel: hasDarkPanel(),
        monochrome: this.options.monochrome(),
        scale: Math.max(...screen.getAllDisplays().map(({ scaleFactor }) => scaleFactor)),
      }),
    );
    if (process.platform === 'darwin') image.setTemplateImage(true);
    return image;
  }
}
