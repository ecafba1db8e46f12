import type { Command } from 'commander';
import type { CliContext } from './cli-context';

/** Makes a command's context from the options it was called with. */
export type ContextOf = (command: Command) => CliContext;

/** A group of commands, such as `tasks`, with an example in its help. */
export const group = (parent: Command, name: string, summary: string, example: string): Command =>
  parent.command(name).description(summary).addHelpText('after', `\nExample:\n  ${example}`);

/** A command with one or more examples in its help. */
export const command = (parent: Command, usage: string, summary: string, ...examples: string[]): Command =>
  parent
    .command(usage)
    .description(summary)
    .addHelpText(
      'after',
      `\nExample${examples.length > 1 ? 's' : ''}:\n${examples.map((line) => `  ${line}`).join('\n')}`,
    );
