import type { Bridge } from '../../src-main/contract/bridge';
import type { LinkState, Transport } from './transport';

declare global {
  interface Window {
    /** Put there by the preload script of the desktop window; a browser has none. */
    readonly nexus?: Bridge;
  }
}

/** The desktop window's way. The window lives inside the application, so the link is open as long as it exists. */
export const bridgeTransport = (bridge: Bridge, now: Date): Transport => {
  const state: LinkState = { kind: 'open', since: now };
  return {
    call: (group, name, input, locale) => bridge.call(group, name, input, locale),
    on: (event, listener) => bridge.on(event, listener),
    link: () => state,
    onLink: () => () => undefined,
    retry: () => undefined,
  };
};
