import { describe, expect, it } from 'vitest';
import { describeReason } from '../../../src-main/contract/reason-words';
import { reasonCode } from '../../../src-main/contract/run';

const from = '2026-11-24T08:00:00.000Z';
const to = '2026-11-24T19:00:00.000Z';

describe('describeReason', () => {
  it.each(reasonCode.options)(
    '%s has a finished sentence in both languages, with and without parameters',
    (code) => {
      const full = {
        count: 12,
        from,
        to,
        by: 'mei',
        detail: 'd',
        problem: 'p',
        id: '7',
        ms: 61_000,
        host: 'desk',
      };
      for (const params of [{}, full]) {
        const english = describeReason({ code, params }, 'en');
        const chinese = describeReason({ code, params }, 'zh-CN');
        expect(english).toMatch(/^[A-Z].*([.]|: [dp])$/);
        expect(chinese).toMatch(/[\u4e00-\u9fff]/);
        expect(`${english}${chinese}`).not.toMatch(/undefined|null|NaN|\{|\}| {2}| [.,]/);
      }
    },
  );

  it('says how many occurrences a row stands for, and from when to when', () => {
    expect(describeReason({ code: 'coalesced', params: { count: 12, from, to } }, 'en')).toBe(
      'Missed: the computer was asleep or no executor was running (12 occurrences, from 2026-11-24 08:00 UTC to 2026-11-24 19:00 UTC); a later occurrence ran instead.',
    );
    expect(
      describeReason({ code: 'paused', params: { count: 2, from, to, by: 'mei' } }, 'zh-CN', (at) =>
        at.slice(11, 16),
      ),
    ).toBe('已跳过（共 2 次，08:00 至 19:00）：任务已由 mei 暂停。');
  });

  it('tells one occurrence by its instant and a limit by its length', () => {
    expect(describeReason({ code: 'late', params: { from } }, 'en', () => '08:00')).toContain(' at 08:00.');
    expect(describeReason({ code: 'timeout', params: { ms: 3_725_000 } }, 'en')).toBe(
      'Timed out after 1h 2m 5s.',
    );
    expect(describeReason({ code: 'timeout', params: { ms: 3_725_000 } }, 'zh-CN')).toBe(
      '运行 1 小时 2 分 5 秒后超时。',
    );
  });
});
