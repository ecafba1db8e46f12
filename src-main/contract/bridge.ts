import type { Answer, EventName } from './api';
import type { Locale } from './primitives';

/**
 * What the preload puts on `window.nexus`, and what the window's web transport imitates in a browser: the contract and
 * nothing else. Both sides of it parse; the bridge itself only carries.
 */
export interface Bridge {
  /** Never rejects for an error of the application: that is an `Answer` with `ok: false`. */
  call(group: string, name: string, input: unknown, locale: Locale): Promise<Answer>;
  /**
   * Events that came before the first listener of their name are handed to it, in order.
   *
   * @returns takes the listener away again.
   */
  on(event: EventName, listener: (payload: unknown) => void): () => void;
}

/** The name under which the preload exposes the bridge in the window. */
export const bridgeName = 'nexus';
