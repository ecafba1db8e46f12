import { afterEach, describe, expect, it } from 'vitest';
import { NoticeListener } from '../../../src-main/database/notice-listener';
import type { Notice } from '../../../src-main/database/notice-listener';
import { testDatabase } from '../../support/test-database';

const db = await testDatabase();
const started: NoticeListener[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((listener) => listener.stop()));
});

function listen(): { readonly listener: NoticeListener; readonly next: () => Promise<Notice> } {
  const listener = new NoticeListener({
    url: db.url,
    applicationName: 'tests listener',
    retryMs: { first: 10, longest: 50 },
    keepAliveMs: 20,
  });
  started.push(listener);
  const heard: Notice[] = [];
  const waiting: ((notice: Notice) => void)[] = [];
  listener.onNotice((notice) => {
    const first = waiting.shift();
    if (first === undefined) heard.push(notice);
    else first(notice);
  });
  return {
    listener,
    next: () =>
      new Promise((resolve) => {
        const first = heard.shift();
        if (first === undefined) waiting.push(resolve);
        else resolve(first);
      }),
  };
}

const cut = (): Promise<unknown> =>
  db.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tests listener'");

describe('the listener', () => {
  it('hears what a plain SQL statement changes, and nothing it does not know', async () => {
    const { listener, next } = listen();
    await listener.start();
    await db.sql("SELECT pg_notify('nexus_scheduler', 'something else')");
    await db.sql("INSERT INTO scheduled_tasks (name, user_id, app_id, workflow_id) VALUES ('a', 1, 1, 1)");
    expect(await next()).toBe('tasks');
    await db.sql("SELECT pg_notify('nexus_scheduler', 'state')");
    expect(await next()).toBe('state');
  });

  it('comes back after a loss, says so, and hears again', async () => {
    const { listener, next } = listen();
    await listener.start();
    expect(listener.listening).toBe(true);
    await cut();
    expect(await next()).toBe('reconnected');
    await db.sql("SELECT pg_notify('nexus_scheduler', 'runs')");
    expect(await next()).toBe('runs');
  });

  it('starts while the database is away and says when it is there', async () => {
    await db.sql(`ALTER DATABASE ${db.name} CONNECTION LIMIT 0`);
    await db.sql('CREATE ROLE plain_listener LOGIN PASSWORD $$x$$');
    const url = new URL(db.url);
    url.username = 'plain_listener';
    url.password = 'x';
    const listener = new NoticeListener({
      url: url.toString(),
      applicationName: 'tests listener',
      retryMs: { first: 10, longest: 50 },
    });
    started.push(listener);
    const heard = new Promise((resolve) => listener.onNotice(resolve));
    await listener.start();
    expect(listener.listening).toBe(false);
    await db.sql(`ALTER DATABASE ${db.name} CONNECTION LIMIT -1`);
    expect(await heard).toBe('reconnected');
    await listener.stop();
    await db.sql('DROP ROLE plain_listener');
  });

  it('stays silent after stop and leaves no connection', async () => {
    const { listener } = listen();
    await listener.start();
    await listener.stop();
    expect(listener.listening).toBe(false);
    const rows = await db.sql(
      "SELECT 1 FROM pg_stat_activity WHERE application_name = 'tests listener' AND wait_event IS DISTINCT FROM NULL",
    );
    expect(rows).toEqual([]);
  });
});
