import { cliProblem } from './cli-problem';
import type { CliContext } from './cli-context';
import type { OnceSummary } from './command-application';
import { untilStopped } from './until-stopped';

const summaryWords = ({ due, started, outcomes }: OnceSummary): string => {
  const ends = Object.entries(outcomes).map(([outcome, count]) => `${count} ${outcome.replace('_', ' ')}`);
  if (due + started === 0 && ends.length === 0) return 'Nothing was due.';
  return `${due} due, ${started} started${ends.length > 0 ? `: ${ends.join(', ')}` : ''}.`;
};

/**
 * One cycle: starts what is due, waits for its end and sums up. Ends with 0 whatever became of the runs: their outcomes
 * are in the ledger.
 */
export const runOnce = (context: CliContext): Promise<void> => {
  const stopped = untilStopped();
  return context.withSession({ mode: 'once', terminalLevel: 'error' }, async ({ application }) => {
    const { executor } = application;
    if (executor === null) throw cliProblem('internal', 'The application came up without an executor.');
    void stopped.then(() => executor.stop());
    const summary = await executor.runOnce();
    const { due, started, outcomes } = summary;
    await context.output.row({ due, started, ...outcomes }, summaryWords(summary));
  });
};
