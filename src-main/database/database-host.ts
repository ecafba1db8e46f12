import { Problem } from '../contract/errors';
import { databaseTexts } from './database-texts';
import { openDatabase } from './connection';
import { EmbeddedServer } from './embedded/embedded-server';
import { LateDatabase } from './late-database';
import { migrate } from './migrator';
import { NoticeListener, type Notice } from './notice-listener';

export interface DatabaseHostOptions {
  readonly dataDir: string;
  /** Null = the embedded server. */
  readonly url: string | null;
  readonly password: string | null;
  readonly programVersion: string;
  /** Tells people what takes time. */
  readonly say: (text: string) => void;
  /** Runs once after a schema was made in an empty embedded database. */
  readonly onCreated?: () => Promise<void>;
}

/** The database of one program: the server (if it is ours), its schema, two pools and the listener. */
export class DatabaseHost {
  /** For people's reads and writes: changes notify. */
  readonly ordinary = new LateDatabase();
  /** For the executor's own statements: quiet and pipelined. */
  readonly quiet = new LateDatabase();
  readonly kind: 'embedded' | 'external';
  readonly #server: EmbeddedServer | null;
  readonly #listeners = new Set<(notice: Notice) => void>();
  #listener: NoticeListener | null = null;
  #url: string | null = null;
  #applied: readonly string[] = [];

  constructor(private readonly options: DatabaseHostOptions) {
    this.kind = options.url === null ? 'embedded' : 'external';
    this.#server = options.url === null ? new EmbeddedServer({ dataDir: options.dataDir }) : null;
  }

  /** With the password. @throws Problem while it is not known yet */
  get url(): string {
    if (this.#url !== null) return this.#url;
    throw new Problem('database_unreachable', databaseTexts.notStarted);
  }

  /** Migrations that this program applied. */
  get applied(): readonly string[] {
    return this.#applied;
  }

  /**
   * Makes the database ready: starts the server if it is ours, opens the pools, brings the schema up. May be called again
   * after an outage; does only what is missing then.
   * @throws Problem
   */
  async prepare(): Promise<void> {
    const url = await this.#serverUrl();
    if (url !== this.#url) await this.#openPools(url);
    const { applied } = await migrate(this.ordinary, this.options.programVersion);
    this.#applied = [...this.#applied, ...applied];
    if (applied.length > 0) this.options.say(`Database schema: ${applied.join(', ')} applied.`);
    if (this.kind === 'embedded' && applied.includes('0001-initial')) await this.options.onCreated?.();
  }

  /** Hears what others change; begins to listen with the first listener. */
  onNotice(listener: (notice: Notice) => void): () => void {
    this.#listeners.add(listener);
    void this.#listen();
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    await this.#listener?.stop();
    await Promise.all([this.ordinary.close(), this.quiet.close()]);
    await this.#server?.stop();
  }

  async #serverUrl(): Promise<string> {
    if (this.#server === null) return this.options.url ?? '';
    const running =
      this.#server.running === null || !(await this.#answers())
        ? await this.#server.start()
        : this.#server.running;
    return running.url;
  }

  async #answers(): Promise<boolean> {
    try {
      await this.ordinary.ping();
      return true;
    } catch {
      return false;
    }
  }

  async #openPools(url: string): Promise<void> {
    const { password } = this.options;
    this.#url = url;
    await this.ordinary.use(openDatabase({ url, password, applicationName: 'nexus-scheduler', max: 5 }));
    await this.quiet.use(
      openDatabase({ url, password, applicationName: 'nexus-scheduler executor', max: 4, quiet: true }),
    );
    await this.#listener?.stop();
    this.#listener = null;
    if (this.#listeners.size > 0) await this.#listen();
  }

  async #listen(): Promise<void> {
    if (this.#listener !== null || this.#url === null) return;
    const listener = new NoticeListener({
      url: this.#url,
      password: this.options.password,
      applicationName: 'nexus-scheduler listener',
    });
    this.#listener = listener;
    listener.onNotice((notice) => {
      for (const hear of this.#listeners) hear(notice);
    });
    await listener.start();
  }
}
