import { OpenState } from './open-state';

/** The wake sheet, and the instant from which it looks back; null = the last wake or start. */
class WakeState extends OpenState {
  since: string | null = null;
}

export const wakeState = new WakeState();
