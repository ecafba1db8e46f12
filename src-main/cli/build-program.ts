import { Command, Option } from 'commander';
import type { CliContext, CommonOptions } from './cli-context';
import { addCommandListCommands } from './command-list-commands';
import { addConnectionCommands, addNexusaiCommands } from './connection-commands';
import { addConsoleCommand } from './console-command';
import { addDatabaseCommands } from './database-commands';
import { addDoctorCommand } from './doctor-command';
import { exitCodeHelp } from './exit-code';
import { parseInterval } from './option-parsers';
import { addPreviewCommand } from './preview-command';
import { addRunCommands } from './run-commands';
import { runDaemon } from './run-daemon';
import { runOnce } from './run-once';
import { addSecretCommands } from './secret-commands';
import { addSettingsCommands } from './settings-commands';
import { addTaskCommands } from './task-commands';
import { addWorkflowCommands } from './workflow-commands';

interface ProgramOptions extends CommonOptions {
  readonly mode?: 'once' | 'daemon';
  readonly interval?: number;
}

const examples = `
Examples:
  nexus-scheduler --mode once                       one cycle: start what is due, wait for its end
  nexus-scheduler --mode daemon --interval 30       run until stopped, look for due tasks every 30 s
  nexus-scheduler tasks list
  nexus-scheduler doctor
${exitCodeHelp}`;

/** The whole command line. @param contextWith makes a command's context from the common options it was given */
export const buildProgram = (
  version: string,
  contextWith: (options: CommonOptions) => CliContext,
): Command => {
  const contextOf = (own: Command): CliContext => contextWith(own.optsWithGlobals<CommonOptions>());
  const program = new Command('nexus-scheduler')
    .description('Runs the schedules NexusAI teams save for their workflows.')
    .version(version, '-V, --version', 'print the version')
    .addOption(new Option('--mode <mode>', 'run the executor').choices(['once', 'daemon']))
    .option(
      '--interval <seconds>',
      'between polls of the daemon, 1 to 3600; the settings’ when left out',
      parseInterval,
    )
    .addOption(
      new Option(
        '--database-url <url>',
        'PostgreSQL to use; the settings’, else the embedded one, when left out',
      ).env('DATABASE_URL'),
    )
    .addOption(
      new Option('--data-dir <folder>', 'where settings, logs and the embedded database live').env(
        'NEXUS_SCHEDULER_DATA_DIR',
      ),
    )
    .addOption(new Option('--log-level <level>', 'for file and terminal').choices(['error', 'info', 'debug']))
    .option('--json', 'JSON lines on standard output; logs go to standard error and the file')
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(--help shows how it is used)')
    .helpCommand('help [command]', 'show help for a command')
    .addHelpText('after', examples)
    .exitOverride()
    .allowExcessArguments()
    .action(async (options: ProgramOptions, own: Command) => {
      const [unknown] = own.args;
      if (unknown !== undefined) program.error(`error: unknown command '${unknown}'`);
      if (options.mode === undefined) return program.help({ error: true });
      const context = contextOf(own);
      if (options.mode === 'once') {
        if (options.interval !== undefined) program.error('error: --interval goes with --mode daemon');
        return runOnce(context);
      }
      const { interval } = options;
      const wish = interval === undefined ? {} : { pollIntervalMs: interval * 1000 };
      return runDaemon(context, wish);
    });
  for (const add of [
    addPreviewCommand,
    addTaskCommands,
    addRunCommands,
    addWorkflowCommands,
    addDoctorCommand,
    addDatabaseCommands,
    addSettingsCommands,
    addCommandListCommands,
    addSecretCommands,
    addConnectionCommands,
    addNexusaiCommands,
    addConsoleCommand,
  ]) {
    add(program, contextOf);
  }
  return inherit(program);
};

/** Sub-commands end by an exception as well, and show the common options in their help. */
const inherit = (parent: Command): Command => {
  for (const child of parent.commands)
    inherit(child.copyInheritedSettings(parent).allowExcessArguments(false));
  return parent;
};
