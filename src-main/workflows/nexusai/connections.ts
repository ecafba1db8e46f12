import type { ConnectionState } from '../../contract/api';
import type { Locale } from '../../contract/primitives';
import type { ConnectionDefinition, Settings } from '../../contract/settings';
import type { Clock } from '../clock';
import type { SecretReader } from '../secret-reader';
import { connectionSecretName } from '../secrets';
import type { WorkflowLog } from '../workflow-log';
import { NexusClient } from './nexus-client';
import { RunPoller } from './run-poller';

interface ConnectionsOptions {
  readonly settings: () => Settings;
  readonly secrets: SecretReader;
  readonly clock: Clock;
  readonly log: WorkflowLog;
  readonly onChange?: () => void;
}

/** A connection in use: its client, and the one poller that follows all its runs. */
export interface OpenConnection {
  readonly client: NexusClient;
  readonly poller: RunPoller;
}

/** The NexusAI servers this machine signs in to, by name. */
export class Connections {
  readonly #open = new Map<string, OpenConnection & { readonly key: string }>();

  constructor(private readonly options: ConnectionsOptions) {}

  /** The connection of this name; null = the default one. Null when there is none. */
  find(name: string | null): OpenConnection | null {
    const definition = name === null ? this.defaultDefinition() : this.#definition(name);
    return definition === null ? null : this.#opened(definition);
  }

  /** The connection for workflows that name none: the one marked so, or the only one. */
  defaultDefinition(): ConnectionDefinition | null {
    const all = this.options.settings().connections;
    return all.find((one) => one.isDefault) ?? (all.length === 1 ? (all[0] ?? null) : null);
  }

  /** All connections and what is known of each, without asking any server. */
  async states(locale: Locale = 'en'): Promise<readonly ConnectionState[]> {
    return Promise.all(
      this.options.settings().connections.map((definition) => this.#state(definition, locale)),
    );
  }

  /** Signs in anew and says how that went; null when there is no such connection. */
  async test(name: string, locale: Locale = 'en'): Promise<ConnectionState | null> {
    const definition = this.#definition(name);
    if (definition === null) return null;
    await this.#opened(definition).client.test(new AbortController().signal);
    return this.#state(definition, locale);
  }

  #definition(name: string): ConnectionDefinition | null {
    return this.options.settings().connections.find((one) => one.name === name) ?? null;
  }

  async #state(definition: ConnectionDefinition, locale: Locale): Promise<ConnectionState> {
    const { state, since, text } = this.#opened(definition).client.state;
    const secret = await this.options.secrets.named(connectionSecretName(definition.name));
    return {
      ...definition,
      state,
      since: since?.toISOString() ?? null,
      text: text[locale],
      hasSecret: secret !== null,
    };
  }

  #opened(definition: ConnectionDefinition): OpenConnection {
    const key = JSON.stringify(definition);
    const open = this.#open.get(definition.name);
    if (open?.key === key) return open;
    const { settings, secrets, clock, log } = this.options;
    const client = new NexusClient({
      definition,
      secrets,
      clock,
      proxy: () => settings().advanced.proxy,
      allowLinkLocal: () => settings().advanced.allowLinkLocal,
      onState: ({ state, text }) => {
        log.info(
          secrets.redactor.text(`Connection ${definition.name}: ${state.replaceAll('_', ' ')}. ${text.en}`),
        );
        this.options.onChange?.();
      },
    });
    const opened = { key, client, poller: new RunPoller(client, clock) };
    this.#open.set(definition.name, opened);
    return opened;
  }
}
