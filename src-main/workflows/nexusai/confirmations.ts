import { z } from 'zod';
import type { Confirmation, WaitingStep } from '../../contract/confirmation';
import { Problem } from '../../contract/errors';
import type { JsonObject } from '../../contract/primitives';
import { mapped, type Text } from '../../contract/text';
import type { Clock } from '../clock';
import { InputError } from '../input-object';
import type { Redactor } from '../redactor';
import type { Connections, OpenConnection } from './connections';
import { confirmationBody, valuesOf } from './confirmation-body';
import { confirmationTexts } from './confirmation-texts';
import { nodeInfo, runLog, userInfo, type NodeInfo, type NodeRow, type RunLog } from './nexus-answers';
import { NexusFault } from './nexus-fault';
import { runReference, type FollowingReference } from './run-reference';
import { nameOf, peopleOf, waitingNodes } from './run-view';

interface ConfirmationsOptions {
  readonly connections: Connections;
  readonly clock: Clock;
  readonly redactor: Redactor;
  /** Pauses between the looks whether a confirmation without an answer has arrived. */
  readonly pausesMs?: readonly number[];
}

/** What became of a confirmation. `not_done`: the step still waits; `unknown`: nobody can be asked. */
export interface SentConfirmation {
  readonly result: 'confirmed' | 'answer_lost' | 'not_done' | 'unknown';
  /** Why there was no answer; empty when there was one. */
  readonly detail: string;
}

interface Place {
  readonly connection: OpenConnection;
  readonly reference: FollowingReference;
}

const defaultPausesMs = [500, 2_000, 5_000] as const;
const never = (): AbortSignal => new AbortController().signal;

/** Confirms steps that wait for a person on a NexusAI server, as the account this machine signs in with. */
export class Confirmations {
  constructor(private readonly options: ConfirmationsOptions) {}

  /**
   * What the run waits for now.
   * @throws Problem `unsupported` for a run that is not in NexusAI, `refused` where this machine has no such connection,
   * `connection_failed`
   */
  async look(ref: JsonObject | null): Promise<Confirmation> {
    const place = this.#place(ref);
    const { client } = place.connection;
    return this.#answered(async () => {
      const user = await client.call(
        { method: 'GET', path: '/v1/auth/user_info', signal: never() },
        userInfo,
      );
      const log = await this.#log(place);
      const draft = log.app_run_data[0]?.type === 1;
      const steps = await Promise.all(
        waitingNodes(log).map(async (node) =>
          this.#step(node, await this.#info(place, node.id), user.uid, draft),
        ),
      );
      const { name, url, account } = client.definition;
      const { app_run_id: outsideRun } = place.reference;
      return { connection: name, url, account: user.nickname ?? account, outsideRun, steps };
    });
  }

  /**
   * Confirms one step that `look` has just shown to wait: the server itself would carry out a second confirmation.
   * @param values replace those of the step; null = as they stand
   * @throws Problem when nothing was sent
   */
  async send(ref: JsonObject | null, step: string, values: JsonObject | null): Promise<SentConfirmation> {
    const place = this.#place(ref);
    const { client, poller } = place.connection;
    const body = await this.#answered(async () => {
      const info = await this.#info(place, Number(step));
      return confirmationBody(info, values);
    });
    try {
      const path = `/v1/node/node_update/${step}`;
      await client.call({ method: 'PUT', path, body, signal: never() }, z.unknown());
    } catch (error) {
      if (!(error instanceof NexusFault)) throw error;
      if (!error.mayHaveWorked) throw this.#problem(error);
      return { result: await this.#afterSilence(place, step), detail: error.message };
    } finally {
      poller.hurry(place.reference.app_run_id);
    }
    return { result: 'confirmed', detail: '' };
  }

  /** The answer is lost; whether the step still waits says what became of it. */
  async #afterSilence(place: Place, step: string): Promise<'answer_lost' | 'not_done' | 'unknown'> {
    let waits = false;
    for (const pauseMs of this.options.pausesMs ?? defaultPausesMs) {
      await this.options.clock.wait(pauseMs, never());
      try {
        waits = waitingNodes(await this.#log(place)).some((node) => String(node.id) === step);
        if (!waits) return 'answer_lost';
      } catch (error) {
        if (!(error instanceof NexusFault)) throw error;
        waits = false;
      }
    }
    return waits ? 'not_done' : 'unknown';
  }

  #place(ref: JsonObject | null): Place {
    const reference = runReference.safeParse(ref);
    if (!reference.success || reference.data.stage !== 'following') {
      throw new Problem('unsupported', confirmationTexts.notThere, {
        remedy: confirmationTexts.onlyNexus,
      });
    }
    const connection = this.options.connections.find(reference.data.connection);
    if (connection !== null) return { connection, reference: reference.data };
    throw new Problem('refused', confirmationTexts.noConnection(reference.data.connection), {
      remedy: confirmationTexts.confirmElsewhere,
    });
  }

  #step(node: NodeRow, info: NodeInfo, uid: number, draft: boolean): WaitingStep {
    const { redactor } = this.options;
    const asked = node.human_confirm_info.some((person) => person.user_id === uid);
    return {
      id: String(node.id),
      name: redactor.text(nameOf(node)),
      people: peopleOf(node).map((name) => redactor.text(name)),
      // A draft asks whoever started it and is in nobody's list.
      mine: asked || (draft && node.human_confirm_info.length === 0 && info.exec_user_id === uid),
      ...valuesOf(info),
    };
  }

  #log({ connection, reference }: Place): Promise<RunLog> {
    return connection.client.call(
      {
        method: 'POST',
        path: '/v1/workspace/workspace_workflow_log_info',
        body: { workflows_id: reference.workflow_id, app_runs_id: reference.app_run_id },
        signal: never(),
      },
      runLog,
    );
  }

  #info({ connection }: Place, step: number): Promise<NodeInfo> {
    return connection.client.call(
      { method: 'GET', path: `/v1/node/node_info/${step}`, signal: never() },
      nodeInfo,
    );
  }

  async #answered<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof NexusFault) throw this.#problem(error);
      if (!(error instanceof InputError)) throw error;
      throw new Problem('invalid_input', this.#redacted(error.text), {
        remedy: confirmationTexts.correctValue,
        cause: error,
      });
    }
  }

  #redacted(one: Text): Text {
    return mapped(one, (words) => this.options.redactor.text(words));
  }

  #problem(fault: NexusFault): Problem {
    const why = this.#redacted(fault.text);
    if (fault.code === 'refused')
      return new Problem('refused', confirmationTexts.refused(why), {
        remedy: confirmationTexts.lookThere,
        cause: fault,
      });
    return new Problem('connection_failed', confirmationTexts.notAsked(why), {
      remedy: confirmationTexts.testConnection,
      cause: fault,
    });
  }
}
