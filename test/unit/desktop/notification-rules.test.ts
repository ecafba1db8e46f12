import { describe, expect, it } from 'vitest';
import { settings } from '../../../src-main/contract/settings';
import { NotificationRules, type Fact, type Mood } from '../../../src-main/desktop/notification-rules';
import { notificationWords } from '../../../src-main/desktop/notification-words';
import { noon, utcWall } from './desk';

const preferences = settings.parse({}).notifications;
const moodWith = (changes: Partial<Mood> = {}, atMs = noon.getTime()): Mood => ({
  settings: preferences,
  wall: utcWall.read(new Date(atMs)),
  nowMs: atMs,
  focused: false,
  watched: new Set(),
  words: notificationWords.en,
  ...changes,
});
type TaskFact = Extract<Fact, { taskId: string }>;
const factOf = (n: number, changes: Partial<TaskFact> = {}): TaskFact => ({
  event: 'failed',
  runId: String(n),
  taskId: `${n}0`,
  taskName: `Task ${n}`,
  status: 'failed',
  text: 'exit code 3',
  notify: 'app',
  ...changes,
});

describe('notification rules', () => {
  it('tell of a failure with its reason and lead to its run', () => {
    expect(new NotificationRules().decide(factOf(7), moodWith())).toEqual({
      withdraw: [],
      show: {
        key: 'run:7',
        title: 'Task 7 failed',
        body: 'exit code 3',
        route: '/runs/7',
        sound: false,
        urgent: false,
      },
    });
  });

  it('speak the operator’s language', () => {
    const mood = moodWith({ words: notificationWords['zh-CN'] });
    expect(new NotificationRules().decide(factOf(1, { status: 'timed_out' }), mood).show?.title).toBe(
      'Task 1 超时',
    );
  });

  it.each([
    ['failed', true],
    ['recovered', false],
    ['succeeded', false],
    ['missed', true],
    ['needsConfirmation', true],
    ['longerThanUsual', false],
  ] as const)('follow the matrix’s default for %s', (event, shown) => {
    const { show } = new NotificationRules().decide(factOf(1, { event }), moodWith());
    expect(show !== null).toBe(shown);
  });

  it.each([
    [1, 'Nightly report cannot start'],
    [3, '3 due tasks cannot start'],
  ])('tell of %i due tasks that somebody keeps from starting, as of missed ones', (count, title) => {
    const fact = { event: 'blocked', count, taskName: 'Nightly report', text: 'held by psql' } as const;
    expect(new NotificationRules().decide(fact, moodWith()).show).toMatchObject({
      key: 'blocked',
      title,
      body: 'held by psql',
      route: '/overview',
    });
    const { matrix } = preferences;
    const unwanted = { ...preferences, matrix: { ...matrix, missed: { ...matrix.missed, system: false } } };
    expect(new NotificationRules().decide(fact, moodWith({ settings: unwanted })).show).toBeNull();
  });

  it('tell once a task until it recovers', () => {
    const rules = new NotificationRules();
    const fact = (runId: number, event: TaskFact['event'] = 'failed'): TaskFact =>
      factOf(runId, { event, taskId: '5' });
    expect(rules.decide(fact(1), moodWith()).show).not.toBeNull();
    expect(rules.isFailing('5')).toBe(true);
    expect(rules.decide(fact(2), moodWith()).show).toBeNull();
    expect(rules.decide(fact(3), moodWith()).show).toBeNull();
    rules.decide(fact(4, 'recovered'), moodWith());
    expect(rules.isFailing('5')).toBe(false);
    expect(rules.decide(fact(5), moodWith()).show).not.toBeNull();
  });

  it('respect the task’s own wish', () => {
    const rules = new NotificationRules();
    expect(rules.decide(factOf(1, { notify: 'never' }), moodWith()).show).toBeNull();
    expect(rules.decide(factOf(2, { notify: 'always', event: 'succeeded' }), moodWith()).show).not.toBeNull();
    const watching = moodWith({ watched: new Set(['3']) });
    expect(rules.decide(factOf(3, { notify: 'never', event: 'succeeded' }), watching).show).not.toBeNull();
  });

  it('say nothing while the operator looks, and not later either', () => {
    const rules = new NotificationRules();
    expect(rules.decide(factOf(1), moodWith({ focused: true })).show).toBeNull();
    expect(rules.decide(factOf(1), moodWith()).show).toBeNull();
  });

  it('say nothing while muted, and again afterwards', () => {
    const rules = new NotificationRules();
    const until = new Date(noon.getTime() + 60_000).toISOString();
    const muted = { ...preferences, mutedUntil: until };
    expect(rules.decide(factOf(1), moodWith({ settings: muted })).show).toBeNull();
    expect(
      rules.decide(factOf(2), moodWith({ settings: muted }, noon.getTime() + 60_000)).show,
    ).not.toBeNull();
  });

  it('make ten failures within seconds one notification', () => {
    const rules = new NotificationRules();
    const screen = new Map<string, string>();
    for (let n = 1; n <= 10; n += 1) {
      const { withdraw, show } = rules.decide(factOf(n), moodWith({}, noon.getTime() + n * 500));
      for (const key of withdraw) screen.delete(key);
      if (show !== null) screen.set(show.key, `${show.title}: ${show.body}`);
    }
    expect([...screen.values()]).toEqual([
      '10 runs need attention: Task 6, Task 7, Task 8, Task 9, Task 10…',
    ]);
  });

  it('keep two within a minute, and three within two minutes, apart', () => {
    const rules = new NotificationRules();
    const keys = [0, 40_000, 80_000].map((ms, n) =>
      rules.decide(factOf(n + 1), moodWith({}, noon.getTime() + ms)),
    );
    expect(keys.map(({ show }) => show?.key)).toEqual(['run:1', 'run:2', 'run:3']);
  });

  it('count what quiet hours held back and tell it once they end', () => {
    const rules = new NotificationRules();
    const quietHours = { ...preferences.quietHours, enabled: true, from: '12:00', to: '13:00' };
    const quiet = { ...preferences, quietHours };
    const during = moodWith({ settings: quiet });
    expect(rules.decide(factOf(1), during).show).toBeNull();
    expect(rules.decide(factOf(2, { event: 'missed' }), during).show).toBeNull();
    expect(rules.decide(factOf(2, { event: 'missed' }), during).show).toBeNull();
    expect(rules.decide({ event: 'databaseLost', since: '12:00' }, during).show?.urgent).toBe(true);
    expect(rules.digest(during)).toBeNull();
    const after = moodWith({ settings: quiet }, noon.getTime() + 3_600_000);
    expect(rules.digest(after)?.title).toBe('2 runs need attention since quiet hours began');
    expect(rules.digest(after)).toBeNull();
  });

  it('keep quiet about system problems too when told so', () => {
    const quietHours = {
      ...preferences.quietHours,
      enabled: true,
      from: '12:00',
      to: '13:00',
      exceptSystemProblems: false,
    };
    const mood = moodWith({ settings: { ...preferences, quietHours } });
    expect(new NotificationRules().decide({ event: 'databaseLost', since: '12:00' }, mood).show).toBeNull();
  });
});
