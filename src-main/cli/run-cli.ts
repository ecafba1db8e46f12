import { CommanderError } from 'commander';
import { snakeCase } from '../contract/column-names';
import { Problem } from '../contract/errors';
import { visibleLines } from '../contract/visible-text';
import { buildProgram } from './build-program';
import { cliProblem } from './cli-problem';
import { CliContext, type CommonOptions } from './cli-context';
import type { OpenApplication } from './command-application';
import { exitCode, exitCodeOf, type ExitCode } from './exit-code';
import { SafeWriter, type Terminal } from './terminal';
import { machineProblem } from '../machine/machine-problem';
import { redactText } from '../machine/redact-text';

/** An error in words, its fields and its remedy; one JSON line with `--json`. */
const problemText = (problem: Problem, json: boolean): string => {
  const { info } = problem;
  if (json) return redactText(JSON.stringify({ error: info }));
  const issues = info.issues.map(({ path, message }) => `\n  ${snakeCase(path)}: ${message}`).join('');
  return visibleLines(
    redactText(`${info.message}${issues}${info.remedy === null ? '' : `\n${info.remedy}`}`),
  );
};

/**
 * Runs one command line to its end. Never rejects.
 * @param open gives the application; asked for only by commands that need one, so that the others start at once
 */
export const runCli = async (
  argv: readonly string[],
  terminal: Terminal,
  version: string,
  open: () => Promise<OpenApplication>,
): Promise<ExitCode> => {
  const stdout = new SafeWriter(terminal.stdout);
  const stderr = new SafeWriter(terminal.stderr);
  const program = buildProgram(version, (options: CommonOptions) => new CliContext(terminal, options, open));
  program.configureOutput({
    writeOut: (text) => void stdout.write(text),
    writeErr: (text) => void stderr.write(redactText(text)),
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    await stdout.flush();
    if (stdout.failure === null) return exitCode.done;
    const problem = cliProblem('internal', `Standard output could not be written: ${stdout.failure}.`, {
      remedy: 'Make room, or write elsewhere; what was asked for is incomplete.',
    });
    await stderr.write(`${problemText(problem, argv.includes('--json'))}\n`);
    return exitCode.other;
  } catch (error) {
    if (error instanceof CommanderError) {
      // What commander found wrong it has said already; what a command's own parser found it has not.
      if (error.code === 'commander.invalidArgument' && !error.message.startsWith('error:'))
        await stderr.write(`error: ${error.message}\n`);
      return error.exitCode === 0 ? exitCode.done : exitCode.invalid;
    }
    const known = error instanceof Problem ? error : machineProblem(error);
    const problem =
      known ??
      // The stack is in the log.
      cliProblem(
        'internal',
        visibleLines(
          redactText(
            `Something went wrong inside the program: ${error instanceof Error ? error.message : String(error)}`,
          ),
        ),
        { remedy: 'The log has the details.' },
      );
    await stderr.write(`${problemText(problem, argv.includes('--json'))}\n`);
    return exitCodeOf(problem.code);
  } finally {
    await stdout.flush();
    await stderr.flush();
  }
};
