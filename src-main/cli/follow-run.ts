import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '../contract/api';
import { cliProblem } from './cli-problem';
import type { CliContext } from './cli-context';
import { runColumns } from './row-columns';
import { runWords } from './run-views';

const everyMs = 500;

/** Waits for a run's end and tells it. @throws Problem `conflict` when it did not succeed */
export const followRun = async (context: CliContext, client: Client, id: string): Promise<void> => {
  for (;;) {
    const run = await client.runs.get({ id });
    if (run.state === 'ended') {
      await context.output.row(runColumns(run), runWords(run));
      if (run.outcome === 'succeeded') return;
      throw cliProblem('conflict', `Run ${id} did not succeed: ${run.outcome}.`);
    }
    await delay(everyMs);
  }
};
