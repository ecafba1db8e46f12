import { Problem } from '../contract/errors';
import { executorTexts } from './executor-texts';
import type { Clock } from './clock';
import type { Ledger } from './ledger';
import type { Log } from './log';
import { Timers } from './timers';

/** An executor that has not renewed its lease for so long (ms) is given up by the others. */
export const leaseMs = 30_000;
const firstRetryMs = 500;
const longestRetryMs = 15_000;

export interface LinkState {
  readonly state: 'starting' | 'connected' | 'lost';
  readonly since: Date;
  readonly nextTryAt: Date | null;
  readonly error: Problem | null;
  /** This machine's clock minus the database's, in ms. */
  readonly skewMs: number | null;
  readonly latencyMs: number | null;
}

export interface LinkOptions {
  /** Everything that makes a connection good again; runs at the start and after every outage. */
  readonly connect: () => Promise<void>;
  readonly onLost: () => void;
  readonly onBack: () => void;
}

/** The executor's tie to its database: the lease, the database's clock, outages and the way back. */
export class DatabaseLink {
  readonly #timers: Timers<'retry'>;
  #state: LinkState;
  #offsetMs = 0;
  #retryMs = firstRetryMs;
  #trying = false;
  #closed = false;

  constructor(
    private readonly ledger: Pick<Ledger, 'heartbeat'>,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly options: LinkOptions,
  ) {
    this.#timers = new Timers(clock);
    const since = new Date(clock.now());
    this.#state = { state: 'starting', since, nextTryAt: null, error: null, skewMs: null, latencyMs: null };
  }

  get state(): LinkState {
    return this.#state;
  }

  /** How long the connection has been good without a break, in ms; 0 while it is not. */
  get connectedMs(): number {
    return this.#state.state === 'connected' ? this.clock.now() - this.#state.since.getTime() : 0;
  }

  /** The database's clock, as far as this machine knows it. */
  now(): Date {
    return new Date(this.clock.now() + this.#offsetMs);
  }

  /** @throws Problem when the database is away */
  async connect(): Promise<void> {
    await this.options.connect();
    this.#set('connected', null);
  }

  /** Renews the lease and reads the database's clock. True when somebody had taken us for dead. */
  async beat(): Promise<boolean> {
    const sentMs = this.clock.now();
    const { now, buried } = await this.ledger.heartbeat(leaseMs);
    const gotMs = this.clock.now();
    this.#offsetMs = now.getTime() - (sentMs + gotMs) / 2;
    this.#state = { ...this.#state, skewMs: Math.round(-this.#offsetMs), latencyMs: gotMs - sentMs };
    return buried;
  }

  /** Does something with the database unless it is away or this is closed; a failure never escapes. */
  async guard(work: () => Promise<void>): Promise<void> {
    if (this.#closed || this.#state.state === 'lost') return;
    try {
      await work();
    } catch (error) {
      if (error instanceof Problem && error.code !== 'database_unreachable')
        this.log.error('a question to the database failed', error);
      else this.lost(error);
    }
  }

  /** The database is away: everything waits, and is tried again with growing pauses. */
  lost(error: unknown): void {
    // One that can be reached and does no work (rights taken away) is not asked twice a second for ever.
    if (this.connectedMs > longestRetryMs) this.#retryMs = firstRetryMs;
    if (this.#state.state !== 'lost')
      this.log.error('the database is away: scheduled runs are not starting; trying again by itself', error);
    this.options.onLost();
    this.#set(
      'lost',
      error instanceof Problem ? error : new Problem('internal', executorTexts.internal, { cause: error }),
    );
    const waitMs = this.#retryMs;
    this.#retryMs = Math.min(waitMs * 2, longestRetryMs);
    this.#state = { ...this.#state, nextTryAt: new Date(this.clock.now() + waitMs) };
    this.#timers.arm('retry', waitMs, () => this.retryNow());
  }

  retryNow(): void {
    if (this.#trying || this.#state.state !== 'lost') return;
    this.#timers.disarm('retry');
    void this.#try();
  }

  async #try(): Promise<void> {
    this.#trying = true;
    try {
      await this.connect();
      this.log.info('the database is back');
      this.options.onBack();
    } catch (error) {
      this.lost(error);
    } finally {
      this.#trying = false;
    }
  }

  close(): void {
    this.#closed = true;
    this.#timers.close();
  }

  #set(state: LinkState['state'], error: Problem | null): void {
    const since = this.#state.state === state ? this.#state.since : new Date(this.clock.now());
    this.#state = { ...this.#state, state, since, error, nextTryAt: null };
  }
}
