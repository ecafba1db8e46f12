import { describe, expect, it } from 'vitest';
import { BlockedNews } from '../../../src-main/desktop/blocked-news';
import { blockedItem } from './desk';

const another = { ...blockedItem, taskId: '10', taskName: 'Price crawler' };

describe('news of due tasks that cannot start', () => {
  it('comes once, again when there is one more, and says when it is over', () => {
    const news = new BlockedNews();
    expect(news.from([], 'en')).toBeNull();
    expect(news.from([blockedItem], 'en')).toEqual({
      event: 'blocked',
      count: 1,
      taskName: 'Nightly report',
      text: expect.stringContaining('process 4711, psql, user ada'),
    });
    expect(news.from([blockedItem], 'en')).toBeNull();
    expect(news.from([blockedItem, another], 'zh-CN')).toMatchObject({
      count: 2,
      text: expect.stringContaining('进程 4711，psql，用户 ada'),
    });
    expect(news.from([another], 'en')).toBeNull();
    expect(news.from([], 'en')).toBe('over');
    expect(news.from([], 'en')).toBeNull();
    expect(news.from([another], 'en')).toMatchObject({ taskName: 'Price crawler' });
  });

  it('names nobody where the database shows nobody', () => {
    const holder = { pid: null, user: '', program: '', since: null };
    expect(new BlockedNews().from([{ ...blockedItem, holder }], 'en')).toMatchObject({
      text: 'Another transaction holds its row and was left open. It starts when that transaction ends.',
    });
  });
});
