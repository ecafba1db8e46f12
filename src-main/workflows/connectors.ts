import type { Settings } from '../contract/settings';
import type { Connector, Connectors } from '../executor/connector';
import { systemClock, type Clock } from './clock';
import { CommandConnector } from './command/command-connector';
import { HttpConnector } from './http/http-connector';
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
}

/** All ways this version knows to start a workflow. */
export const createConnectors = (options: ConnectorOptions): Connectors => {
  const clock = options.clock ?? systemClock;
  const secrets = new SecretReader(options.secrets, options.redactor ?? new Redactor());
  const { settings, log, host, bootId } = options;
  const all: readonly Connector[] = [
    new SampleConnector(clock),
    new HttpConnector({
      secrets,
      clock,
      route: () => {
        const { allowLinkLocal, proxy } = settings().advanced;
        return { allowLinkLocal, proxy, ca: null };
      },
    }),
    new CommandConnector({ commands: () => settings().commands, secrets, clock, log, host, bootId }),
  ];
  const byKind = new Map(all.map((connector) => [connector.kind, connector]));
  return {
    get: (kind) => byKind.get(kind) ?? null,
    fallback: () => null,
  };
};
