import { OpenState } from './open-state';

/** The wake sheet is opened from its banner and from the palette. */
export const wakeState = new OpenState();
