import { SpokenError, type Text } from '../../contract/text';

/**
 * Why a NexusAI server gave no usable answer:
 * `refused` it said no (402, 422), and nothing was done; `server_error` 5xx; `malformed` what it answered cannot be
 * read, or ended in the middle; `unreachable`; `sign_in_failed` the account was not accepted; `not_nexusai` something
 * else answers there; `no_secret` this machine has no password or token for it; `stopped` we were told to stop.
 */
export type NexusFaultCode =
  | 'refused'
  | 'server_error'
  | 'malformed'
  | 'unreachable'
  | 'sign_in_failed'
  | 'not_nexusai'
  | 'no_secret'
  | 'stopped';

/** A call to NexusAI that brought no answer. */
export class NexusFault extends SpokenError {
  constructor(
    readonly code: NexusFaultCode,
    says: Text,
    /** Whether the server may have done what it was asked. */
    readonly mayHaveWorked: boolean,
    options: { readonly cause?: unknown; readonly status?: number } = {},
  ) {
    super(says, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'NexusFault';
    this.status = options.status ?? null;
  }

  readonly status: number | null;
}
