import { join } from 'node:path';
import type { TrayIconState } from './tray-model';

export interface IconLook {
  readonly platform: NodeJS.Platform;
  /** The panel the icon stands on is dark. */
  readonly darkPanel: boolean;
  readonly monochrome: boolean;
  /** Largest scale of the displays. */
  readonly scale: number;
}

/**
 * The file for a state. macOS takes a template and colours it itself, Windows an .ico with every size; Linux takes one
 * picture and scales it, so it gets the one for the largest scale of the displays.
 */
export const trayIconFile = (folder: string, state: TrayIconState, look: IconLook): string => {
  if (look.platform === 'darwin') return join(folder, `${state}Template.png`);
  const glyph = look.darkPanel ? 'light' : 'dark';
  const theme = look.monochrome ? glyph : 'color';
  if (look.platform === 'win32') return join(folder, `${state}-${theme}.ico`);
  const wanted = 24 * look.scale;
  const size = [24, 32, 48].find((one) => one >= wanted) ?? 48;
  return join(folder, `${state}-${theme}-${size}.png`);
};
