import { saidParams } from '../../contract/said-params';
import { mapped } from '../../contract/text';
import type { Ended, RunContext } from '../../executor/connector';
import type { Clock } from '../clock';
import { failed, succeeded } from '../endings';
import type { Redactor } from '../redactor';
import { nexusTexts } from './nexus-texts';
import type { FoundRun } from './find-run';
import { outsideStatus, type RunLog } from './nexus-answers';
import type { NexusConfig } from './nexus-config';
import { NexusFault } from './nexus-fault';
import { lookAgainMs } from './pace';
import type { FollowingReference } from './run-reference';
import { viewOf, type RunPhase, type RunView } from './run-view';

interface FollowRunOptions {
  readonly run: RunContext;
  readonly config: NexusConfig;
  readonly reference: FollowingReference;
  /** Keeps the reference as it is from now on. */
  readonly keep: (reference: FollowingReference) => Promise<void>;
  readonly clock: Clock;
  readonly redactor: Redactor;
  /** What the server's lists say of the run, for when its own page cannot be read. @throws {NexusFault} */
  readonly find: () => Promise<FoundRun | null>;
}

type Wait = NonNullable<FollowingReference['waiting']>;

/** Looks that fail with status 500 before the lists are asked: one may be a hiccup. */
const faultsBeforeSearch = 3;

/** Makes sense of one look after the other, reports what changed, and decides when the run has ended. */
export class FollowRun {
  #ending: Ended | null = null;
  #sign = '';
  readonly #startMs: number;
  #signMs: number;
  #waiting = '';
  #wait: Wait | null;
  #failedAtMs: number | null = null;
  #failure: Ended | null = null;
  #awayMs: number | null = null;
  #faults = 0;
  #searchedQueue = false;

  constructor(private readonly options: FollowRunOptions) {
    this.#startMs = options.clock.elapsedMs();
    this.#signMs = this.#startMs;
    this.#wait = options.reference.waiting;
    // It waited when it was last looked at: the first look that finds it going on tells so.
    if (this.#wait !== null) this.#waiting = 'as the executor before left it';
  }

  /** Set as soon as the run has ended. */
  get ending(): Ended | null {
    return this.#ending;
  }

  /** The ending if nobody may wait any longer: a failure that a person could still have restarted counts. */
  get endingNow(): Ended | null {
    return this.#ending ?? this.#failure;
  }

  /** Takes one look in; answers how long until the next one, null = the run has ended. */
  async onLook(look: RunLog | NexusFault): Promise<number | null> {
    const phase = look instanceof NexusFault ? await this.#onFault(look) : await this.#onView(viewOf(look));
    if (this.#ending !== null) return null;
    return lookAgainMs(phase, this.options.clock.elapsedMs() - this.#startMs);
  }

  async #onView(view: RunView): Promise<RunPhase['kind']> {
    const { run, redactor } = this.options;
    const nowMs = this.options.clock.elapsedMs();
    this.#back();
    this.#faults = 0;
    if (view.sign !== this.#sign) {
      this.#sign = view.sign;
      this.#signMs = nowMs;
      run.steps(view.steps);
      if (view.progress !== null) run.progress({ ...view.progress, text: redactor.text(view.progress.text) });
    }
    const { phase } = view;
    await this.#tellWaiting(phase);
    if (phase.kind === 'succeeded') this.#ending = succeeded(redactor.json(this.#withIds(phase.result)));
    else if (phase.kind === 'failed') this.#onFailed(phase, nowMs);
    else if (this.#failedAtMs !== null) {
      this.#failedAtMs = null;
      this.#failure = null;
      run.log('info', 'The failed run was restarted in NexusAI; it is followed on.');
    }
    if (phase.kind === 'queued') await this.#onQueued(nowMs);
    if (phase.kind === 'running' && !phase.paused && nowMs - this.#signMs >= this.options.config.stallMs) {
      this.#stalled(this.options.config.stallMs, 'NexusAI shows no sign of life from the run.');
    }
    return phase.kind;
  }

  #onFailed(phase: Extract<RunPhase, { kind: 'failed' }>, nowMs: number): void {
    const { run, config, redactor } = this.options;
    const first = this.#failedAtMs === null;
    this.#failedAtMs ??= nowMs;
    const error = mapped(phase.error, (words) => redactor.text(words));
    const watched = phase.restartable && nowMs - this.#failedAtMs < config.followRestartMs;
    if (first) {
      const where = phase.step === null ? '' : ` at ${phase.step}`;
      run.log('error', `Failed${where}: ${error.en}`);
      if (watched) run.log('info', 'A person may restart it in NexusAI; it is watched a little longer.');
    }
    this.#failure = failed('workflow_failed', error.en, {
      params: saidParams('detail', error),
      step: phase.step,
      result: redactor.json(this.#withIds(phase.result)),
    });
    if (!watched) this.#ending = this.#failure;
  }

  /** Two empty lists can mean queued, or that nobody will ever pick the run up; its page never says which. */
  async #onQueued(nowMs: number): Promise<void> {
    const { config, run } = this.options;
    const queuedMs = nowMs - this.#signMs;
    if (queuedMs < config.queuedMs / 2 || (this.#searchedQueue && queuedMs < config.queuedMs)) return;
    this.#searchedQueue = true;
    if (await this.#searched()) return;
    if (queuedMs < config.queuedMs) {
      run.log('info', 'Still queued in NexusAI. Is its workflow runner up, and the app enabled?');
      return;
    }
    this.#stalled(
      config.queuedMs,
      'NexusAI never began the run: its runner may be down, or the app or workflow disabled.',
    );
  }

  async #onFault(fault: NexusFault): Promise<RunPhase['kind']> {
    if (fault.code === 'stopped') return 'running';
    if (fault.code === 'server_error' && fault.status === 500) return this.#onBrokenPage();
    if (fault.code === 'refused') {
      this.#faults += 1;
      if (this.#faults < faultsBeforeSearch) return 'running';
      const text = `NexusAI no longer answers for the run: ${fault.message}`;
      this.#ending = failed('refused', text, {
        outcome: 'abandoned',
        params: saidParams('detail', fault.text),
      });
      return 'running';
    }
    this.#away(fault);
    return 'running';
  }

  /** A json variable without JSON text makes the run's page answer 500 for ever; the lists still know how it ended. */
  async #onBrokenPage(): Promise<RunPhase['kind']> {
    this.#faults += 1;
    if (this.#faults % faultsBeforeSearch !== 0) return 'running';
    if (await this.#searched()) return 'running';
    const nowMs = this.options.clock.elapsedMs();
    if (nowMs - this.#signMs >= this.options.config.stallMs) {
      this.#stalled(
        this.options.config.stallMs,
        'NexusAI answers 500 for the run, and its lists do not show an end.',
      );
    }
    return 'running';
  }

  /** Asks the lists; true when they say that the run has ended. */
  async #searched(): Promise<boolean> {
    let found: FoundRun | null;
    try {
      found = await this.options.find();
    } catch (error) {
      if (!(error instanceof NexusFault)) throw error;
      if (error.code === 'unreachable') this.#away(error);
      return false;
    }
    if (found === null) return false;
    if (found.status === outsideStatus.failed) {
      const says = nexusTexts.failedUnseen;
      this.#ending = failed('workflow_failed', says.en, {
        params: saidParams('detail', says),
        result: this.#withIds({}),
      });
      return true;
    }
    if (found.status === outsideStatus.succeeded) {
      this.options.run.log('error', 'NexusAI says the run succeeded but cannot show its outputs.');
      this.#ending = succeeded(this.#withIds({ outputs: null }));
      return true;
    }
    return false;
  }

  async #tellWaiting(phase: RunPhase): Promise<void> {
    const { run, redactor } = this.options;
    const key = phase.kind === 'waiting' ? JSON.stringify([phase.step, phase.people]) : '';
    if (key === this.#waiting) return;
    this.#waiting = key;
    if (phase.kind !== 'waiting') {
      run.waiting(null);
      run.log('info', 'Confirmed; the run goes on.');
      await this.#keepWaiting(null);
      return;
    }
    const step = redactor.text(phase.step);
    const since = this.#wait?.step === step ? this.#wait.since : this.options.clock.now().toISOString();
    run.waiting({ step, people: [...phase.people], since });
    const who =
      phase.people.length === 0 ? 'nobody was named, so it is in no one’s list' : phase.people.join(', ');
    run.log('info', `Waiting for a person at ${step}: ${who}.`);
    await this.#keepWaiting({ step, since });
  }

  async #keepWaiting(wait: Wait | null): Promise<void> {
    if (this.#wait?.step === wait?.step && this.#wait?.since === wait?.since) return;
    this.#wait = wait;
    await this.options.keep({ ...this.options.reference, waiting: wait });
  }

  #away(fault: NexusFault): void {
    const { run, config, clock } = this.options;
    if (this.#awayMs === null) {
      this.#awayMs = clock.elapsedMs();
      run.log('error', `NexusAI cannot be asked: ${fault.message}`);
      return;
    }
    if (clock.elapsedMs() - this.#awayMs < config.unreachableMs) return;
    const code =
      fault.code === 'sign_in_failed' || fault.code === 'no_secret' ? 'sign_in_failed' : 'unreachable';
    const text = `NexusAI could not be asked for ${Math.round(config.unreachableMs / 60_000)} minutes; the run may have ended there.`;
    this.#ending = failed(code, text, {
      outcome: 'abandoned',
      params: saidParams('detail', fault.text),
    });
  }

  #back(): void {
    if (this.#awayMs === null) return;
    this.#awayMs = null;
    this.#signMs = this.options.clock.elapsedMs();
    this.options.run.log('info', 'NexusAI can be asked again.');
  }

  #stalled(ms: number, text: string): void {
    this.#ending = failed('stalled', text, { params: { ms }, result: this.#withIds({}) });
  }

  #withIds<T extends object>(result: T): T & { readonly app_run_id: number; readonly workflow_id: number } {
    const { app_run_id, workflow_id } = this.options.reference;
    return { ...result, app_run_id, workflow_id };
  }
}
