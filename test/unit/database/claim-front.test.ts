import { describe, expect, it } from 'vitest';
import { ClaimFront } from '../../../src-main/database/ledger/claim-front';

/** Cycles that go on until the test ends them. */
const rig = () => {
  const front = new ClaimFront();
  const begin = (): { readonly end: () => Promise<void>; readonly fail: () => Promise<void> } => {
    let end: () => void = () => undefined;
    let fail: (error: Error) => void = () => undefined;
    const going = front.during(
      () =>
        new Promise<void>((resolve, reject) => {
          end = resolve;
          fail = reject;
        }),
    );
    return {
      end: async () => {
        end();
        await going;
      },
      fail: async () => {
        fail(new Error('the database is away'));
        await expect(going).rejects.toThrow('away');
      },
    };
  };
  return { front, begin };
};

describe('ClaimFront', () => {
  it('begins behind what cycles that are under way have picked', async () => {
    const { front, begin } = rig();
    const [one, two] = [begin(), begin()];
    expect(front.seconds).toBe(-Infinity);
    expect(front.picked(-Infinity, 16, 16, 100)).toBe(true);
    expect(front.seconds).toBe(100);
    expect(front.picked(-Infinity, 16, 16, 90)).toBe(true);
    expect(front.seconds).toBe(100);
    await one.end();
    expect(front.seconds).toBe(100);
    await two.end();
  });

  it('begins at the first due task when nothing is under way', async () => {
    const { front, begin } = rig();
    const one = begin();
    front.picked(-Infinity, 16, 16, 100);
    await one.end();
    expect(front.seconds).toBe(-Infinity);
  });

  it('does not take the end of what lies behind the front for the end of what is due', () => {
    const { front, begin } = rig();
    begin();
    front.picked(-Infinity, 16, 16, 100);
    expect(front.picked(100, 3, 16, 110)).toBe(true);
    expect(front.seconds).toBe(-Infinity);
    expect(front.picked(-Infinity, 3, 16, 50)).toBe(false);
  });

  it('begins at the first due task after a cycle that failed', async () => {
    const { front, begin } = rig();
    const [one] = [begin(), begin()];
    front.picked(-Infinity, 16, 16, 100);
    await one.fail();
    expect(front.seconds).toBe(-Infinity);
  });

  it('looks now and then at what was left before the front, however long the flood', () => {
    const { front, begin } = rig();
    begin();
    let sinceStart = 0;
    for (let pick = 1; pick <= 200; pick += 1) {
      const from = front.seconds;
      sinceStart = from === -Infinity ? 0 : sinceStart + 1;
      expect(sinceStart).toBeLessThan(32);
      front.picked(from, 16, 16, pick);
    }
  });

  it('has no use for a task without an instant', () => {
    const { front, begin } = rig();
    begin();
    front.picked(-Infinity, 16, 16, Number.NaN);
    expect(front.seconds).toBe(-Infinity);
  });
});
