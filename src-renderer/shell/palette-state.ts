import { OpenState } from './open-state';

/** The palette is opened from the top bar, by key and from pages. */
export const paletteState = new OpenState();

/** Opens search and commands. */
export const openPalette = (): void => paletteState.set(true);
