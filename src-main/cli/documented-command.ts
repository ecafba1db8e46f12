import { Command } from 'commander';
import type { Client } from '../contract/api';
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

/** The action of a command that does all its work with an application: its arguments come after client and context. */
export const withClient =
  <A extends unknown[]>(
    contextOf: ContextOf,
    act: (client: Client, context: CliContext, ...given: A) => Promise<void>,
  ): ((...given: A) => Promise<void>) =>
  async (...given) => {
    // Commander hands the command itself over last.
    const own = given.find((one) => one instanceof Command);
    if (own === undefined) throw new Error('An action is called by its command');
    const context = contextOf(own);
    await context.withClient((client) => act(client, context, ...given));
  };
