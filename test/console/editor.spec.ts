import { spawnSync } from 'node:child_process';
import type { Page, WebSocketRoute } from '@playwright/test';
import { z } from 'zod';
import { executorStatus } from '../../src-main/contract/status';
import { taskDraft, type TaskDraft } from '../../src-main/contract/task';
import { call, ConsoleBrowser, countOf, expect, test } from '../support/console-page';
import { editorSql, endKinds, repeatTypes } from '../support/editor-fixture';
import { ruleColumns, scheduleSpecs } from '../support/schedule-specs';

let desk: ConsoleBrowser;
test.beforeAll(async ({ browser }) => {
  desk = await ConsoleBrowser.open(browser, { fill: editorSql });
});
test.afterAll(async () => {
  await desk.stop();
});

/** Id of the fixture's task of a kind. */
const taskId = (repeat: (typeof repeatTypes)[number], end: (typeof endKinds)[number]): number =>
  1 + repeatTypes.indexOf(repeat) * endKinds.length + endKinds.indexOf(end);

const editor = async (hash: string, look = {}): Promise<Page> => {
  const page = await desk.page(hash, look);
  await expect(page.getByTestId('words')).not.toBeEmpty();
  return page;
};

/** One window for the tests that only look. */
let sharedPage: Promise<Page> | null = null;
const shared = (): Promise<Page> => {
  sharedPage ??= desk.page('#/tasks', { keep: true });
  return sharedPage;
};

/** Names of the calls a page makes from now on. */
const callsOf = (page: Page): string[] => {
  const calls: string[] = [];
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      const frame = z.object({ group: z.string(), call: z.string() }).safeParse(JSON.parse(String(payload)));
      if (frame.success) calls.push(`${frame.data.group}.${frame.data.call}`);
    }),
  );
  return calls;
};

/** The next runs, once they are those of the answers. */
const runsShown = async (page: Page): Promise<string[]> => {
  await expect(page.locator('table[aria-busy="false"]')).toBeVisible();
  return page
    .locator('tr[data-at]')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-at') ?? ''));
};

const stored = async (id: number): Promise<unknown> =>
  (
    await desk.fixture.sql(
      `SELECT to_jsonb(t) - 'updated_at' AS task, to_jsonb(p) - 'updated_at' AS policies FROM scheduled_tasks t JOIN task_policies p ON p.task_id = t.id WHERE t.id = $1`,
      [id],
    )
  )[0];

test('opening and saving any task sends no change (E1)', async () => {
  test.setTimeout(240_000);
  const page = await desk.page('#/tasks');
  const calls = callsOf(page);
  await page.reload();
  for (const repeat of repeatTypes) {
    for (const end of endKinds) {
      const id = taskId(repeat, end);
      const before = await stored(id);
      await page.evaluate((hash) => location.assign(hash), `#/tasks/${id}/edit`);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Edit ${repeat} ${end}`);
      await expect(page.getByTestId('words')).not.toBeEmpty();
      await page.keyboard.press('Control+s');
      await expect(page).toHaveURL(new RegExp(`#/tasks/${id}$`));
      expect(await stored(id), `${repeat} ${end}`).toEqual(before);
    }
  }
  expect(calls.filter((name) => name === 'tasks.get').length).toBeGreaterThan(0);
  expect(calls.filter((name) => name === 'tasks.update' || name === 'tasks.create')).toEqual([]);
  expect(await countOf(desk.fixture, 'SELECT count(*) FROM audit_entries')).toBe(0);
});

/** What the command line answers to schedules, one occurrence list each: the executor's own function in another process. */
const ownRuns = (drafts: readonly TaskDraft[], after: Date): readonly (readonly string[])[] => {
  const lines = drafts.map((draft, id) =>
    JSON.stringify({ id, ...ruleColumns(draft), after: after.toISOString(), count: 10 }),
  );
  const answered = spawnSync(process.execPath, ['out/main/cli.cjs', 'preview', '--stdin'], {
    input: lines.join('\n'),
    encoding: 'utf8',
  });
  const answer = z.object({ id: z.number(), occurrences: z.array(z.iso.datetime()) });
  return answered.stdout
    .trim()
    .split('\n')
    .map((line) => answer.parse(JSON.parse(line)).occurrences)
    .map((list) => list.map((at) => new Date(at).toISOString()));
};

/** Opens a task's editor in a window that is open, and reads the next runs from its page once they are there. */
const openAndRead = async (page: Page, id: string, title: string): Promise<readonly string[]> =>
  z.array(z.string()).parse(
    await page.evaluate(
      async ([hash, heading]) => {
        location.assign(hash);
        const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
        const late = performance.now() + 15_000;
        const runs = (): Element | null => document.querySelector('table[aria-busy="false"]');
        while (document.querySelector('h1')?.textContent !== heading || runs() === null) {
          if (performance.now() > late) return ['The page does not come.'];
          await frame();
        }
        return [...document.querySelectorAll('tr[data-at]')].map((row) => row.getAttribute('data-at') ?? '');
      },
      [`#/tasks/${id}/edit`, title] as const,
    ),
  );

test('the next runs shown are the executor’s own, for 200 schedules (E2)', async () => {
  test.setTimeout(240_000);
  const page = await shared();
  const now = new Date();
  const specs = scheduleSpecs(200, now);
  const drafts = specs.map(({ kind, draft }, index) =>
    taskDraft.parse({
      name: `E2 ${index} ${kind}`,
      userId: '1',
      appId: '1',
      workflowId: '2',
      ...draft,
    }),
  );
  const expected = ownRuns(drafts, now);
  expect(expected).toHaveLength(200);
  const wrong: unknown[] = [];
  for (const [index, draft] of drafts.entries()) {
    const { id, nextRunTime } = z
      .object({ id: z.string(), nextRunTime: z.string().nullable() })
      .parse(await call(page, 'tasks', 'create', draft));
    const shown = await openAndRead(page, id, `Edit ${draft.name}`);
    const own = expected[index] ?? [];
    // The database's own next run is what the executor starts.
    if (own.length === 0 || nextRunTime !== own[0] || JSON.stringify(shown) !== JSON.stringify(own))
      wrong.push({ draft: { ...specs[index]?.draft }, own, shown, nextRunTime });
  }
  expect(wrong).toEqual([]);
});

test('what a new task shows before it is saved is what it does afterwards (E2)', async () => {
  const page = await editor('#/tasks/new');
  await page.getByLabel('Name', { exact: true }).fill('From the form');
  await page.getByRole('combobox', { name: 'Workflow' }).click();
  await page.getByRole('option', { name: /shop-prices/ }).click();
  await page.getByRole('combobox', { name: 'Runs as' }).click();
  await page.getByRole('option', { name: 'Mira' }).click();
  await page.getByLabel('Date', { exact: true }).fill('2031-01-29');
  await page.getByLabel('Time', { exact: true }).fill('9:30');
  await page.getByRole('combobox', { name: 'Time zone' }).click();
  await page.getByRole('combobox', { name: 'Time zone' }).fill('new york');
  await page.getByRole('option', { name: /New York/ }).click();
  await page.getByRole('button', { name: 'Monthly on day 29' }).click();
  await page.getByLabel('Interval').fill('2');
  await expect(page.getByTestId('words')).toContainText('Every 2 months on day 29');
  await expect.poll(async () => (await runsShown(page)).length).toBe(10);
  const shown = await runsShown(page);
  expect(shown[0]).toBe('2031-01-29T14:30:00.000Z');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page).toHaveURL(/#\/tasks\/\d+$/);
  const id = /tasks\/(\d+)$/.exec(page.url())?.[1] ?? '';
  const { occurrences } = z
    .object({ occurrences: z.array(z.object({ at: z.string() })) })
    .parse(await call(page, 'tasks', 'preview', { draft: {}, taskId: id }));
  expect(occurrences.map((run) => run.at)).toEqual(shown);
});

test('Enter that chooses a word while composing does not save (E3)', async () => {
  const page = await editor('#/tasks/new');
  const name = page.getByLabel('Name', { exact: true });
  await name.focus();
  const session = await page.context().newCDPSession(page);
  await session.send('Input.imeSetComposition', { text: 'ni hao', selectionStart: 6, selectionEnd: 6 });
  await session.send('Input.dispatchKeyEvent', {
    type: 'rawKeyDown',
    key: 'Enter',
    code: 'Enter',
    windowsVirtualKeyCode: 229,
  });
  await session.send('Input.insertText', { text: '你好' });
  await expect(name).toHaveValue('你好');
  await expect(page.getByTestId('issues')).toHaveCount(0);
  // The same key without a composition saves, so the test can fail.
  await name.press('Enter');
  await expect(page.getByTestId('issues')).toBeFocused();
});

test('the list of what to correct takes the focus and leads to each field (E4)', async () => {
  const page = await editor('#/tasks/new');
  await page.getByLabel('Time', { exact: true }).fill('25:00');
  await page.getByLabel('Interval').fill('0');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const issues = page.getByTestId('issues');
  await expect(issues).toBeFocused();
  await expect(issues.getByRole('heading')).toHaveText('5 answers need correcting');
  const links = issues.getByRole('link');
  await expect(links).toHaveText([
    'Name: This is needed.',
    'Workflow: Choose one.',
    'Runs as: Choose one.',
    'First run: Give a time such as 02:30.',
    'Repeat every: Give a whole number from 1 to 1,000,000.',
  ]);
  for (const [index, field] of ['name', 'workflowId', 'userId', 'startClock', 'repeatInterval'].entries()) {
    await links.nth(index).click();
    const answer = page.locator(
      `[data-answer="${field}"] input:visible, [data-question~="${field}"]:not(:has([data-answer])) input:visible`,
    );
    await expect(answer).toBeFocused();
    await expect(answer).toHaveAttribute('aria-invalid', 'true');
  }
  expect(await page.locator('input[name="name"]').getAttribute('aria-describedby')).not.toBeNull();
});

const intervals = [
  ['0', 'Give a whole number from 1 to 1,000,000.'],
  ['-1', 'Give a whole number from 1 to 1,000,000.'],
  ['1.5', 'Give a whole number from 1 to 1,000,000.'],
  ['1000000000', 'Give a whole number from 1 to 1,000,000.'],
  ['', 'This is needed.'],
] as const;

test('an interval that cannot be is told why, never corrected behind one’s back (E5)', async () => {
  const page = await editor(`#/tasks/${taskId('day', 'never')}/edit`);
  const interval = page.getByLabel('Interval');
  const question = page.locator('[data-question~="repeatInterval"]');
  for (const [typed, message] of intervals) {
    await interval.fill(typed);
    await interval.blur();
    await expect(interval).toHaveValue(typed);
    await expect(question.getByRole('alert'), typed).toHaveText(message);
    await expect(page.getByText('Complete the schedule to see its next runs.')).toBeVisible();
  }
  await interval.fill('3');
  await interval.blur();
  await expect(question.getByRole('alert')).toHaveCount(0);
  await expect(page.getByTestId('words')).toContainText('3 days after each run starts');
});

test('weekdays are a labelled group that keys can use (E6)', async () => {
  const page = await editor(`#/tasks/${taskId('week', 'never')}/edit`);
  const group = page.getByRole('group', { name: 'On these days' }).last();
  const friday = group.getByRole('button', { name: 'Friday' });
  await expect(friday).toHaveAttribute('aria-pressed', 'false');
  await group.getByRole('button', { name: 'Thursday' }).focus();
  await page.keyboard.press('Tab');
  await expect(friday).toBeFocused();
  await page.keyboard.press('Space');
  await expect(friday).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByTestId('words')).toContainText('Wed, Fri and Sun');
  await page.keyboard.press('Enter');
  await expect(friday).toHaveAttribute('aria-pressed', 'false');
});

const weeks = [
  { locale: 'en', first: 'Sunday', day: 'Friday', end: 'never', save: 'Save' },
  { locale: 'zh-CN', first: '星期一', day: '星期五', end: 'date', save: '保存' },
] as const;

for (const { locale, first, day, end, save } of weeks) {
  test(`a week in ${locale} starts on ${first} and stores the same numbers (E7)`, async () => {
    const id = taskId('week', end);
    const page = await editor(`#/tasks/${id}/edit`, { locale });
    const days = page.locator('[data-question="repeatDays"] button');
    await expect(days).toHaveCount(7);
    await expect(days.first()).toHaveAccessibleName(first);
    await page.getByRole('button', { name: day }).click();
    await page.getByRole('button', { name: save, exact: true }).click();
    await expect(page).toHaveURL(new RegExp(`#/tasks/${id}$`));
    const [row] = await desk.fixture.sql<{ days: number[] }>(
      'SELECT repeat_days::jsonb AS days FROM scheduled_tasks WHERE id = $1',
      [id],
    );
    expect(row?.days).toEqual([3, 5, 7]);
  });
}

test('leaving with changes asks; without any it does not (E8)', async () => {
  const page = await editor(`#/tasks/${taskId('day', 'date')}/edit`);
  await page.getByLabel('Description').fill('another');
  await page.getByRole('link', { name: 'Settings' }).click();
  const dialog = page.getByRole('dialog', { name: 'Leave without saving?' });
  await expect(dialog).toBeVisible();
  await dialog.getByRole('button', { name: 'Go on editing' }).click();
  await expect(page.getByLabel('Description')).toHaveValue('another');
  const closing = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const asked = await closing;
  expect(asked.type()).toBe('beforeunload');
  await asked.dismiss();
  await page.getByRole('link', { name: 'Settings' }).click();
  await dialog.getByRole('button', { name: 'Discard the changes' }).click();
  await expect(page).toHaveURL(/#\/settings/);
  await page.evaluate((hash) => location.assign(hash), `#/tasks/${taskId('day', 'date')}/edit`);
  await expect(page.getByLabel('Description')).toHaveValue('');
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect(page).toHaveURL(/#\/settings/);
});

test('coming back before the next page was there shows what is stored, and asks again (E8)', async () => {
  const hash = `#/tasks/${taskId('minute', 'date')}/edit`;
  const page = await editor(hash);
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route(/\/settings-page-[^/]*\.js$/, async (route) => {
    await held;
    await route.continue();
  });
  const description = page.getByLabel('Description');
  const dialog = page.getByRole('dialog', { name: 'Leave without saving?' });
  await description.fill('given up');
  await page.getByRole('link', { name: 'Settings' }).click();
  await dialog.getByRole('button', { name: 'Discard the changes' }).click();
  await expect(page).toHaveURL(/#\/settings/);
  await page.evaluate((to) => location.assign(to), hash);
  await expect(description).toHaveValue('');
  await description.fill('another');
  letGo();
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect(dialog).toBeVisible();
  await dialog.getByRole('button', { name: 'Go on editing' }).click();
  await expect(description).toHaveValue('another');
});

test('a crash of the window loses no answer (E8)', async () => {
  const id = taskId('hour', 'never');
  const page = await editor(`#/tasks/${id}/edit`);
  await page.getByLabel('Name', { exact: true }).fill('Typed before the crash');
  await page.getByLabel('Interval').fill('5');
  await expect
    .poll(() => page.evaluate((key) => localStorage.getItem(key) ?? '', `nx-draft:${id}`))
    .toContain('"repeatInterval":5');
  const address = page.url();
  const crashed = page.waitForEvent('crash');
  const session = await page.context().newCDPSession(page);
  session.send('Page.crash').catch(() => undefined);
  await crashed;
  const again = await page.context().newPage();
  await again.goto(address);
  await expect(again.getByText(/Your unsaved changes of .* are back\./)).toBeVisible();
  await expect(again.getByLabel('Name', { exact: true })).toHaveValue('Typed before the crash');
  await expect(again.getByLabel('Interval')).toHaveValue('5');
  await again.getByRole('button', { name: 'Discard them' }).click();
  await expect(again.getByLabel('Name', { exact: true })).toHaveValue('hour never');
  expect(await again.evaluate((key) => localStorage.getItem(key), `nx-draft:${id}`)).toBeNull();
});

test('the consequence is told once a pause in typing (E9)', async () => {
  const page = await editor(`#/tasks/${taskId('minute', 'never')}/edit`);
  await expect(page.locator('tr[data-at]').first()).toBeVisible();
  const told: string[] = [];
  await page.exposeFunction('heard', (sentence: string) => told.push(sentence));
  await page.evaluate(() => {
    const region = document.querySelector('[data-testid="announcements"]');
    if (region === null) throw new Error('There is no region for announcements.');
    const heard: unknown = Reflect.get(window, 'heard');
    new MutationObserver(() => {
      if (typeof heard === 'function') heard(region.textContent);
    }).observe(region, { childList: true, characterData: true, subtree: true });
  });
  const interval = page.getByLabel('Interval');
  await interval.focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('1234');
  await expect
    .poll(() => told)
    .toEqual([expect.stringMatching(/^1234 minutes after each run starts .*Next run .*\.$/)]);
});

test('old and new next runs are set against each other before saving', async () => {
  const page = await editor(`#/tasks/${taskId('week', 'runs')}/edit`);
  const before = await runsShown(page);
  await page.getByRole('button', { name: 'Monday' }).click();
  const changes = page.getByTestId('changes');
  await expect(changes).toContainText('new');
  const after = await runsShown(page);
  const added = after.filter((at) => !before.includes(at));
  expect(added.length).toBeGreaterThan(0);
  for (const at of added) await expect(page.locator(`tr[data-at="${at}"]`)).toContainText('new');
  await expect(page.getByText(/Changes apply from the next run/)).toBeVisible();
  await page.getByRole('button', { name: 'Monday' }).click();
  await expect(changes).toHaveCount(0);
  await page.getByLabel('Time', { exact: true }).fill('04:45');
  await page.getByLabel('Time', { exact: true }).blur();
  await expect(page.locator('tr[data-at]').first()).toContainText('moved from 02:30');
  await page.getByRole('button', { name: 'Wednesday' }).click();
  await expect(page.getByTestId('dropped')).toContainText('dropped by this change');
});

test('a task changed elsewhere shows both values, and each is chosen', async () => {
  const id = taskId('month', 'never');
  const page = await editor(`#/tasks/${id}/edit`);
  await page.getByLabel('Name', { exact: true }).fill('mine');
  await page.getByLabel('Description').fill('my description');
  await page.getByLabel('Interval').fill('4');
  await call(page, 'tasks', 'update', {
    id: String(id),
    changes: { name: 'theirs', description: 'their description', pinned: true },
  });
  await expect(page.getByText(/This task was changed elsewhere/)).toBeVisible();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Changed elsewhere meanwhile' });
  await expect(dialog.getByRole('row', { name: /Name/ })).toContainText('theirs');
  await expect(dialog.getByRole('row', { name: /Name/ })).toContainText('mine');
  await dialog.getByRole('radiogroup', { name: 'Value of Name' }).getByText('Take theirs').click();
  await dialog.getByRole('button', { name: 'Save these values' }).click();
  await expect(page).toHaveURL(new RegExp(`#/tasks/${id}$`));
  const [row] = await desk.fixture.sql(
    `SELECT name, description, repeat_interval, pinned FROM scheduled_tasks t JOIN task_policies p ON p.task_id = t.id WHERE t.id = $1`,
    [id],
  );
  expect(row).toEqual({ name: 'theirs', description: 'my description', repeat_interval: 4, pinned: true });
});

test('inputs are asked as the workflow defines them and keep the form they are stored in', async () => {
  const id = taskId('year', 'both');
  const page = await editor(`#/tasks/${id}/edit`);
  await expect(page.getByLabel('Topic (required)')).toHaveValue('Quarter');
  await expect(page.getByText('1 value that the workflow does not ask for is kept: extra.')).toBeVisible();
  await page.getByLabel('Topic (required)').fill('');
  await page.getByLabel('Code (required)').fill('B-2');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByTestId('issues').getByRole('link')).toHaveText(['Inputs: Topic: please check.']);
  await page.getByLabel('Topic (required)').fill('Year');
  await page.getByLabel('Cities').fill('Bern\n北京');
  await page.getByRole('radiogroup', { name: 'Show inputs as' }).getByText('JSON').click();
  const text = page.getByLabel('Inputs as JSON');
  const good = await text.inputValue();
  await text.fill('{\n  "a": 1,\n  "b": }');
  await expect(page.getByText('Line 3, column 8: “}” does not fit here.')).toBeVisible();
  await page.getByRole('button', { name: 'Go to line 3' }).click();
  await expect(text).toBeFocused();
  await text.fill(good);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`#/tasks/${id}$`));
  const [row] = await desk.fixture.sql<{ input: unknown }>(
    'SELECT input::jsonb AS input FROM scheduled_tasks WHERE id = $1',
    [id],
  );
  expect(row?.input).toEqual({
    properties: {
      topic: { value: 'Year' },
      pages: { value: 5 },
      cities: { value: ['Bern', '北京'] },
      customer: { value: { code: 'B-2' } },
      extra: { value: 'kept' },
    },
  });
});

test('a copy is a task of its own, and save and run now starts it', async () => {
  const page = await editor(`#/tasks/new?from=${taskId('hour', 'both')}`);
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Copy of hour both');
  await page.getByRole('button', { name: 'Save and run now' }).click();
  await expect(page).toHaveURL(/#\/runs\/\d+$/);
  const [row] = await desk.fixture.sql(
    `SELECT t.repeat_interval, t.max_executions, r.trigger FROM scheduled_tasks t JOIN task_runs r ON r.task_id = t.id WHERE t.name = 'Copy of hour both'`,
  );
  expect(row).toEqual({ repeat_interval: 2, max_executions: 24, trigger: 'manual' });
});

test('while the database cannot be reached, answers are kept and saving says why not', async () => {
  const page = await desk.page('#/settings');
  const status = executorStatus.parse(await call(page, 'executor', 'status', {}));
  const sockets: WebSocketRoute[] = [];
  let lost = false;
  await page.routeWebSocket(/\/socket/, (socket) => {
    sockets.push(socket);
    // What the real application says of itself must not take the outage away again.
    socket.connectToServer().onMessage((message) => {
      if (!lost || !String(message).includes('"status.changed"')) socket.send(message);
    });
  });
  const tell = (state: 'connected' | 'lost'): void => {
    lost = state === 'lost';
    sockets[0]?.send(
      JSON.stringify({
        event: 'status.changed',
        payload: { ...status, database: { ...status.database, state, since: new Date().toISOString() } },
      }),
    );
  };
  const id = taskId('year', 'never');
  await page.goto(page.url().replace(/#.*/, `#/tasks/${id}/edit`));
  await page.reload();
  await page.getByLabel('Description').fill('kept meanwhile');
  tell('lost');
  const save = page.getByRole('button', { name: 'Save', exact: true });
  await expect(save).toHaveAttribute('aria-disabled', 'true');
  await expect(page.getByText(/Your answers are kept on this computer/)).toBeVisible();
  await page.keyboard.press('Control+s');
  await expect
    .poll(() => page.evaluate((key) => localStorage.getItem(key) ?? '', `nx-draft:${id}`))
    .toContain('kept meanwhile');
  await expect(page).toHaveURL(/\/edit$/);
  tell('connected');
  await save.click();
  await expect(page).toHaveURL(new RegExp(`#/tasks/${id}$`));
  expect(
    await countOf(
      desk.fixture,
      `SELECT count(*) FROM scheduled_tasks WHERE id = ${id} AND description = 'kept meanwhile'`,
    ),
  ).toBe(1);
});
