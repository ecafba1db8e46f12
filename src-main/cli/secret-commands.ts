import type { Command } from 'commander';
import { cliProblem } from './cli-problem';
import { command, group, type ContextOf } from './documented-command';
import { readAll } from './terminal';

const namePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** `secrets …`: values that commands and workflow targets refer to by name; a value is never printed. */
export const addSecretCommands = (program: Command, contextOf: ContextOf): void => {
  const secrets = group(
    program,
    'secrets',
    'keep passwords and tokens that targets refer to by name',
    'nexus-scheduler secrets list',
  );

  command(secrets, 'list', 'list the names, never the values', 'nexus-scheduler secrets list').action(
    async (_options: unknown, own: Command) => {
      const context = contextOf(own);
      const names = await context.machineFiles().secrets.names();
      await context.output.rows(
        names.map((name) => ({ name })),
        (row) => row,
        [{ head: 'Name', cell: ({ name }) => name }],
        'There is no secret yet.',
      );
    },
  );

  command(
    secrets,
    'set <name>',
    'keep the value read from standard input under a name',
    `printf '%s' "$TOKEN" | nexus-scheduler secrets set report-token`,
  ).action(async (name: string, _options: unknown, own: Command) => {
    const context = contextOf(own);
    if (!namePattern.test(name)) {
      throw cliProblem('invalid_input', `“${name}” is no name for a secret.`, {
        remedy: 'Use letters, digits, dot, dash and underscore.',
      });
    }
    const value = (await readAll(context.terminal.stdin)).replace(/\r?\n$/, '');
    if (value === '') {
      throw cliProblem('invalid_input', 'No value came on standard input.', {
        remedy: `Pipe it in: printf '%s' "$TOKEN" | nexus-scheduler secrets set ${name}`,
      });
    }
    await context.machineFiles().secrets.set(name, value);
    await context.output.row({ name }, `The secret ${name} is kept.`);
  });

  command(secrets, 'remove <name>', 'forget a secret', 'nexus-scheduler secrets remove report-token').action(
    async (name: string, _options: unknown, own: Command) => {
      const context = contextOf(own);
      if (await context.machineFiles().secrets.delete(name)) {
        return context.output.row({ name, removed: true }, `The secret ${name} is gone.`);
      }
      throw cliProblem('not_found', `There is no secret ${name}.`, {
        remedy: '`nexus-scheduler secrets list` names them.',
      });
    },
  );
};
