import { version } from '../package.json';
import type { OpenApplication } from './cli/command-application';
import { runCli } from './cli/run-cli';

/** Loaded only by commands that need it: the database's packages cost a tenth of a second. */
const openApplication = async (): Promise<OpenApplication> => {
  const { createApplication } = await import('./application');
  return createApplication;
};

const { argv, env, stdin, stdout, stderr } = process;
void runCli(argv.slice(2), { stdin, stdout, stderr, env }, version, openApplication).then((code) =>
  process.exit(code),
);
