import type { Connector, Ending, RunContext } from '../executor/connector';
import { workflowTexts } from './workflow-texts';
import { progressWords } from './progress-words';
import type { Clock } from './clock';
import { stoppedBy, stopReasonOf, succeeded } from './endings';

const steps = [workflowTexts.lookingAround, workflowTexts.doingWork, workflowTexts.writingDown] as const;

/** The workflow of the sample task: needs nothing, reaches nothing, and shows what a run looks like. */
export class SampleConnector implements Connector {
  readonly kind = 'sample';
  readonly refersFirst = true;

  constructor(
    private readonly clock: Clock,
    private readonly stepMs = 400,
  ) {}

  async start(run: RunContext): Promise<Ending> {
    run.log('info', `Hello from the sample workflow. This is run ${run.runId} of "${run.taskName}".`);
    for (const [index, text] of steps.entries()) {
      run.progress({ percent: Math.round((index * 100) / steps.length), ...progressWords(text) });
      run.log('stdout', `${index + 1}/${steps.length} ${text.en} …`);
      await this.clock.wait(this.stepMs, run.signal);
      if (run.signal.aborted) return stoppedBy(stopReasonOf(run.signal), workflowTexts.sampleStopped);
    }
    run.progress({ percent: 100, ...progressWords(workflowTexts.done) });
    run.log('info', 'Done. Delete this task whenever you like; it will not come back.');
    return succeeded({
      message: 'The executor works: this run was planned, started, followed and recorded.',
      planned_at: run.plannedAt.toISOString(),
      input: run.input,
    });
  }
}
