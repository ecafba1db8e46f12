import { createContext, use, useSyncExternalStore } from 'react';
import type { Client } from '../../src-main/contract/api';
import type { Acts } from './acts';
import type { LinkState, Transport } from './transport';

export interface Link {
  readonly client: Client;
  readonly transport: Transport;
  readonly acts: Acts;
}

/** Thrown when a component is rendered outside the providers of `main.tsx`. */
export class MissingProviderError extends Error {
  constructor(what: string) {
    super(`${what} is used outside its provider: render it inside App.`);
    this.name = 'MissingProviderError';
  }
}

export const ClientContext = createContext<Link | null>(null);

const useLink = (): Link => {
  const link = use(ClientContext);
  if (link === null) throw new MissingProviderError('The client');
  return link;
};

/** The typed calls of the contract; each rejects with a `Problem`. */
export const useClient = (): Client => useLink().client;

export const useTransport = (): Transport => useLink().transport;

export const useActs = (): Acts => useLink().acts;

/** Whether the application answers; renders again when that changes. */
export const useLinkState = (): LinkState => {
  const { transport } = useLink();
  return useSyncExternalStore(transport.onLink, transport.link);
};
