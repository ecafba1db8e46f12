import { Client } from 'pg';
import type { ClientConfig } from 'pg';
import { z } from 'zod';
import { parseDatabaseUrl } from './database-url';
import { clientConfig } from './pooled-client';

const channel = 'nexus_scheduler';
const payload = z.enum(['tasks', 'runs', 'state']);

/** What others changed; `reconnected` says that notices may have been lost and everything is to be looked at again. */
export type Notice = z.infer<typeof payload> | 'reconnected';

export interface NoticeListenerOptions {
  readonly url: string;
  readonly password?: string | null;
  readonly applicationName: string;
  /** First and longest wait before another try, in milliseconds. */
  readonly retryMs?: { readonly first: number; readonly longest: number };
  /** How often a silent connection is asked whether it lives, in milliseconds. */
  readonly keepAliveMs?: number;
}

/**
 * One connection of its own that LISTENs: a change is told within a millisecond of its commit (measured; a poll each
 * second takes 500). Comes back by itself after a loss. A slow poll stays the net: notices are lost while it is away.
 */
export class NoticeListener {
  private readonly listeners = new Set<(notice: Notice) => void>();
  private readonly retry: { readonly first: number; readonly longest: number };
  private readonly keepAliveMs: number;
  private readonly config: ClientConfig;
  private client: Client | null = null;
  private timer: NodeJS.Timeout | null = null;
  private keepAlive: NodeJS.Timeout | null = null;
  private failures = 0;
  private gap = false;
  private stopped = true;

  /** @throws Problem `invalid_input` for a URL that cannot be read */
  constructor(options: NoticeListenerOptions) {
    const target = parseDatabaseUrl(options.url, options.password ?? null);
    this.config = clientConfig(target, options.applicationName);
    this.retry = options.retryMs ?? { first: 250, longest: 10_000 };
    this.keepAliveMs = options.keepAliveMs ?? 30_000;
  }

  /** Whether notices arrive now. */
  get listening(): boolean {
    return this.client !== null;
  }

  /** @returns takes the listener off again */
  onNotice(listener: (notice: Notice) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Resolves when it listens or the first try failed (then it goes on trying). Never throws. */
  async start(): Promise<void> {
    if (!this.stopped) return;
    this.stopped = false;
    await this.connect();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    const { client } = this;
    this.forget();
    await client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const client = new Client(this.config);
    // An error without a listener would end the process; a lost connection also says `end`.
    client.on('error', () => this.lost(client));
    client.on('end', () => this.lost(client));
    client.on('notification', (message) => {
      const notice = payload.safeParse(message.payload);
      if (notice.success) this.tell(notice.data);
    });
    try {
      await client.connect();
      await client.query(`LISTEN ${channel}`);
    } catch {
      await client.end().catch(() => undefined);
      this.later();
      return;
    }
    if (this.stopped) {
      await client.end().catch(() => undefined);
      return;
    }
    this.client = client;
    this.failures = 0;
    this.watch(client);
    if (this.gap) this.tell('reconnected');
    this.gap = false;
  }

  /** A connection cut by a firewall or a sleeping peer says nothing by itself. */
  private watch(client: Client): void {
    this.keepAlive = setInterval(() => {
      const late = setTimeout(() => this.lost(client), 10_000);
      client.query('SELECT 1').then(
        () => clearTimeout(late),
        () => {
          clearTimeout(late);
          this.lost(client);
        },
      );
    }, this.keepAliveMs);
    this.keepAlive.unref();
  }

  private lost(client: Client): void {
    if (client !== this.client) return;
    this.forget();
    client.end().catch(() => undefined);
    this.later();
  }

  private forget(): void {
    this.client = null;
    if (this.keepAlive !== null) clearInterval(this.keepAlive);
    this.keepAlive = null;
  }

  private later(): void {
    this.gap = true;
    if (this.stopped || this.timer !== null) return;
    const waitMs = Math.min(this.retry.longest, this.retry.first * 2 ** this.failures);
    this.failures = Math.min(this.failures + 1, 16);
    // Spread, so that many desks do not come back in one moment.
    this.timer = setTimeout(
      () => {
        this.timer = null;
        void this.connect();
      },
      waitMs * (0.75 + Math.random() / 2),
    );
  }

  private tell(notice: Notice): void {
    for (const listener of this.listeners) listener(notice);
  }
}
