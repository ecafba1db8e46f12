import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Timers } from './timers';

/** A session that is not used for this long has to be opened again with a new link. */
const idleMs = 12 * 3_600_000;
/** So many wrong tokens within the window close the door for the rest of it. */
const wrongTokens = { most: 10, withinMs: 60_000 } as const;
/** An unused link stays good this long. */
const linkMs = 24 * 3_600_000;

const digest = (secret: string): Buffer => createHash('sha256').update(secret).digest();
const newSecret = (): string => randomBytes(32).toString('base64url');

/** What became of a token somebody brought. */
export type Redeemed =
  | { readonly result: 'granted'; readonly session: string }
  | { readonly result: 'wrong' }
  | { readonly result: 'limited'; readonly retryAfterMs: number };

/**
 * Who may use the console. The printed link carries a token that is good once; it is exchanged for a session that lives
 * in a cookie. Secrets are kept as digests only, in memory only: with the process they are gone.
 */
export class ConsoleAccess {
  readonly #links: { readonly digest: Buffer; readonly madeAt: number }[] = [];
  readonly #sessions: { readonly digest: Buffer; usedAt: number }[] = [];
  #wrong: readonly number[] = [];

  constructor(private readonly timers: Pick<Timers, 'now'>) {}

  /** A new one-time token. Links handed out before stay good until they are used. */
  issueToken(): string {
    const token = newSecret();
    this.#links.push({ digest: digest(token), madeAt: this.timers.now() });
    return token;
  }

  redeem(token: string): Redeemed {
    const now = this.timers.now();
    this.#wrong = this.#wrong.filter((at) => at > now - wrongTokens.withinMs);
    const [oldest] = this.#wrong;
    if (oldest !== undefined && this.#wrong.length >= wrongTokens.most)
      return { result: 'limited', retryAfterMs: oldest + wrongTokens.withinMs - now };
    const brought = digest(token);
    const at = this.#links.findIndex(
      (link) => timingSafeEqual(link.digest, brought) && link.madeAt > now - linkMs,
    );
    if (at < 0) {
      this.#wrong = [...this.#wrong, now];
      return { result: 'wrong' };
    }
    this.#links.splice(at, 1);
    const session = newSecret();
    this.#sessions.push({ digest: digest(session), usedAt: now });
    return { result: 'granted', session };
  }

  /** Whether the session is good; using it keeps it so. */
  isGood(session: string | undefined): boolean {
    if (session === undefined) return false;
    const now = this.timers.now();
    const brought = digest(session);
    const known = this.#sessions.find((one) => timingSafeEqual(one.digest, brought));
    if (known === undefined || known.usedAt <= now - idleMs) return false;
    known.usedAt = now;
    return true;
  }
}
