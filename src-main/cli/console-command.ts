import type { Command } from 'commander';
import { cliProblem } from './cli-problem';
import { command, type ContextOf } from './documented-command';
import { readTextFile } from './json-input';
import { wholeNumber } from './option-parsers';
import { runDaemon } from './run-daemon';

interface ConsoleOptions {
  readonly port: number;
  readonly host?: string;
  readonly publicOrigin?: string;
  readonly tlsKey?: string;
  readonly tlsCert?: string;
}

const tlsOf = ({
  tlsKey,
  tlsCert,
}: ConsoleOptions): { readonly key: string; readonly cert: string } | null => {
  if (tlsKey === undefined && tlsCert === undefined) return null;
  if (tlsKey === undefined || tlsCert === undefined) {
    throw cliProblem('invalid_input', 'TLS needs both a key and a certificate.', {
      remedy: 'Give --tls-key and --tls-cert together.',
    });
  }
  return { key: readTextFile(tlsKey), cert: readTextFile(tlsCert) };
};

export const addConsoleCommand = (program: Command, contextOf: ContextOf): void => {
  command(
    program,
    'console',
    'run the executor and serve the window to a browser on this machine',
    'nexus-scheduler console',
    'nexus-scheduler console --port 8765',
  )
    .option('--port <n>', '0 takes a free one', wholeNumber(0, 65_535), 0)
    .option('--host <address>', 'another address than the loopback; needs TLS or --public-origin https://…')
    .option('--public-origin <url>', 'how browsers reach it, behind a reverse proxy')
    .option('--tls-key <file>', 'PEM file')
    .option('--tls-cert <file>', 'PEM file')
    .action(async (options: ConsoleOptions, own: Command) => {
      const context = contextOf(own);
      const { port, host, publicOrigin } = options;
      const tls = tlsOf(options);
      const { interval } = own.optsWithGlobals<{ readonly interval?: number }>();
      await runDaemon(context, {
        ...(interval === undefined ? {} : { pollIntervalMs: interval * 1000 }),
        console: {
          port,
          ...(host === undefined ? {} : { host }),
          ...(publicOrigin === undefined ? {} : { publicOrigin }),
          ...(tls === null ? {} : { tls }),
        },
      });
    });
};
