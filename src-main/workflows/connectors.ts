import type { Settings } from '../contract/settings';
import type { Connector, Connectors } from '../executor/connector';
import { systemClock, type Clock } from './clock';
import { CommandConnector } from './command/command-connector';
import type { ExchangeOptions } from './http/http-exchange';
import { HttpConnector } from './http/http-connector';
import { Confirmations } from './nexusai/confirmations';
import { Connections } from './nexusai/connections';
import { NexusConnector } from './nexusai/nexus-connector';
import { Redactor } from './redactor';
import { SampleConnector } from './sample-connector';
import { SecretReader } from './secret-reader';
import type { Secrets } from './secrets';
import type { WorkflowLog } from './workflow-log';

export interface ConnectorOptions {
  /** Read anew at each use, since settings change. */
  readonly settings: () => Settings;
  readonly secrets: Secrets;
  readonly log: WorkflowLog;
  /** This machine's name and this start of it. */
  readonly host: string;
  readonly bootId: string;
  /** Shared with the program's log, so that no secret value gets into it. */
  readonly redactor?: Redactor;
  readonly clock?: Clock;
  /** A connection's state changed: ask `connections.states()` again. */
  readonly onConnectionChange?: () => void;
}

/** The connectors, and what they share with the rest of the program. */
export interface WorkflowConnectors extends Connectors {
  readonly connections: Connections;
  readonly confirmations: Confirmations;
  readonly redactor: Redactor;
}

/** All ways this version knows to start a workflow. */
export const createConnectors = (options: ConnectorOptions): WorkflowConnectors => {
  const clock = options.clock ?? systemClock;
  const redactor = options.redactor ?? new Redactor();
  const secrets = new SecretReader(options.secrets, redactor);
  const { settings, log, host, bootId, onConnectionChange } = options;
  const connections = new Connections({
    settings,
    secrets,
    clock,
    log,
    ...(onConnectionChange === undefined ? {} : { onChange: onConnectionChange }),
  });
  const route = async (): Promise<ExchangeOptions> => {
    const { allowLinkLocal, proxy } = settings().advanced;
    return { allowLinkLocal, proxy: await secrets.proxy(proxy), ca: null };
  };
  const all: readonly Connector[] = [
    new SampleConnector(clock),
    new HttpConnector({ secrets, clock, route }),
    new CommandConnector({ commands: () => settings().commands, secrets, clock, log, host, bootId }),
    new NexusConnector({ connections, clock, redactor }),
  ];
  const byKind = new Map(all.map((connector) => [connector.kind, connector]));
  return {
    connections,
    confirmations: new Confirmations({ connections, clock, redactor }),
    redactor,
    get: (kind) => byKind.get(kind) ?? null,
    fallback: () => {
      const definition = connections.defaultDefinition();
      return definition === null ? null : { connector: 'nexusai', config: { connection: definition.name } };
    },
  };
};
