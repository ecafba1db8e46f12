import type { JsonObject } from '../contract/primitives';
import type { Reason } from '../contract/run';
import { saidParams } from '../contract/said-params';
import type { Text } from '../contract/text';
import { executorTexts } from './executor-texts';
import type { Connector, Connectors } from './connector';
import { isJsonObject } from './json-value';
import type { ClaimedRun } from './ledger';

/** What a run needs to start. */
export interface PreparedRun {
  readonly ok: true;
  readonly connector: Connector;
  readonly config: JsonObject;
  readonly input: JsonObject;
  readonly user: NonNullable<ClaimedRun['user']>;
  readonly app: NonNullable<ClaimedRun['app']>;
  readonly workflow: NonNullable<ClaimedRun['workflow']>;
}

/** Why a run cannot start; it fails with this. */
export interface RefusedRun {
  readonly ok: false;
  readonly reason: Reason;
  /** English. */
  readonly message: string;
}

/** Looks up whose run it is, what it starts and with what, and refuses what is unknown, disabled or unreadable. */
export const prepareRun = (run: ClaimedRun, connectors: Connectors): PreparedRun | RefusedRun => {
  const { user, app, workflow } = run;
  if (user === null) return refuse('user_unknown', { user: run.userId }, `No user ${run.userId}.`);
  if (user.status !== 1)
    return refuse('user_disabled', { user: run.userId }, `User ${run.userId} is disabled.`);
  if (app === null) return refuse('app_unknown', { app: run.appId }, `No app ${run.appId}.`);
  if (app.status !== 1) return refuse('app_disabled', { app: run.appId }, `App ${run.appId} is disabled.`);
  if (workflow === null)
    return refuse('workflow_unknown', { workflow: run.workflowId }, `No workflow ${run.workflowId}.`);
  if (workflow.status !== 1)
    return refuse(
      'workflow_disabled',
      { workflow: run.workflowId },
      `Workflow ${run.workflowId} is disabled.`,
    );
  const input = readInput(run.input);
  if (!input.ok) {
    const { why } = input;
    return refuse('invalid_input', saidParams('detail', why), `The input cannot be used: ${why.en}.`);
  }
  const target = run.target ?? connectors.fallback();
  if (target === null)
    return refuse(
      'no_target',
      { workflow: run.workflowId },
      `Workflow ${run.workflowId} has no target and there is no default connection.`,
    );
  const connector = connectors.get(target.connector);
  if (connector === null)
    return refuse(
      'unknown_connector',
      { connector: target.connector },
      `No connector named ${target.connector}.`,
    );
  const { config } = target;
  if (!isJsonObject(config))
    return refuse(
      'invalid_target',
      saidParams('detail', executorTexts.targetNoObject),
      'The target configuration is not an object.',
    );
  return { ok: true, connector, config, input: input.value, user, app, workflow };
};

const refuse = (code: Reason['code'], params: Reason['params'], message: string): RefusedRun => ({
  ok: false,
  reason: { code, params },
  message,
});

/** A task's input is an object, or text that holds one; NexusAI stores both. */
const readInput = (
  stored: unknown,
): { readonly ok: true; readonly value: JsonObject } | { readonly ok: false; readonly why: Text } => {
  let value: unknown = stored ?? {};
  // The column's own text, in it a text, and in that the object.
  for (let depth = 0; typeof value === 'string' && depth < 3; depth += 1) {
    try {
      value = JSON.parse(value);
    } catch {
      return { ok: false, why: executorTexts.inputNoJson };
    }
  }
  return isJsonObject(value) ? { ok: true, value } : { ok: false, why: executorTexts.inputNoObject };
};
