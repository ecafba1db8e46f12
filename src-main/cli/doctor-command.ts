import type { Command } from 'commander';
import { Problem } from '../contract/errors';
import type { Check } from '../contract/status';
import { machineZone } from '../machine/machine-zone';
import { cliProblem } from './cli-problem';
import type { CliContext } from './cli-context';
import { command, type ContextOf } from './documented-command';

const mark = { pass: 'ok  ', warn: 'WARN', fail: 'FAIL' } as const;

const tell = async (context: CliContext, checks: readonly Check[]): Promise<void> => {
  for (const check of checks) {
    const remedy = check.remedy === null || check.result === 'pass' ? '' : `\n      ${check.remedy}`;
    await context.output.row(check, `${mark[check.result]}  ${check.name}: ${check.text}${remedy}`);
  }
};

/** What can be checked without a database; what is wrong here explains much of what follows. */
const machineChecks = async (context: CliContext): Promise<readonly Check[]> => {
  const warnings: string[] = [];
  const { folder, settings, secrets } = context.machineFiles();
  const zone = machineZone((text) => warnings.push(text));
  const names = await secrets.names();
  settings.close();
  return [
    { name: 'Node', result: 'pass', text: process.versions.node, remedy: null },
    { name: 'Data folder', result: 'pass', text: folder.path, remedy: null },
    { name: 'Secrets', result: 'pass', text: `${names.length} kept ${secrets.describe()}`, remedy: null },
    {
      name: 'Time zone',
      result: warnings.length === 0 ? 'pass' : 'warn',
      text: zone,
      remedy: warnings[0] ?? null,
    },
  ];
};

export const addDoctorCommand = (program: Command, contextOf: ContextOf): void => {
  command(
    program,
    'doctor',
    'check everything a run needs and say what helps; ends with 0 only when nothing failed',
    'nexus-scheduler doctor',
    'nexus-scheduler doctor --json',
  ).action(async (_options: unknown, own: Command) => {
    const context = contextOf(own);
    await tell(context, await machineChecks(context));
    try {
      const { checks } = await context.withClient((client) => client.app.checks({}));
      await tell(context, checks);
      const failed = checks.filter(({ result }) => result === 'fail');
      if (failed.length > 0)
        throw cliProblem(
          'conflict',
          `${failed.length} of the checks failed: ${failed.map(({ name }) => name).join(', ')}.`,
        );
    } catch (error) {
      if (error instanceof Problem && error.code !== 'conflict') {
        await tell(context, [
          { name: 'Database', result: 'fail', text: error.message, remedy: error.info.remedy },
        ]);
      }
      throw error;
    }
  });
};
