import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import type { Json, JsonObject } from '../../contract/primitives';
import type { ConnectionDefinition } from '../../contract/settings';
import { mapped, verbatim, type Text } from '../../contract/text';
import type { Clock } from '../clock';
import { cutText } from '../cut-text';
import { describeIssues } from '../describe-issues';
import { exchange, type HttpAnswer } from '../http/http-exchange';
import { HttpFault } from '../http/http-fault';
import type { SecretReader } from '../secret-reader';
import { connectionSecretName } from '../secrets';
import { nexusTexts } from './nexus-texts';
import { envelope, refusal, signInAnswer, userInfo } from './nexus-answers';
import { NexusFault } from './nexus-fault';
import { RateLimit } from './rate-limit';

export interface ClientState {
  readonly state: 'unknown' | 'signed_in' | 'wrong_password' | 'unreachable' | 'not_nexusai';
  readonly since: Date | null;
  /** For the operator. */
  readonly text: Text;
}

interface NexusClientOptions {
  readonly definition: ConnectionDefinition;
  readonly secrets: SecretReader;
  readonly clock: Clock;
  readonly proxy: () => string | null;
  readonly allowLinkLocal: () => boolean;
  readonly onState: (state: ClientState) => void;
}

interface Call {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly body?: JsonObject;
  readonly signal: AbortSignal;
  /** How long the server may take to answer; a start with audio files takes upstream up to a minute. */
  readonly answerMs?: number;
}

/** Answers can carry whole outputs. */
const largestAnswer = 67_108_864;
/** A refused password is not tried again before this time is over: accounts get locked. */
const signInPauseMs = 30_000;
const jwt = /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/;

/** Refusals can be whole SQL statements with graphs and inputs in them. */
const longestDetail = 500;

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** One signed-in account on one NexusAI server: one token, one limit of requests, shared by all its runs. */
export class NexusClient {
  readonly definition: ConnectionDefinition;
  readonly #base: string;
  readonly #limit: RateLimit;
  #token: string | null = null;
  #signingIn: Promise<string> | null = null;
  #refusedSignIn: { readonly fault: NexusFault; readonly secret: string; readonly atMs: number } | null =
    null;
  #state: ClientState = { state: 'unknown', since: null, text: nexusTexts.notAsked };

  constructor(private readonly options: NexusClientOptions) {
    this.definition = options.definition;
    this.#base = options.definition.url.replace(/\/+$/, '').replace(/\/v1$/, '');
    this.#limit = new RateLimit(options.clock, () => options.definition.requestsPerSecond);
  }

  get state(): ClientState {
    return this.#state;
  }

  /** Signs in anew and asks who we are. Never throws: the answer is the state. */
  async test(signal: AbortSignal): Promise<ClientState> {
    this.#refusedSignIn = null;
    this.#token = null;
    try {
      const user = await this.call({ method: 'GET', path: '/v1/auth/user_info', signal }, userInfo);
      const who = user.nickname ?? this.definition.account;
      this.#changeState(
        'signed_in',
        user.team_name ? nexusTexts.signedInTeam(who, user.team_name) : nexusTexts.signedIn(who),
      );
    } catch (error) {
      if (!(error instanceof NexusFault)) throw error;
      if (error.code === 'refused' || error.code === 'malformed')
        this.#changeState('not_nexusai', error.text);
    }
    return this.#state;
  }

  /**
   * Asks the server and reads `data` of its answer; signs in when needed, and once more when the token is no longer
   * accepted. @throws {NexusFault}
   */
  async call<T>(call: Call, schema: z.ZodType<T>): Promise<T> {
    const token = await this.#signedIn(call.signal);
    let answer = await this.#send(call, { authorization: `Bearer ${token}` });
    if (answer.status === 401) {
      // Nothing was done: the token is looked at first. Somebody else of this account has logged out or in.
      if (this.#token === token) this.#token = null;
      const renewed = await this.#signedIn(call.signal);
      answer = await this.#send(call, { authorization: `Bearer ${renewed}` });
    }
    if (answer.status === 401) {
      this.#token = null;
      this.#changeState('wrong_password', nexusTexts.noToken);
      throw new NexusFault('sign_in_failed', nexusTexts.noToken, false);
    }
    const data = this.#dataOf(answer);
    const parsed = schema.safeParse(data);
    if (!parsed.success) {
      throw new NexusFault(
        'malformed',
        nexusTexts.notUnderstood(call.path, describeIssues(parsed.error)),
        true,
      );
    }
    return parsed.data;
  }

  #dataOf(answer: HttpAnswer): Json | undefined {
    const text = answer.body.toString('utf8');
    if (answer.status === 402 || answer.status === 422) {
      throw new NexusFault('refused', this.#refusalText(text), false, { status: answer.status });
    }
    if (answer.status >= 500) {
      throw new NexusFault('server_error', nexusTexts.answered(answer.status), true, {
        status: answer.status,
      });
    }
    if (answer.truncated) {
      throw new NexusFault('malformed', nexusTexts.answerTooLarge(largestAnswer), true);
    }
    if (answer.cut) throw new NexusFault('malformed', nexusTexts.answerCut, true);
    const parsed = envelope.safeParse(parseJson(text));
    if (answer.status !== 200 || !parsed.success) {
      const location = answer.headers['location'];
      const foreign = !parsed.success && parseJson(text) === undefined && /^\s*</.test(text);
      if (foreign || answer.status !== 200) {
        const says =
          location === undefined
            ? nexusTexts.notNexus(answer.status)
            : nexusTexts.notNexusMoved(answer.status, location);
        this.#changeState('not_nexusai', says);
        throw new NexusFault('not_nexusai', says, true, { status: answer.status });
      }
      throw new NexusFault('malformed', nexusTexts.answerUnreadable, true);
    }
    if (parsed.data.code !== 0)
      throw new NexusFault('refused', this.#refusalText(text), false, { status: 200 });
    this.#noteSignedIn();
    return parsed.data.data;
  }

  #refusalText(text: string): Text {
    const parsed = refusal.safeParse(parseJson(text));
    if (!parsed.success) return nexusTexts.refusedSilently;
    const { detail } = parsed.data;
    const words =
      typeof detail === 'string'
        ? detail
        : detail.map((issue) => `${(issue.loc ?? []).join('.')}: ${issue.msg ?? 'not accepted'}`).join('; ');
    // A database error repeats the statement with everything in it; its first line says what went wrong.
    const short = /\[SQL:/.test(words) ? (words.split(/\n|\[SQL:/)[0] ?? '') : words;
    return verbatim(cutText(this.options.secrets.redactor.text(short.trim()), longestDetail));
  }

  async #send(call: Call, headers: Record<string, string>, form: string | null = null): Promise<HttpAnswer> {
    const { definition } = this;
    if (!(await this.#limit.take(call.signal))) throw new NexusFault('stopped', nexusTexts.toldToStop, false);
    const json = call.body === undefined ? null : JSON.stringify(call.body);
    try {
      return await exchange(
        {
          method: call.method,
          url: `${this.#base}${call.path}`,
          headers: {
            accept: 'application/json',
            'user-agent': 'nexus-scheduler',
            ...(form === null ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
            ...(json === null ? {} : { 'content-type': 'application/json' }),
            ...headers,
          },
          body: form === null && json === null ? null : Buffer.from(form ?? json ?? '', 'utf8'),
          connectMs: 10_000,
          firstByteMs: call.answerMs ?? 30_000,
          totalMs: (call.answerMs ?? 30_000) + 90_000,
          maxBody: largestAnswer,
          maxRedirects: 0,
          signal: call.signal,
        },
        {
          allowLinkLocal: this.options.allowLinkLocal(),
          proxy: await this.options.secrets.proxy(definition.proxy ?? this.options.proxy()),
          ca: definition.caFile === null ? null : await this.#authority(definition.caFile),
        },
      );
    } catch (error) {
      if (!(error instanceof HttpFault)) throw error;
      if (error.code === 'aborted')
        throw new NexusFault('stopped', nexusTexts.toldToStop, error.sent, { cause: error });
      const says = mapped(error.text, (words) => this.options.secrets.redactor.text(words));
      this.#changeState('unreachable', says);
      throw new NexusFault('unreachable', says, error.sent, { cause: error });
    }
  }

  async #authority(file: string): Promise<string> {
    try {
      return await readFile(file, 'utf8');
    } catch (cause) {
      const says = nexusTexts.caUnreadable(file);
      this.#changeState('unreachable', says);
      throw new NexusFault('unreachable', says, false, { cause });
    }
  }

  async #signedIn(signal: AbortSignal): Promise<string> {
    if (this.#token !== null) return this.#token;
    // Not tied to the one run that asks first: others wait for the same answer.
    this.#signingIn ??= this.#signIn(new AbortController().signal).finally(() => {
      this.#signingIn = null;
    });
    const token = await this.#signingIn;
    if (signal.aborted) throw new NexusFault('stopped', nexusTexts.toldToStop, false);
    return token;
  }

  async #signIn(signal: AbortSignal): Promise<string> {
    const { clock, secrets } = this.options;
    const secret = await secrets.named(connectionSecretName(this.definition.name));
    if (secret === null) {
      const says = nexusTexts.noPassword(this.definition.name);
      this.#changeState('wrong_password', says);
      throw new NexusFault('no_secret', says, false);
    }
    const refused = this.#refusedSignIn;
    if (refused !== null && refused.secret === secret && clock.elapsedMs() - refused.atMs < signInPauseMs) {
      throw refused.fault;
    }
    if (jwt.test(secret)) {
      // A token in place of a password: it is all there is, so the server refusing it is final.
      this.#token = secret;
      return secret;
    }
    const form = new URLSearchParams({ username: this.definition.account, password: secret }).toString();
    const call: Call = { method: 'POST', path: '/v1/auth/login', signal };
    const answer = await this.#send(call, {}, form).catch((error: unknown) => {
      // Whatever became of the sign-in, what it was meant for was not sent.
      if (error instanceof NexusFault) throw new NexusFault(error.code, error.text, false, { cause: error });
      throw error;
    });
    const body = parseJson(answer.body.toString('utf8'));
    const token = signInAnswer.safeParse(body);
    if (token.success && answer.status === 200) {
      this.#token = token.data.access_token;
      secrets.redactor.add(this.#token);
      this.#refusedSignIn = null;
      this.#noteSignedIn();
      return this.#token;
    }
    throw this.#signInFault(answer, refusal.safeParse(body).success, secret);
  }

  #signInFault(answer: HttpAnswer, understood: boolean, secret: string): NexusFault {
    const text = answer.body.toString('utf8');
    if (answer.status >= 500) {
      const says = nexusTexts.answeredSignIn(answer.status);
      this.#changeState('unreachable', says);
      return new NexusFault('unreachable', says, false, { status: answer.status });
    }
    // A wrong password is status 200 with a sentence and no token.
    if (!understood || ![200, 401, 402, 403, 422].includes(answer.status)) {
      const says = nexusTexts.notNexusSignIn(answer.status);
      this.#changeState('not_nexusai', says);
      return new NexusFault('not_nexusai', says, false, { status: answer.status });
    }
    const fault = new NexusFault('sign_in_failed', this.#refusalText(text), false, { status: answer.status });
    this.#refusedSignIn = { fault, secret, atMs: this.options.clock.elapsedMs() };
    this.#changeState('wrong_password', fault.text);
    return fault;
  }

  /** Says no more than the account; a test of the connection has said more. */
  #noteSignedIn(): void {
    if (this.#state.state !== 'signed_in')
      this.#changeState('signed_in', nexusTexts.signedIn(this.definition.account));
  }

  #changeState(state: ClientState['state'], text: Text): void {
    if (this.#state.state === state && this.#state.text.en === text.en) return;
    const since = this.#state.state === state ? this.#state.since : this.options.clock.now();
    this.#state = { state, since, text };
    this.options.onState(this.#state);
  }
}
