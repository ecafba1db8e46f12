import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../src-main/workflows/clock';
import { SampleConnector } from '../../../src-main/workflows/sample-connector';
import { RecordedRun } from '../../integration/workflows/recorded-run';

const clock: Clock = { now: () => new Date(), elapsedMs: () => 0, wait: () => Promise.resolve() };

describe('the sample workflow', () => {
  it('writes a few lines and succeeds', async () => {
    const run = new RecordedRun({}, { input: { hello: 'world' } });
    expect(await new SampleConnector(clock).start(run)).toMatchObject({
      outcome: 'succeeded',
      result: { input: { hello: 'world' } },
    });
    expect(run.lines.length).toBe(5);
    expect(run.progressed.at(-1)).toMatchObject({ percent: 100, text: 'Done' });
  });

  it('stops when told', async () => {
    const run = new RecordedRun({});
    run.stop('cancelled');
    expect(await new SampleConnector(clock).start(run)).toMatchObject({ outcome: 'cancelled', reason: null });
  });
});
