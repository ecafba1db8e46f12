import { readFile } from 'node:fs/promises';
import { Option, type Command } from 'commander';
import type { ConnectionState } from '../contract/api';
import { connectionDefinition } from '../contract/settings';
import { issueText } from '../contract/issue-text';
import { cliProblem } from './cli-problem';
import type { CliContext } from './cli-context';
import { command, group, withClient, type ContextOf } from './documented-command';
import { rowColumns } from './row-columns';
import { tellImport } from './task-file-commands';
import { readAll } from './terminal';

interface AddOptions {
  readonly name: string;
  readonly url: string;
  readonly account: string;
  readonly passwordStdin?: boolean;
  readonly tokenStdin?: boolean;
  readonly caFile?: string;
  readonly proxy?: string;
  readonly requestsPerSecond: string;
  readonly default?: boolean;
}
interface ImportOptions {
  readonly file?: string;
  readonly connection?: string;
  readonly dryRun?: boolean;
}

const stateWords = ({ name, url, text }: ConnectionState): string => `${name} (${url}): ${text}`;

const secretFrom = async (context: CliContext, options: AddOptions): Promise<string | null> => {
  if (options.passwordStdin !== true && options.tokenStdin !== true) return null;
  const secret = (await readAll(context.terminal.stdin)).replace(/\r?\n$/, '');
  if (secret !== '') return secret;
  throw cliProblem('invalid_input', 'No password or token came on standard input.', {
    remedy: `Pipe it in: printf '%s' "$PASSWORD" | nexus-scheduler connections add nexusai … --password-stdin`,
  });
};

/** `connections …`: the NexusAI servers this machine signs in to. */
export const addConnectionCommands = (program: Command, contextOf: ContextOf): void => {
  const connections = group(
    program,
    'connections',
    'manage the NexusAI servers to sign in to',
    'nexus-scheduler connections list',
  );

  command(
    connections,
    'add',
    'add a server or change one of the same name; the password is read from standard input and kept in the secrets',
    `printf '%s' "$PASSWORD" | nexus-scheduler connections add nexusai --name office --url https://nexusai.example.com --account ada@example.com --password-stdin`,
  )
    .addArgument(program.createArgument('<kind>', 'what it is').choices(['nexusai']))
    .requiredOption('--name <name>', 'how it is called here')
    .requiredOption('--url <url>', 'base URL')
    .requiredOption('--account <account>', 'who signs in')
    .option('--password-stdin', 'read the password from standard input')
    .addOption(new Option('--token-stdin', 'read a token from standard input').conflicts('passwordStdin'))
    .option('--ca-file <path>', 'PEM file of the authority that signed the server’s certificate')
    .option('--proxy <url>', 'HTTP proxy')
    .option('--requests-per-second <n>', 'at most so many', '5')
    .option('--default', 'use it for workflows without a target of their own')
    .action(async (_kind: string, options: AddOptions, own: Command) => {
      const context = contextOf(own);
      const { name, url, account, caFile = null, proxy = null } = options;
      const parsed = connectionDefinition.safeParse({
        name,
        url,
        account,
        caFile,
        proxy,
        requestsPerSecond: Number(options.requestsPerSecond),
        isDefault: options.default ?? context.machineFiles().settings.current.connections.length === 0,
      });
      if (!parsed.success) {
        throw cliProblem('invalid_input', 'The connection is not valid.', {
          remedy: 'Correct the named options.',
          issues: parsed.error.issues.map((issue) => ({
            path: issue.path.join('.'),
            message: issueText(issue, connectionDefinition).en,
          })),
        });
      }
      const secret = await secretFrom(context, options);
      await context.withClient(async (client) => {
        const state = await client.connections.save({ connection: parsed.data, secret });
        await context.output.row(rowColumns(state), stateWords(state));
      });
    });

  command(connections, 'list', 'list them with their state', 'nexus-scheduler connections list').action(
    withClient(contextOf, async (client, context) => {
      const answer = await client.connections.list({});
      await context.output.rows(
        answer.connections,
        rowColumns,
        [
          { head: 'Name', cell: ({ name, isDefault }) => (isDefault ? `${name} (default)` : name) },
          { head: 'URL', cell: ({ url }) => url },
          { head: 'Account', cell: ({ account }) => account },
          { head: 'State', cell: ({ state }) => state.replaceAll('_', ' ') },
          { head: 'Remark', cell: ({ text }) => text },
        ],
        'There is no connection yet.',
      );
    }),
  );

  command(
    connections,
    'test <name>',
    'sign in now and tell how it went',
    'nexus-scheduler connections test office',
  ).action(
    withClient(contextOf, async (client, context, name: string) => {
      const state = await client.connections.test({ name });
      await context.output.row(rowColumns(state), stateWords(state));
      if (state.state !== 'signed_in') throw cliProblem('connection_failed', `${name}: ${state.text}`);
    }),
  );

  command(
    connections,
    'remove <name>',
    'forget a server and its password',
    'nexus-scheduler connections remove office',
  ).action(
    withClient(contextOf, async (client, context, name: string) => {
      await client.connections.remove({ name });
      await context.output.row({ name, removed: true }, `The connection ${name} is gone.`);
    }),
  );
};

/** `nexusai …`: schedules that were saved in NexusAI. */
export const addNexusaiCommands = (program: Command, contextOf: ContextOf): void => {
  const nexusai = group(
    program,
    'nexusai',
    'take schedules over from NexusAI',
    'nexus-scheduler nexusai import --dry-run',
  );

  command(
    nexusai,
    'import',
    'take the saved schedules over, once each however often it is repeated; NexusAI’s own scheduler must be off',
    'nexus-scheduler nexusai import --dry-run',
    'nexus-scheduler nexusai import --connection office',
    'nexus-scheduler nexusai import --file scheduled_tasks.sql --dry-run',
  )
    .option('--connection <name>', 'from this server; the default one when left out')
    .option('--file <path>', 'from an SQL or JSON export of scheduled_tasks instead of asking the server')
    .option('--dry-run', 'only tell what would be done')
    .action(async (options: ImportOptions, own: Command) => {
      const context = contextOf(own);
      const { connection = null, dryRun = false, file } = options;
      const text = file === undefined ? null : await readFile(file, 'utf8');
      await context.withClient(async (client) =>
        tellImport(context, await client.connections.importTasks({ name: connection, dryRun, text })),
      );
    });

  command(
    nexusai,
    'drift',
    'show what was changed in NexusAI since the import',
    'nexus-scheduler nexusai drift',
  )
    .option('--connection <name>', 'on this server; the default one when left out')
    .action(
      withClient(contextOf, async (client, context, options: ImportOptions) => {
        const answer = await client.connections.drift({ name: options.connection ?? null });
        if (answer.rows.length === 0) return context.output.say(answer.note);
        await tellImport(context, answer);
      }),
    );
};
