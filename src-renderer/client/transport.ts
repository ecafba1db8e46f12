import type { EventName } from '../../src-main/contract/api';
import type { CallSender } from '../../src-main/contract/client';

/** Whether the application behind the window answers. `retryAt` is the next try to reach it. */
export type LinkState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'open'; readonly since: Date }
  | { readonly kind: 'lost'; readonly since: Date; readonly retryAt: Date | null };

/** The way to the application: a bridge in the desktop window, a socket in a browser. */
export interface Transport {
  /** Answers with an error value when the application cannot be reached; never rejects. */
  readonly call: CallSender;
  /** @returns a function that ends the subscription */
  readonly on: (event: EventName, listener: (payload: unknown) => void) => () => void;
  readonly link: () => LinkState;
  readonly onLink: (listener: () => void) => () => void;
  /** Tries to reach the application at once instead of at `retryAt`. */
  readonly retry: () => void;
}
