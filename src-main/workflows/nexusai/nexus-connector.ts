import { z } from 'zod';
import type { JsonObject } from '../../contract/primitives';
import { saidParams } from '../../contract/said-params';
import { mapped } from '../../contract/text';
import type { Connector, Ended, Ending, RunContext } from '../../executor/connector';
import type { Clock } from '../clock';
import { describeIssues } from '../describe-issues';
import { failed, stoppedBy, stopReasonOf } from '../endings';
import { InputError, inputObject } from '../input-object';
import { keepReference } from '../keep-reference';
import type { Redactor } from '../redactor';
import type { Connections, OpenConnection } from './connections';
import { findRun, type FoundRun } from './find-run';
import { FollowRun } from './follow-run';
import { startAnswer, startCondition, type StartAnswer, type StartCondition } from './nexus-answers';
import { nexusConfig, type NexusConfig } from './nexus-config';
import { NexusFault } from './nexus-fault';
import { nexusTexts } from './nexus-texts';
import {
  needleOf,
  newRunName,
  runReference,
  type FollowingReference,
  type RunReference,
} from './run-reference';
import { fillStartInput } from './start-input';

interface NexusConnectorOptions {
  readonly connections: Connections;
  readonly clock: Clock;
  readonly redactor: Redactor;
  /** Pauses between the looks for a run whose start was not answered. */
  readonly searchPausesMs?: readonly number[];
}

type Sending = Extract<RunReference, { stage: 'sending' }>;
type Started = StartAnswer | NexusFault | 'let_go';

/** A started run may show up in the lists a moment later than its answer was lost. */
const defaultSearchPausesMs = [500, 2_000, 5_000, 10_000] as const;
/** A cancelled run whose start is under way: how long its answer is waited for, to be able to pause it. */
const answerAfterCancelMs = 10_000;
/** How long pausing a cancelled run may take. */
const pauseLimitMs = 12_000;
/** A signal for what is not to be broken off; a new one each time, so that listeners do not pile up on one. */
const never = (): AbortSignal => new AbortController().signal;

/** Starts workflows on a NexusAI server and follows them to what really became of them. */
export class NexusConnector implements Connector {
  readonly kind = 'nexusai';
  readonly refersFirst = true;

  constructor(private readonly options: NexusConnectorOptions) {}

  async start(run: RunContext): Promise<Ending> {
    const target = this.#target(run, null);
    if ('kind' in target) return target;
    const { config, connection } = target;
    if (run.signal.aborted) return stoppedBy(stopReasonOf(run.signal), nexusTexts.stoppedBefore);
    try {
      const appId = config.app_id ?? Number(run.app.id);
      const condition = await this.#condition(connection, appId, run.signal);
      this.#warn(run, config, condition);
      const inputs = this.#inputs(run, condition);
      const sending: Sending = {
        stage: 'sending',
        connection: connection.client.definition.name,
        app_id: appId,
        run_name: newRunName(run),
        attempt: run.attempt,
      };
      // From here on the start may have happened, whatever becomes of this process.
      await keepReference(run, sending, this.options.clock);
      if (run.signal.aborted) return stoppedBy(stopReasonOf(run.signal), nexusTexts.stoppedBefore);
      const started = await this.#send(run, config, connection, sending, condition, inputs);
      return await this.#afterSending(run, config, connection, sending, started);
    } catch (error) {
      if (error instanceof InputError) {
        const text = mapped(error.text, (words) => this.options.redactor.text(words));
        return failed('invalid_input', text.en, {
          params: { ...saidParams('detail', text), variable: error.variable },
        });
      }
      if (error instanceof NexusFault) return this.#notStarted(run, error);
      throw error;
    }
  }

  async resume(run: RunContext, ref: JsonObject): Promise<Ending> {
    const parsed = runReference.safeParse(ref);
    if (!parsed.success) {
      return failed('executor_lost', 'The run’s reference cannot be read.', { outcome: 'abandoned' });
    }
    // The reference is an earlier attempt's: of this one nothing was sent yet.
    if (parsed.data.attempt !== run.attempt) return this.start(run);
    const reference = parsed.data;
    const target = this.#target(run, reference.connection);
    if ('kind' in target) return { ...target, outcome: 'abandoned' };
    const { config, connection } = target;
    if (reference.stage === 'following') {
      run.log('info', `Following run ${reference.app_run_id} in NexusAI again.`);
      return this.#follow(run, config, connection, reference);
    }
    run.log('info', 'The executor died while the start was under way; looking for the run by its name.');
    return this.#search(run, config, connection, reference);
  }

  #target(
    run: RunContext,
    connectionName: string | null,
  ): { readonly config: NexusConfig; readonly connection: OpenConnection } | Ended {
    const config = nexusConfig.safeParse(run.config);
    if (!config.success) {
      const detail = describeIssues(config.error, nexusConfig);
      return failed('invalid_target', `The NexusAI target is not usable: ${detail.en}.`, {
        params: saidParams('detail', detail),
      });
    }
    const name = connectionName ?? config.data.connection ?? null;
    const connection = this.options.connections.find(name);
    if (connection !== null) return { config: config.data, connection };
    const text =
      name === null
        ? 'This machine has no default NexusAI connection.'
        : `This machine has no NexusAI connection "${name}".`;
    return failed('connection_missing', `${text} Add it under Settings, Connections.`, {
      params: { connection: name ?? '' },
    });
  }

  #condition({ client }: OpenConnection, appId: number, signal: AbortSignal): Promise<StartCondition> {
    return client.call(
      { method: 'GET', path: `/v1/workflow/workflow_start_condition/${appId}`, signal },
      startCondition,
    );
  }

  #warn(run: RunContext, config: NexusConfig, condition: StartCondition): void {
    if (config.workflow_id && config.workflow_id !== condition.workflow_id) {
      run.log(
        'info',
        `The app's current workflow is ${condition.workflow_id}, not ${config.workflow_id}; it is the one that runs.`,
      );
    }
    const unattended = condition.need_confirm_nodes.filter(
      (node) => (run.nodeConfirmUsers?.[node.node_id] ?? []).length === 0,
    );
    for (const node of unattended) {
      run.log(
        'info',
        `Nobody is named to confirm "${node.node_name ?? node.node_id}": it would wait in no one's list.`,
      );
    }
  }

  #inputs(run: RunContext, condition: StartCondition): JsonObject {
    const definition = condition.start_node.data.input ?? {};
    const filled = fillStartInput(definition, inputObject(run.input));
    if (filled.unknown.length > 0) {
      run.log('info', `The workflow has no variables named ${filled.unknown.join(', ')}; they are left out.`);
    }
    return filled.inputs;
  }

  /** The start itself. It is never broken off by us: an answer that nobody hears is a run that nobody knows. */
  async #send(
    run: RunContext,
    config: NexusConfig,
    { client }: OpenConnection,
    sending: Sending,
    condition: StartCondition,
    inputs: JsonObject,
  ): Promise<Started> {
    const confirm = Object.fromEntries(
      Object.entries(run.nodeConfirmUsers ?? {}).map(([node, users]) => [node, [...users]]),
    );
    const body: JsonObject = {
      app_id: sending.app_id,
      run_type: condition.publish_status === 1 ? 1 : 0,
      run_name: sending.run_name,
      inputs,
      ...(config.knowledge_base_mapping ? { knowledge_base_mapping: config.knowledge_base_mapping } : {}),
      // Left out when empty: a null makes the server fail after it has started the run.
      ...(Object.keys(confirm).length > 0 ? { node_confirm_users: confirm } : {}),
    };
    const answer = client
      .call(
        { method: 'POST', path: '/v1/workflow/run', body, signal: never(), answerMs: 120_000 },
        startAnswer,
      )
      .catch((error: unknown): NexusFault => {
        if (error instanceof NexusFault) return error;
        throw error;
      });
    return Promise.race([answer, this.#letGo(run.signal)]);
  }

  /** Resolves when the run is told to stop, and the answer had its time. */
  #letGo(signal: AbortSignal): Promise<'let_go'> {
    return new Promise((resolve) => {
      const onAbort = (): void => {
        const ms = stopReasonOf(signal) === 'fenced' ? 0 : answerAfterCancelMs;
        void this.options.clock.wait(ms, never()).then(() => resolve('let_go'));
      };
      if (signal.aborted) onAbort();
      else signal.addEventListener('abort', onAbort, { once: true });
    });
  }

  async #afterSending(
    run: RunContext,
    config: NexusConfig,
    connection: OpenConnection,
    sending: Sending,
    started: Started,
  ): Promise<Ending> {
    if (started === 'let_go') {
      const stop = stopReasonOf(run.signal);
      if (stop === 'stopping') return { kind: 'detached' };
      return stoppedBy(stop, nexusTexts.notAnsweredYet);
    }
    if (started instanceof NexusFault) {
      if (!started.mayHaveWorked) return this.#notStarted(run, started);
      run.log(
        'error',
        `The start was sent, its answer is lost (${started.message}); looking for the run by its name.`,
      );
      return this.#search(run, config, connection, sending);
    }
    run.log('info', `Started in NexusAI as run ${started.app_run_id}, "${sending.run_name}".`);
    return this.#found(run, config, connection, sending, started.workflow_id, started.app_run_id);
  }

  /** Looks for a run whose start was sent; what is not found is never sent again. */
  async #search(
    run: RunContext,
    config: NexusConfig,
    connection: OpenConnection,
    sending: Sending,
  ): Promise<Ending> {
    const pauses = this.options.searchPausesMs ?? defaultSearchPausesMs;
    const startMs = this.options.clock.elapsedMs();
    let readable = 0;
    for (;;) {
      if (run.signal.aborted) {
        const stop = stopReasonOf(run.signal);
        if (stop === 'stopping') return { kind: 'detached' };
        return stoppedBy(stop, nexusTexts.notAnswered);
      }
      let pauseMs: number;
      try {
        const found = await this.#find(connection, sending, run.signal);
        if (found !== null) {
          run.log('info', `Found it: run ${found.appRunId}.`);
          return await this.#found(run, config, connection, sending, found.workflowId, found.appRunId);
        }
        const next = pauses[readable];
        readable += 1;
        if (next === undefined) {
          const text =
            'The start was sent and never answered, and NexusAI lists no such run. It is not repeated.';
          return failed('answer_lost', text, { outcome: 'abandoned' });
        }
        pauseMs = next;
      } catch (error) {
        if (!(error instanceof NexusFault)) throw error;
        const waitedMs = this.options.clock.elapsedMs() - startMs;
        if (waitedMs >= config.unreachableMs) {
          const text = `The start was sent and never answered, and NexusAI cannot be asked: ${error.message}`;
          return failed('answer_lost', text, {
            outcome: 'abandoned',
            params: saidParams('detail', error.text),
          });
        }
        pauseMs = Math.min(Math.max(1_000, waitedMs / 10), 30_000);
      }
      await this.options.clock.wait(pauseMs, run.signal);
    }
  }

  async #found(
    run: RunContext,
    config: NexusConfig,
    connection: OpenConnection,
    sending: Sending,
    workflowId: number,
    appRunId: number,
  ): Promise<Ending> {
    const reference: FollowingReference = {
      ...sending,
      stage: 'following',
      workflow_id: workflowId,
      app_run_id: appRunId,
      waiting: null,
    };
    await keepReference(run, reference, this.options.clock);
    return this.#follow(run, config, connection, reference);
  }

  async #follow(
    run: RunContext,
    config: NexusConfig,
    connection: OpenConnection,
    reference: FollowingReference,
  ): Promise<Ending> {
    const { clock, redactor } = this.options;
    const find = (): Promise<FoundRun | null> => this.#find(connection, reference, run.signal);
    const keep = async (now: FollowingReference): Promise<void> => {
      await keepReference(run, now, clock);
    };
    const following = new FollowRun({ run, config, reference, clock, redactor, find, keep });
    const outside = { workflowId: reference.workflow_id, appRunId: reference.app_run_id };
    await connection.poller.watch(outside, 300, run.signal, (look) => following.onLook(look));
    if (following.ending !== null) return following.ending;
    const stop = stopReasonOf(run.signal);
    if (stop === 'stopping' || stop === 'fenced') return { kind: 'detached' };
    return this.#pause(run, connection, reference, following);
  }

  /** NexusAI cannot cancel. Pausing keeps it from starting the next step; what is under way there finishes. */
  async #pause(
    run: RunContext,
    connection: OpenConnection,
    reference: FollowingReference,
    following: FollowRun,
  ): Promise<Ended> {
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), pauseLimitMs);
    const stop = stopReasonOf(run.signal);
    try {
      await connection.client.call(
        {
          method: 'POST',
          path: '/v1/workflow/paused',
          body: { app_run_id: reference.app_run_id, paused: 1 },
          signal: limit.signal,
        },
        z.unknown(),
      );
      // It may have ended in the same moment; then that is the truth.
      const { workflow_id: workflowId, app_run_id: appRunId } = reference;
      let looked = false;
      await connection.poller.watch({ workflowId, appRunId }, 0, limit.signal, async (look) => {
        if (looked) return null;
        looked = true;
        await following.onLook(look);
        return null;
      });
      if (following.endingNow !== null) return following.endingNow;
      const says = nexusTexts.pausedThere;
      run.log('info', says.en);
      return stoppedBy(stop, says, { app_run_id: reference.app_run_id, paused: true });
    } catch (error) {
      if (!(error instanceof NexusFault)) throw error;
      const says = nexusTexts.notPausedThere(error.text);
      run.log('error', says.en);
      return stoppedBy(stop, says, { app_run_id: reference.app_run_id, paused: false });
    } finally {
      clearTimeout(timer);
    }
  }

  #find({ client }: OpenConnection, reference: RunReference, signal: AbortSignal): Promise<FoundRun | null> {
    const { app_id: appId, run_name: runName } = reference;
    return findRun({ client, appId, runName, needle: needleOf(runName), signal });
  }

  #notStarted(run: RunContext, fault: NexusFault): Ended {
    const params = saidParams('detail', fault.text);
    if (fault.code === 'stopped') return stoppedBy(stopReasonOf(run.signal), nexusTexts.stoppedBefore);
    if (fault.code === 'refused')
      return failed('refused', `NexusAI refused the start: ${fault.message}`, { params });
    if (fault.code === 'sign_in_failed' || fault.code === 'no_secret') {
      return failed('sign_in_failed', `Signing in to NexusAI failed: ${fault.message}`, { params });
    }
    return failed('unreachable', `NexusAI could not be asked: ${fault.message}`, { params });
  }
}
