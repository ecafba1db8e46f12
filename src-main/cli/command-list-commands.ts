import type { Command } from 'commander';
import { snakeCase, fromColumns } from '../contract/column-names';
import { inputProblem } from '../contract/errors';
import { verbatim } from '../contract/text';
import { commandDefinition } from '../contract/settings';
import { z } from 'zod';
import { cliProblem } from './cli-problem';
import { command, group, type ContextOf } from './documented-command';
import { parseJsonList, readInput } from './json-input';
import { rowColumns } from './row-columns';

interface AddOptions {
  readonly file?: string;
  readonly replace?: boolean;
}

const definitionFrom = (row: unknown): z.infer<typeof commandDefinition> => {
  const given = z.record(z.string(), z.unknown()).safeParse(row);
  const parsed = commandDefinition.strict().safeParse(given.success ? fromColumns(given.data) : row);
  if (parsed.success) return parsed.data;
  const { message, info } = inputProblem(parsed.error, verbatim('The command'), commandDefinition);
  throw cliProblem('invalid_input', message, {
    remedy: `Fields: ${Object.keys(commandDefinition.shape).map(snakeCase).join(', ')}.`,
    issues: info.issues,
  });
};

/** `commands …`: what tasks may run on this machine. Only this list, never the database, can name a program. */
export const addCommandListCommands = (program: Command, contextOf: ContextOf): void => {
  const commands = group(
    program,
    'commands',
    'list and change the commands that tasks may run on this machine',
    'nexus-scheduler commands list',
  );

  command(commands, 'list', 'list them', 'nexus-scheduler commands list').action(
    async (_options: unknown, own: Command) => {
      const context = contextOf(own);
      await context.output.rows(
        context.machineFiles().settings.current.commands,
        rowColumns,
        [
          { head: 'Name', cell: ({ name }) => name },
          { head: 'Program', cell: ({ program: file, args }) => [file, ...args].join(' '), most: 80 },
          { head: 'Folder', cell: ({ folder }) => folder },
          { head: 'Description', cell: ({ description }) => description },
        ],
        'No command is listed on this machine yet.',
      );
    },
  );

  command(
    commands,
    'add [json]',
    'allow a command',
    `nexus-scheduler commands add '{"name": "backup", "program": "/usr/local/bin/backup", "args": ["--day", "{{input.day}}"]}'`,
  )
    .option('--file <path>', 'read the JSON from a file')
    .option('--replace', 'replace one of the same name')
    .action(async (json: string | undefined, options: AddOptions, own: Command) => {
      const context = contextOf(own);
      const added = parseJsonList(await readInput(context.terminal, json, options.file)).map(definitionFrom);
      const { settings } = context.machineFiles();
      const names = new Set(added.map(({ name }) => name));
      const taken = settings.current.commands.find(({ name }) => names.has(name));
      if (taken !== undefined && options.replace !== true) {
        throw cliProblem('conflict', `A command ${taken.name} is listed already.`, {
          remedy: 'Give --replace to replace it.',
        });
      }
      const kept = settings.current.commands.filter(({ name }) => !names.has(name));
      await settings.update({ commands: [...kept, ...added] });
      for (const definition of added)
        await context.output.row(
          rowColumns(definition),
          `Tasks may now run ${definition.name} on this machine.`,
        );
    });

  command(
    commands,
    'remove <name>',
    'no longer allow a command',
    'nexus-scheduler commands remove backup',
  ).action(async (name: string, _options: unknown, own: Command) => {
    const context = contextOf(own);
    const { settings } = context.machineFiles();
    const kept = settings.current.commands.filter((definition) => definition.name !== name);
    if (kept.length === settings.current.commands.length) {
      throw cliProblem('not_found', `No command ${name} is listed.`, {
        remedy: '`nexus-scheduler commands list` names them.',
      });
    }
    await settings.update({ commands: kept });
    await context.output.row({ name, removed: true }, `Tasks can no longer run ${name} on this machine.`);
  });
};
