import { z } from 'zod';
import type { Json, JsonObject } from '../../contract/primitives';
import { saidParams } from '../../contract/said-params';
import type { Text } from '../../contract/text';
import type { Connector, Ended, Ending, RunContext } from '../../executor/connector';
import type { Clock } from '../clock';
import { describeIssues } from '../describe-issues';
import { failed, stoppedBy, stopReasonOf, succeeded } from '../endings';
import { InputError, inputObject, plainInput } from '../input-object';
import { keepReference } from '../keep-reference';
import type { SecretReader } from '../secret-reader';
import { SecretMissingError } from '../secrets';
import { fillJson, fillText, runValues, type TemplateScope } from '../template';
import { workflowTexts } from '../workflow-texts';
import { answerResult } from './answer-result';
import { matchesStatus, unmet } from './answer-rule';
import { faultEnding } from './fault-ending';
import { followStatus, statusUrlOf } from './follow-status';
import { httpConfig, unknownKeys, type HttpConfig } from './http-config';
import { exchange, type ExchangeOptions, type ExchangeRequest } from './http-exchange';
import { HttpFault } from './http-fault';

interface HttpConnectorOptions {
  readonly secrets: SecretReader;
  readonly clock: Clock;
  /** Read anew for each request, since settings change. */
  readonly route: () => Promise<ExchangeOptions>;
}

const followReference = z.object({
  stage: z.literal('following'),
  statusUrl: z.string(),
  /** A later attempt that died early must not be taken for this one. */
  attempt: z.number().int(),
});

const bodiless: ReadonlySet<string> = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS']);

const defaultBody = (run: RunContext): JsonObject => ({
  task: { id: run.taskId, name: run.taskName },
  run: { id: run.runId, planned_at: run.plannedAt.toISOString(), attempt: run.attempt },
  input: run.input,
});

/** Starts a workflow by one HTTP request and, where the server only accepts it, follows the job to its end. */
export class HttpConnector implements Connector {
  readonly kind = 'http';

  constructor(private readonly options: HttpConnectorOptions) {}

  async start(run: RunContext): Promise<Ending> {
    return this.#guarded(run, async (config) => {
      const request = await this.#request(run, config);
      if (request instanceof HttpFault) return this.#clean(faultEnding(request, run.signal));
      run.log('info', this.options.secrets.redactor.text(`${request.method} ${request.url}`));
      const answer = await exchange(request, await this.options.route()).catch((error: unknown) => {
        if (error instanceof HttpFault) return error;
        throw error;
      });
      if (answer instanceof HttpFault) return this.#clean(faultEnding(answer, run.signal));
      run.log('info', `The server answered ${answer.status} (${answer.body.length} bytes read).`);
      const result = answerResult(answer);
      const follow = config.follow ?? null;
      if (follow !== null && matchesStatus(answer.status, follow.on)) {
        const statusUrl = statusUrlOf(answer, follow);
        if (statusUrl === null) {
          return this.#clean(
            failed('success_rule', 'The job was accepted, but the answer does not say where to follow it.', {
              params: saidParams('detail', workflowTexts.noStatusUrl),
              result,
            }),
          );
        }
        const reference = { stage: 'following', statusUrl, attempt: run.attempt };
        await keepReference(run, reference, this.options.clock);
        return this.#follow(run, config, statusUrl);
      }
      return this.#clean(
        this.#judge(config, answer.cut, answer.status, result, unmet(config.success ?? {}, answer)),
      );
    });
  }

  async resume(run: RunContext, ref: JsonObject): Promise<Ending> {
    return this.#guarded(run, async (config) => {
      const reference = followReference.safeParse(ref);
      if (!reference.success || reference.data.attempt !== run.attempt || !config.follow) {
        const text = 'The executor died before the start was answered; what became of it is unknown.';
        return failed('answer_lost', text, { outcome: 'abandoned' });
      }
      run.log('info', 'Following the job again after the executor stopped.');
      return this.#follow(run, config, reference.data.statusUrl);
    });
  }

  #judge(config: HttpConfig, cut: boolean, status: number, result: JsonObject, broken: Text | null): Ended {
    const accepted = config.success?.status ?? '2xx';
    if (!matchesStatus(status, accepted)) {
      return failed('http_status', `The server answered ${status}.`, { params: { status }, result });
    }
    if (cut) {
      const text = `The server answered ${status}, but the connection ended before the answer was whole.`;
      return failed('answer_lost', text, { outcome: 'abandoned', result });
    }
    if (broken === null) return succeeded(result);
    return failed('success_rule', `The success rule is not met: ${broken.en}.`, {
      params: saidParams('detail', broken),
      result,
    });
  }

  async #follow(run: RunContext, config: HttpConfig, statusUrl: string): Promise<Ending> {
    const follow = config.follow;
    if (!follow) return failed('internal', 'A run without a follow rule cannot be followed.');
    const scope = await this.#scope(run);
    const startUrl = await this.#url(config, scope);
    // The headers, secrets among them, are meant for the server that was asked to start.
    const sameServer = new URL(statusUrl).origin === new URL(startUrl).origin;
    const headers = sameServer ? await this.#headers(config, scope) : {};
    const ending = await followStatus({
      run,
      follow,
      clock: this.options.clock,
      redactor: this.options.secrets.redactor,
      look: async () =>
        exchange(
          {
            ...this.#limits(config, run),
            method: 'GET',
            url: statusUrl,
            headers: { accept: 'application/json', ...headers },
            body: null,
          },
          await this.options.route(),
        ),
    });
    return ending.kind === 'ended' ? this.#clean(ending) : ending;
  }

  async #guarded(run: RunContext, act: (config: HttpConfig) => Promise<Ending>): Promise<Ending> {
    const config = httpConfig.safeParse(run.config);
    if (!config.success) {
      const detail = describeIssues(config.error, httpConfig);
      return failed('invalid_target', `The HTTP target is not usable: ${detail.en}.`, {
        params: saidParams('detail', detail),
      });
    }
    const unknown = unknownKeys(run.config);
    if (unknown.length > 0)
      run.log('error', `The HTTP target has settings that mean nothing: ${unknown.join(', ')}.`);
    if (run.signal.aborted) return stoppedBy(stopReasonOf(run.signal), workflowTexts.stoppedBeforeSending);
    try {
      return await act(config.data);
    } catch (error) {
      if (error instanceof InputError) {
        return this.#clean(
          failed('invalid_input', error.message, { params: saidParams('detail', error.text) }),
        );
      }
      if (error instanceof SecretMissingError) {
        return failed('secret_missing', error.message, { params: { name: error.secret } });
      }
      throw error;
    }
  }

  #limits(
    config: HttpConfig,
    run: RunContext,
  ): Pick<ExchangeRequest, 'connectMs' | 'firstByteMs' | 'totalMs' | 'maxBody' | 'maxRedirects' | 'signal'> {
    const { connect, firstByte, total } = config.timeouts;
    return {
      connectMs: connect,
      firstByteMs: firstByte,
      totalMs: total,
      maxBody: config.maxBody,
      maxRedirects: config.redirects,
      signal: run.signal,
    };
  }

  async #scope(run: RunContext): Promise<TemplateScope> {
    const input = inputObject(run.input);
    return {
      values: runValues(run, plainInput(input)),
      secret: (name) => this.options.secrets.forTarget(name),
    };
  }

  async #url(config: HttpConfig, scope: TemplateScope): Promise<string> {
    // A placeholder at the very start is the address itself; anywhere else its value is a part that must not add any.
    return fillText(config.url, scope, (value, offset) => (offset === 0 ? value : encodeURIComponent(value)));
  }

  async #headers(config: HttpConfig, scope: TemplateScope): Promise<Record<string, string>> {
    const headers: Record<string, string> = { 'user-agent': 'nexus-scheduler' };
    for (const [name, template] of Object.entries(config.headers)) {
      const value = await fillText(template, scope);
      // oxlint-disable-next-line no-control-regex -- these are what a header must not contain
      if (/[\0-\x08\x0a-\x1f\x7f]|[^\0-\xff]/.test(value)) {
        throw new InputError(workflowTexts.headerCharacter(name), name);
      }
      headers[name.toLowerCase()] = value;
    }
    return headers;
  }

  async #request(run: RunContext, config: HttpConfig): Promise<ExchangeRequest | HttpFault> {
    const scope = await this.#scope(run);
    const url = await this.#url(config, scope);
    const template: Json = config.body ?? (bodiless.has(config.method) ? null : defaultBody(run));
    const body = config.body === null ? template : await fillJson(template, scope);
    const text = body === null ? null : typeof body === 'string' ? body : JSON.stringify(body);
    const headers = await this.#headers(config, scope);
    return {
      ...this.#limits(config, run),
      method: config.method,
      url,
      headers: {
        accept: 'application/json, */*',
        ...(text === null
          ? {}
          : { 'content-type': typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json' }),
        'idempotency-key': run.runId,
        ...headers,
      },
      body: text === null ? null : Buffer.from(text, 'utf8'),
    };
  }

  #clean(ended: Ended): Ended {
    const { redactor } = this.options.secrets;
    return {
      ...ended,
      reason:
        ended.reason === null
          ? null
          : {
              code: ended.reason.code,
              params: Object.fromEntries(
                Object.entries(ended.reason.params).map(([key, value]) => [
                  key,
                  typeof value === 'string' ? redactor.text(value) : value,
                ]),
              ),
            },
      result: ended.result === null ? null : redactor.json(ended.result),
      error:
        ended.error === null
          ? null
          : {
              ...ended.error,
              message: redactor.text(ended.error.message),
              detail: ended.error.detail === null ? null : redactor.json(ended.error.detail),
            },
    };
  }
}
