import { SpokenError, type Text } from '../../contract/text';

/**
 * What went wrong with a request:
 * `refused_address` we did not let it go out; `bad_url`; `unreachable` no connection (name, route, port, TLS);
 * `connect_timeout`; `answer_timeout` no answer in time; `cut` the connection ended before the answer was whole;
 * `redirects` too many of them; `aborted` we were told to stop.
 */
export type HttpFaultCode =
  | 'refused_address'
  | 'bad_url'
  | 'unreachable'
  | 'connect_timeout'
  | 'answer_timeout'
  | 'cut'
  | 'redirects'
  | 'aborted';

/** A request without an answer. */
export class HttpFault extends SpokenError {
  constructor(
    readonly code: HttpFaultCode,
    says: Text,
    /** Whether the server may have seen the request, and so may be acting on it. */
    readonly sent: boolean,
    options: { readonly cause?: unknown; readonly ms?: number } = {},
  ) {
    super(says, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'HttpFault';
    this.ms = options.ms ?? null;
  }

  /** The limit that ran out, in milliseconds. */
  readonly ms: number | null;
}
