import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { isAbsolute } from 'node:path';
import { z } from 'zod';
import type { JsonObject } from '../../contract/primitives';
import { saidParams } from '../../contract/said-params';
import type { CommandDefinition } from '../../contract/settings';
import type { Connector, Ended, Ending, RunContext } from '../../executor/connector';
import type { Clock } from '../clock';
import { describeIssues } from '../describe-issues';
import { failed, stoppedBy, stopReasonOf, succeeded } from '../endings';
import { InputError, inputObject, plainInput } from '../input-object';
import { keepReference } from '../keep-reference';
import type { SecretReader } from '../secret-reader';
import { SecretMissingError } from '../secrets';
import { fillText, runValues, wholePlaceholderName, type TemplateScope } from '../template';
import type { WorkflowLog } from '../workflow-log';
import { workflowTexts } from '../workflow-texts';
import { inheritedEnvironment, largestInputVariable } from './child-environment';
import { commandConfig } from './command-config';
import { CommandOutput } from './command-output';
import { PlaceLimit } from './place-limit';
import { endMarked, endTree, groupLives, killTree, processesWith, startOf } from './process-tree';
import { startFailure } from './start-failure';

interface CommandConnectorOptions {
  readonly commands: () => readonly CommandDefinition[];
  readonly secrets: SecretReader;
  readonly clock: Clock;
  readonly log: WorkflowLog;
  /** This machine and this start of it: process numbers mean nothing elsewhere. */
  readonly host: string;
  readonly bootId: string;
  /** How long a command may take to end after SIGTERM. */
  readonly graceMs?: number;
}

const commandReference = z.object({
  host: z.string(),
  bootId: z.string(),
  mark: z.string(),
  pid: z.number().int().positive().nullable(),
  started: z.string().nullable(),
  attempt: z.number().int(),
});
type CommandReference = z.infer<typeof commandReference>;

interface Prepared {
  readonly definition: CommandDefinition;
  readonly args: readonly string[];
  readonly env: Record<string, string>;
  readonly stdin: string;
  readonly mark: string;
}

const markVariable = 'NEXUS_RUN_MARK';

/** Output that a process left behind in its pipes is waited for this long after its end. */
const drainMs = 2_000;

/** Runs a command that this machine's settings list; nothing of what is executed comes from the database. */
export class CommandConnector implements Connector {
  readonly kind = 'command';
  readonly refersFirst = true;
  readonly #places = new PlaceLimit();
  readonly #graceMs: number;

  constructor(private readonly options: CommandConnectorOptions) {
    this.#graceMs = options.graceMs ?? 5_000;
  }

  async start(run: RunContext): Promise<Ending> {
    const config = commandConfig.safeParse(run.config);
    if (!config.success) {
      const detail = describeIssues(config.error, commandConfig);
      return failed('invalid_target', `The command target is not usable: ${detail.en}.`, {
        params: saidParams('detail', detail),
      });
    }
    const name = config.data.command;
    const definition = this.options.commands().find((command) => command.name === name);
    if (definition === undefined) {
      const text = `This machine's settings list no command "${name}". Add it under Settings, Commands.`;
      return failed('command_not_listed', text, { params: { command: name } });
    }
    if (!this.#places.isFree(name, definition.concurrency)) {
      run.log('info', `Waiting: at most ${definition.concurrency} of "${name}" may run at once.`);
    }
    const release = await this.#places.take(name, definition.concurrency, run.signal);
    if (release === null) return stoppedBy(stopReasonOf(run.signal), workflowTexts.stoppedBeforeCommand);
    try {
      const prepared = await this.#prepare(run, definition);
      return await this.#execute(run, prepared);
    } catch (error) {
      if (error instanceof InputError) {
        return failed('invalid_input', error.message, { params: saidParams('detail', error.text) });
      }
      if (error instanceof SecretMissingError) {
        return failed('secret_missing', error.message, { params: { name: error.secret } });
      }
      throw error;
    } finally {
      release();
    }
  }

  /**
   * After a crash of the executor the command's exit code is lost with its pipes. Whatever of it still lives is ended,
   * so that nothing goes on unseen, and the run is said to be abandoned.
   */
  async resume(run: RunContext, ref: JsonObject): Promise<Ending> {
    const reference = commandReference.safeParse(ref);
    const host = reference.success ? reference.data.host : '';
    const abandoned = (text: string): Ended =>
      failed('executor_lost', text, { outcome: 'abandoned', params: { host } });
    if (!reference.success) return abandoned('The executor died while the command ran.');
    // The reference is an earlier attempt's: of this one nothing was started yet.
    if (reference.data.attempt !== run.attempt) return this.start(run);
    if (host !== this.options.host) {
      return abandoned(
        `The executor on ${host} died while the command ran; its processes cannot be seen from here.`,
      );
    }
    if (reference.data.bootId !== this.options.bootId) {
      return abandoned('The machine was restarted while the command ran.');
    }
    const ended = await this.#endFamily(reference.data);
    const text = ended
      ? 'The executor died while the command ran. The command was still going and was ended.'
      : 'The executor died while the command ran. The command ended meanwhile; how is unknown.';
    run.log('error', text);
    return abandoned(text);
  }

  /** Also those that left the command's group, where the system lets us find them: nothing of a run goes on that was told to stop. */
  async #stopFamily(pid: number, mark: string): Promise<boolean> {
    const gone = await endTree(pid, this.#graceMs, this.options.clock);
    return (await endMarked(`${markVariable}=${mark}`, this.#graceMs, this.options.clock)) && gone;
  }

  /** The same without a grace period. */
  async #killFamily(pid: number, mark: string): Promise<boolean> {
    const gone = killTree(pid, this.options.clock);
    return (await endMarked(`${markVariable}=${mark}`, null, this.options.clock)) && (await gone);
  }

  async #endFamily(reference: CommandReference): Promise<boolean> {
    let found = false;
    if (reference.pid !== null) {
      const { pid, started } = reference;
      // Without the start time the number could be anybody's by now.
      const same = started !== null && (await startOf(pid)) === started;
      const marked = await processesWith(`${markVariable}=${reference.mark}`);
      if (same || (marked.length > 0 && (await groupLives(pid)))) {
        found = true;
        await endTree(pid, this.#graceMs, this.options.clock);
      }
    }
    const left = await processesWith(`${markVariable}=${reference.mark}`);
    await endMarked(`${markVariable}=${reference.mark}`, null, this.options.clock);
    return found || left.length > 0;
  }

  async #prepare(run: RunContext, definition: CommandDefinition): Promise<Prepared> {
    const input = inputObject(run.input);
    const scope: TemplateScope = {
      values: runValues(run, plainInput(input)),
      secret: (name) => this.options.secrets.forTarget(name),
    };
    const args: string[] = [];
    for (const arg of definition.args) {
      // Only whole arguments: text glued into another is how one argument becomes two.
      const text = wholePlaceholderName(arg) === null ? arg : await fillText(arg, scope);
      if (text.includes('\0')) throw new InputError(workflowTexts.argumentNul);
      args.push(text);
    }
    const own: Record<string, string> = {};
    for (const [key, value] of Object.entries(definition.env)) {
      own[key] = value.startsWith('secret:') ? await scope.secret(value.slice('secret:'.length)) : value;
    }
    const mark = randomUUID();
    const stdin = JSON.stringify(run.input);
    return {
      definition,
      args,
      stdin,
      mark,
      env: {
        ...inheritedEnvironment(process.env),
        ...own,
        ...(Buffer.byteLength(stdin) <= largestInputVariable ? { NEXUS_INPUT: stdin } : {}),
        NEXUS_RUN_ID: run.runId,
        NEXUS_TASK_ID: run.taskId,
        NEXUS_TASK_NAME: run.taskName.replaceAll('\0', ''),
        NEXUS_PLANNED_AT: run.plannedAt.toISOString(),
        NEXUS_ATTEMPT: String(run.attempt),
        [markVariable]: mark,
      },
    };
  }

  async #execute(run: RunContext, prepared: Prepared): Promise<Ending> {
    const { definition, mark } = prepared;
    if (!isAbsolute(definition.program) && /[\\/]/.test(definition.program)) {
      const detail = workflowTexts.relativeProgram(definition.program);
      return failed('not_executable', `The program could not be started: ${detail.en}.`, {
        params: saidParams('detail', detail),
      });
    }
    const { host, bootId } = this.options;
    // Before the start, so that a crash between start and the next line leaves a trace to find the process by.
    const trace = { host, bootId, mark, pid: null, started: null, attempt: run.attempt };
    await keepReference(run, trace, this.options.clock);
    if (run.signal.aborted) return stoppedBy(stopReasonOf(run.signal), workflowTexts.stoppedBeforeCommand);
    const child = await this.#spawn(prepared);
    if (child instanceof Error) {
      const detail = await startFailure(child, definition.folder, (text) => this.#clean(text));
      return failed('not_executable', `The program could not be started: ${detail.en}`, {
        params: saidParams('detail', detail),
      });
    }
    return this.#attend(run, prepared, child);
  }

  /** Some reasons not to start are emitted, others thrown; both are the outside's and no fault of ours. */
  async #spawn({ definition, args, env }: Prepared): Promise<ChildProcessWithoutNullStreams | Error> {
    try {
      const child = spawn(definition.program, [...args], {
        cwd: definition.folder ?? undefined,
        env,
        detached: process.platform !== 'win32',
        windowsHide: true,
        stdio: ['pipe', 'pipe', 'pipe'],
      });
      if (child.pid !== undefined) {
        child.on('error', (error) => this.options.log.error('A command could not be signalled.', error));
        return child;
      }
      const [error] = await once(child, 'error').catch((reason: unknown) => [reason]);
      return error instanceof Error ? error : new Error(String(error));
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  async #attend(run: RunContext, prepared: Prepared, child: ChildProcessWithoutNullStreams): Promise<Ended> {
    const { clock, secrets, host, bootId, log } = this.options;
    const pid = child.pid ?? 0;
    const output = new CommandOutput(run, secrets.redactor, clock);
    const exited = new Promise<{ readonly code: number | null; readonly signal: string | null }>(
      (resolve) => {
        child.once('exit', (code, signal) => resolve({ code, signal }));
      },
    );
    const drained = new Promise<void>((resolve) => {
      child.once('close', () => resolve());
    });
    output.capture(child.stdout, 'stdout');
    output.capture(child.stderr, 'stderr');
    // A program that does not read its input closes the pipe; that is its right.
    child.stdin.on('error', () => undefined);
    child.stdin.end(prepared.stdin);
    run.log('info', `Started ${prepared.definition.name} (process ${pid}).`);
    const noted = startOf(pid)
      .then((started) =>
        run.reference({ host, bootId, mark: prepared.mark, pid, started, attempt: run.attempt }),
      )
      .catch((error: unknown) => log.error(`Run ${run.runId}: its process could not be noted.`, error));

    const endings: Promise<boolean>[] = [];
    const stop = (): void => {
      if (endings.length === 0) endings.push(this.#stopFamily(pid, prepared.mark));
    };
    const kill = (): void => {
      run.log('info', 'Ended by force: it and all it started are killed.');
      endings.push(this.#killFamily(pid, prepared.mark));
    };
    run.signal.addEventListener('abort', stop, { once: true });
    run.force.addEventListener('abort', kill, { once: true });
    if (run.signal.aborted) stop();
    if (run.force.aborted) kill();
    const { code, signal } = await exited;
    run.signal.removeEventListener('abort', stop);
    run.force.removeEventListener('abort', kill);
    const finished = new AbortController();
    await Promise.race([drained.then(() => finished.abort()), clock.wait(drainMs, finished.signal)]);
    // What it left in its group has nobody to answer to any more; what left the group was meant to stay.
    if (endings.length === 0 && (await groupLives(pid))) endings.push(endTree(pid, this.#graceMs, clock));
    const gone = (await Promise.all(endings)).every(Boolean);
    child.stdout.destroy();
    child.stderr.destroy();
    output.end();
    await noted;
    if (!gone) run.log('error', 'Some of its processes could not be ended.');
    return this.#ending(run, prepared.definition, code, signal);
  }

  #ending(run: RunContext, definition: CommandDefinition, code: number | null, signal: string | null): Ended {
    const result: JsonObject = { exit_code: code, ...(signal === null ? {} : { signal }) };
    if (run.signal.aborted) {
      return stoppedBy(stopReasonOf(run.signal), workflowTexts.familyEnded, result);
    }
    if (code === null) {
      return failed('signal', `The command was ended by ${signal ?? 'a signal'}.`, {
        params: { signal },
        result,
      });
    }
    const outcome = definition.exitCodes[String(code)] ?? (code === 0 ? 'succeeded' : 'failed');
    if (outcome === 'succeeded') return succeeded(result);
    return failed('exit_code', `The command ended with exit code ${code}.`, {
      outcome,
      params: { code },
      result,
    });
  }

  #clean(text: string): string {
    return this.options.secrets.redactor.text(text);
  }
}
