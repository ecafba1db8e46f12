import { onTestFinished } from 'vitest';
import { settings, type Settings } from '../../../src-main/contract/settings';
import type { JsonObject } from '../../../src-main/contract/primitives';
import type { Clock } from '../../../src-main/workflows/clock';
import { Confirmations } from '../../../src-main/workflows/nexusai/confirmations';
import { Connections } from '../../../src-main/workflows/nexusai/connections';
import { NexusConnector } from '../../../src-main/workflows/nexusai/nexus-connector';
import {
  NexusAiServer,
  type AddedWorkflow,
  type NewWorkflow,
  type NexusAiOptions,
} from '../../support/nexusai-server';
import type { User } from '../../support/nexusai/world';
import { RecordedRun } from './recorded-run';
import { scaledClock } from './scaled-clock';
import { secretsOf } from './test-secrets';

export const password = 'correct horse battery';

interface RigOptions extends NexusAiOptions {
  readonly requestsPerSecond?: number;
  readonly clock?: Clock;
  readonly secret?: string;
}

/** A NexusAI stand-in, a connection to it and a connector over that, for one test. */
export class NexusRig {
  readonly said: string[] = [];
  readonly connections: Connections;
  readonly connector: NexusConnector;
  readonly confirmations: Confirmations;
  readonly settings: Settings;
  readonly redact: (text: string) => string;

  private constructor(
    readonly server: NexusAiServer,
    readonly user: User,
    options: RigOptions,
  ) {
    this.settings = settings.parse({
      connections: [
        {
          name: 'main',
          url: `${server.url}/`,
          account: user.email,
          requestsPerSecond: options.requestsPerSecond ?? 100,
        },
      ],
    });
    const secrets = secretsOf({ 'connection:main': options.secret ?? password });
    const clock = options.clock ?? scaledClock();
    const log = {
      debug: () => undefined,
      info: (text: string) => void this.said.push(text),
      error: () => undefined,
    };
    this.connections = new Connections({ settings: () => this.settings, secrets, clock, log });
    const { redactor } = secrets;
    this.redact = (text) => redactor.text(text);
    const { connections } = this;
    this.confirmations = new Confirmations({ connections, clock, redactor, pausesMs: [5, 10, 20] });
    this.connector = new NexusConnector({ connections: this.connections, clock, redactor });
  }

  static async start(options: RigOptions = {}): Promise<NexusRig> {
    const server = await NexusAiServer.start(options);
    onTestFinished(() => server.stop());
    const user = server.addUser({ password, email: 'robot@example.com' });
    return new NexusRig(server, user, options);
  }

  workflow(wish: NewWorkflow = {}): AddedWorkflow {
    return this.server.addWorkflow(wish);
  }

  run(
    workflow: AddedWorkflow,
    given: ConstructorParameters<typeof RecordedRun>[1] = {},
    config: JsonObject = {},
  ): RecordedRun {
    return new RecordedRun(config, {
      input: { text: 'hello' },
      app: { id: String(workflow.appId), name: 'App', publishStatus: 1 },
      ...given,
    });
  }
}
