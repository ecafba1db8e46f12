import { lookup } from 'node:dns/promises';
import { SpokenError } from '../../contract/text';
import { workflowTexts } from '../workflow-texts';
import { isForbiddenAddress } from './forbidden-address';

/** A host whose address may not be asked. */
export class ForbiddenAddressError extends SpokenError {
  readonly code = 'refused_address';
  constructor(host: string, address: string) {
    super(workflowTexts.linkLocalName(host, address));
    this.name = 'ForbiddenAddressError';
  }
}

interface Address {
  readonly address: string;
  readonly family: 4 | 6;
}

/**
 * Looks a name up and refuses it when any of its addresses is forbidden. Used as the connection's own lookup, so that
 * the address that was checked is the one that is connected to. IPv4 comes first: old runtimes try only the first.
 */
export const guardedLookup = async (
  host: string,
  allowLinkLocal: boolean,
  resolve: (host: string) => Promise<readonly { readonly address: string; readonly family: number }[]> = (
    name,
  ) => lookup(name, { all: true }),
): Promise<readonly Address[]> => {
  const found = await resolve(host);
  if (!allowLinkLocal) {
    const bad = found.find(({ address }) => isForbiddenAddress(address));
    if (bad !== undefined) throw new ForbiddenAddressError(host, bad.address);
  }
  return found
    .map(({ address, family }): Address => ({ address, family: family === 6 ? 6 : 4 }))
    .sort((a, b) => a.family - b.family);
};
