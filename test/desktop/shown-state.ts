import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { opacities, readPng } from '../support/read-png';
import type { TrayItem, TrayState } from './runtime/tray-item';

const icons = fileURLToPath(new URL('../../build/icons/tray/', import.meta.url));

/** The state whose drawing has the shape of what the tray shows. */
export const shownState = ({ icons: [icon] }: TrayState): string | undefined =>
  ['starting', 'idle', 'running', 'paused', 'attention', 'lost'].find((state) => {
    if (icon === undefined) return false;
    const drawn = opacities(readPng(readFileSync(join(icons, `${state}-dark-${icon.width}.png`))));
    return drawn.every((opacity, at) => icon.pixels[at * 4] === opacity);
  });

export const waitForIcon = (item: TrayItem, state: string): Promise<TrayState> =>
  item.waitForState(`the icon ${state}`, (shown) => shownState(shown) === state);
