import { describe, expect, it } from 'vitest';
import { TimeWords } from '../../../src-renderer/time/time-words';
import { reasonBesideState, reasonText } from '../../../src-renderer/ui/reason-text';

const now = new Date('2026-11-24T14:02:00Z');
const late = { error: null, reason: { code: 'late', params: {} }, reasonText: null } as const;

describe('the reason of a run', () => {
  it('is a sentence of its own where it stands alone', () => {
    expect(reasonText(late, new TimeWords('en', 'UTC'), now)).toBe(
      'Missed: the computer was asleep or no executor was running.',
    );
  });

  it.each([
    ['en', 'The computer was asleep or no executor was running.'],
    ['zh-CN', '当时电脑处于睡眠状态或执行器未运行。'],
  ] as const)('does not repeat the state it stands beside, in %s', (locale, words) => {
    expect(reasonBesideState(late, new TimeWords(locale, 'UTC'), now)).toBe(words);
  });

  it('keeps an error as the workflow wrote it', () => {
    const error = { message: 'missed: a semicolon\nat line 2', step: null, detail: null };
    expect(reasonBesideState({ ...late, error }, new TimeWords('en', 'UTC'), now)).toBe(
      'missed: a semicolon',
    );
  });
});
