import { PassThrough, Readable } from 'node:stream';
import { runCli } from '../../../src-main/cli/run-cli';
import type { OpenApplication } from '../../../src-main/cli/command-application';

/** What a command line said and ended with. */
export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** For commands that must not open the application: a database is the one thing they may not need. */
const never: () => Promise<OpenApplication> = () => Promise.reject(new Error('the application was opened'));

const collect = (stream: PassThrough): (() => string) => {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString('utf8');
};

/** Runs a command line with streams in memory. */
export const run = async (
  args: readonly string[],
  stdin = '',
  env: Readonly<Record<string, string>> = {},
  open = never,
  stdout = new PassThrough(),
): Promise<Said> => {
  const stderr = new PassThrough();
  const [out, err] = [collect(stdout), collect(stderr)];
  const terminal = { stdin: Readable.from([Buffer.from(stdin)]), stdout, stderr, env };
  const code = await runCli(args, terminal, '1.2.3', open);
  return { code, out: out(), err: err() };
};
