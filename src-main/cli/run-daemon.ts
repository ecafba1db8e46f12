import { type ErrorCode } from '../contract/errors';
import { cliProblem } from './cli-problem';
import type { CliContext, Session } from './cli-context';
import type { ConsoleRequest } from './command-application';
import { rowColumns } from './row-columns';
import { RunNews } from './run-news';
import { StatusLine } from './status-line';
import { ServiceNotifier } from '../machine/service-notifier';
import { untilStopped } from './until-stopped';

export interface DaemonWish {
  readonly pollIntervalMs?: number;
  /** Set = the window is served to a browser as well. */
  readonly console?: ConsoleRequest;
}

/** Runs the executor until somebody ends the program: with a live line on a terminal, with plain lines elsewhere. */
export const runDaemon = async (context: CliContext, wish: DaemonWish): Promise<void> => {
  const stopped = untilStopped();
  const { terminal, output } = context;
  const live = !output.json && terminal.stdout.isTTY === true;
  const line = new StatusLine(context.stdout, live, () => terminal.stdout.columns ?? 80);
  const { pollIntervalMs } = wish;
  try {
    await context.withSession(
      {
        mode: wish.console === undefined ? 'daemon' : 'console',
        overrides: pollIntervalMs === undefined ? {} : { pollIntervalMs },
        // A live line and run news are for people; everything else they find in the file.
        terminalLevel: live ? 'error' : null,
        showLogLine: (text) => line.aside(() => void context.stderr.write(text)),
      },
      (session) => attend(context, session, wish, line, stopped),
    );
  } finally {
    line.close();
  }
  await output.say('Stopped.');
};

/** What no waiting mends: a daemon that kept trying would look alive and never run anything. */
const lasting: ReadonlySet<ErrorCode> = new Set(['schema_newer', 'data_folder_other_version', 'refused']);

const attend = async (
  context: CliContext,
  { application, client, log }: Session,
  wish: DaemonWish,
  line: StatusLine,
  stopped: Promise<string>,
): Promise<void> => {
  const { output } = context;
  const { executor, events } = application;
  if (executor === null) throw cliProblem('internal', 'The application came up without an executor.');
  const news = new RunNews(client, (text) => line.print(text));
  const notifier = new ServiceNotifier(context.terminal.env);
  const listening = [
    events.on('status.changed', (status) => {
      line.update(status);
      notifier.beat(); // every poll, and every try to reach a lost database
      if (output.json) void output.row(rowColumns(status), '');
    }),
    events.on('runs.changed', (change) => {
      if (!output.json) void news.changed(change);
    }),
  ];
  await executor.start();
  const { pollIntervalMs, database } = await client.executor.status({});
  if (database.error !== null && lasting.has(database.error.code)) {
    const { code, message, remedy } = database.error;
    throw cliProblem(code, message, remedy === null ? {} : { remedy });
  }
  const served = wish.console === undefined ? null : await application.openConsole(wish.console);
  await output.say(
    `The executor is running; it looks for due tasks every ${pollIntervalMs / 1000} s. Ctrl+C ends it.`,
  );
  if (served !== null) {
    const link = served.link();
    await output.row(
      { console: link },
      `Open this link in a browser on this machine (it works once): ${link}`,
    );
  }
  notifier.ready();
  const cause = await stopped;
  notifier.stopping();
  log.info('asked to stop', { by: cause });
  line.close();
  await output.say('Stopping: running tasks get their grace period ...');
  await served?.stop();
  await executor.stop();
  for (const stop of listening) stop();
};
