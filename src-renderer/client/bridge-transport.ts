import { answer, type Answer } from '../../src-main/contract/api';
import type { LinkState, Transport } from './transport';

/** What the preload script puts on the window. */
export interface NexusBridge {
  readonly call: (group: string, name: string, input: unknown) => Promise<unknown>;
  readonly on: (event: string, listener: (payload: unknown) => void) => () => void;
}

declare global {
  interface Window {
    readonly nexus?: NexusBridge;
  }
}

/** The desktop window's way. The window lives inside the application, so the link is open as long as it exists. */
export const bridgeTransport = (bridge: NexusBridge, now: Date): Transport => {
  const state: LinkState = { kind: 'open', since: now };
  return {
    call: async (group, name, input): Promise<Answer> => answer.parse(await bridge.call(group, name, input)),
    on: (event, listener) => bridge.on(event, listener),
    link: () => state,
    onLink: () => () => undefined,
    retry: () => undefined,
  };
};
