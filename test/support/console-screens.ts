import type { Page } from '@playwright/test';
import type { EventName, EventPayload } from '../../src-main/contract/api';
import type { Words } from '../../src-renderer/i18n/catalog';
import { settingsSection } from '../../src-renderer/router/search';
import { everyStateSql } from './every-state-fixture';

/** What the small team's fixture lacks: a queued run, steps, inputs and outputs, and a task across a clock change. */
export const everyScreenSql = `${everyStateSql}
INSERT INTO task_runs (id, task_id, planned_at, trigger, state, attempt, not_before, created_at) VALUES
  (9100, 3, now() - interval '4 minutes', 'manual', 'queued', 0, now() + interval '1 day', now() - interval '4 minutes');
UPDATE task_runs SET input = '{"topic": "prices", "pages": [1, 2]}', result = '{"rows": 3, "note": null}', steps = jsonb_build_array(
    jsonb_build_object('id', 'a', 'name', 'Load', 'type', 'retriever', 'status', 'succeeded', 'startedAt', to_char(started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'elapsedMs', 2000, 'error', null),
    jsonb_build_object('id', 'b', 'name', 'Fetch prices', 'type', 'http', 'status', 'failed', 'startedAt', to_char((started_at + interval '2 seconds') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'elapsedMs', 30000, 'error', 'HTTP 502'))
  WHERE task_id = 1 AND attempt = 3;
UPDATE task_runs SET progress = '{"percent": 34, "text": "Embedding"}' WHERE task_id = 2 AND state = 'running';
INSERT INTO scheduled_tasks (id, name, description, task_type, status, user_id, app_id, workflow_id, start_time, next_run_time, repeat_type, repeat_interval, execution_count, created_at)
  VALUES (13, 'Before dawn', 'Across the clock change', 'recurring', 1, 1, 1, 2, '2027-03-13 02:30', '2027-03-13 07:30+00', 'day', 1, 0, now() - interval '1 day');
INSERT INTO task_runs (id, task_id, planned_at, trigger, state, outcome, reason_code, reason_params, attempt, created_at, finished_at, covers, covers_until) VALUES
  (9101, 12, now() - interval '3 minutes', 'schedule', 'ended', 'missed', 'late', '{}', 0, now() + interval '1 second', now() + interval '1 second', 1, NULL);
INSERT INTO task_policies (task_id, time_zone, pinned) VALUES (13, 'America/New_York', false);
SELECT setval(pg_get_serial_sequence('scheduled_tasks', 'id'), 13);
`;

/** Tells the page something in the application's name. */
export type Tell = <Name extends EventName>(event: Name, payload: EventPayload<Name>) => void;

/** A page's socket passes through; what `tell` says is put into it, and what the window asks is kept in `asked`. */
export const listenIn = async (page: Page, asked: string[] = []): Promise<Tell> => {
  let say: (text: string) => void = () => {
    throw new Error('The page has no socket.');
  };
  await page.routeWebSocket(/\/socket$/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => socket.send(message));
    socket.onMessage((message) => {
      asked.push(String(message));
      server.send(message);
    });
    // A test's own call opens a socket too; the window's is the first.
    if (say.name !== 'toWindow')
      say = function toWindow(text) {
        socket.send(text);
      };
  });
  return (event, payload) => say(JSON.stringify({ event, payload }));
};

/** One picture of the window: an address, what has to be there, and what is opened on it. */
export interface Screen {
  readonly name: string;
  readonly hash: string;
  /** Shown once the screen is whole. */
  readonly ready: string;
  readonly open?: (page: Page, words: Words, tell: Tell) => Promise<void>;
  /** Where Esc does not lead back. */
  readonly close?: (page: Page, words: Words) => Promise<void>;
  /** A narrower window, in pixels, has it in another place. */
  readonly fromWidth?: number;
  /** What opened over the page: the rest has been looked at before. */
  readonly part?: string;
}

const dialog = '[role="dialog"][aria-modal="true"]';
const panel = '[role="dialog"]';
const menu = '[role="menu"]';
const list = '[role="listbox"]';

const click =
  (what: string, opened: string, place: 'first' | 'last' = 'first') =>
  async (page: Page): Promise<void> => {
    await page.locator(what)[place]().click();
    await page.locator(`${opened}:visible`).first().waitFor();
  };

const press =
  (name: (words: Words) => string, opened: string) =>
  async (page: Page, words: Words): Promise<void> => {
    await page
      .getByRole('button', { name: name(words), exact: true })
      .first()
      .click();
    await page.locator(`${opened}:visible`).first().waitFor();
  };

/** Opens the page's menu of further actions and chooses one. */
const further =
  (entry: (words: Words) => string) =>
  async (page: Page, words: Words): Promise<void> => {
    await page.getByRole('button', { name: words.common.actions.more, exact: true }).click();
    await page.getByRole('menuitem', { name: entry(words), exact: true }).click();
    await page.locator(dialog).waitFor();
  };

/** Leaves nothing chosen behind a question that was not answered. */
const unchoose = async (page: Page, words: Words): Promise<void> => {
  await page.keyboard.press('Escape');
  await page.locator(dialog).waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: words.tasks.bulk.clear, exact: true }).click();
};

/** Takes back what a message in the corner tells of. */
const undo = async (page: Page, words: Words): Promise<void> => {
  const taken = page.getByRole('button', { name: words.common.actions.undo, exact: true });
  await taken.last().click();
  await taken.first().waitFor({ state: 'hidden' });
};

/** Somebody else changes a task while this window edits it. */
const changeElsewhere = async (page: Page, id: string, changes: Record<string, string>): Promise<void> => {
  await page.evaluate(
    (frame) =>
      new Promise<void>((resolve) => {
        const socket = new WebSocket(`ws://${location.host}/socket`);
        socket.addEventListener('open', () => socket.send(frame));
        socket.addEventListener('message', ({ data }) => {
          if (!String(data).startsWith('{"id":1,')) return;
          socket.close();
          resolve();
        });
      }),
    JSON.stringify({ id: 1, group: 'tasks', call: 'update', input: { id, changes }, locale: 'en' }),
  );
};

/** Presses keys that open a dialog. */
const type =
  (keys: string) =>
  async (page: Page): Promise<void> => {
    await page.keyboard.press(keys);
    await page.locator(dialog).waitFor();
  };

/** Lets the application say what opens a dialog. */
const told =
  (say: (tell: Tell) => void) =>
  async (page: Page, _: Words, tell: Tell): Promise<void> => {
    say(tell);
    await page.locator(dialog).waitFor();
  };

/** Answers the editor’s question before leaving. */
const discard = async (page: Page, words: Words): Promise<void> => {
  await page.getByRole('button', { name: words.editor.leave.discard, exact: true }).click();
  await page.locator('[data-roving]').first().waitFor();
};

const task = 'tr[data-task]';
const run = 'tr[data-run]';
const tab = '[role="tab"][aria-selected="true"]';
const nextRuns = 'tr[data-at]';

/** Runs of the fixture by what became of them. */
export interface ShownRuns {
  readonly failed: string;
  readonly running: string;
  readonly waiting: string;
  readonly missed: string;
}

/** Every screen, with its menus, pickers and dialogs. */
export const everyScreen = (runs: ShownRuns): readonly Screen[] => [
  { name: 'Overview', hash: '#/overview', ready: '[data-roving]' },
  {
    name: 'Overview as tables',
    hash: '#/overview',
    ready: '[data-roving]',
    open: async (page, words) => {
      for (const plot of [0, 1]) {
        await page.getByRole('button', { name: words.common.showTable, exact: true }).first().click();
        await page.getByRole('button', { name: words.common.showChart, exact: true }).nth(plot).waitFor();
      }
    },
  },
  { name: 'Tasks', hash: '#/tasks', ready: task },
  {
    name: 'Tasks, row menu',
    hash: '#/tasks',
    ready: task,
    open: click(`${task} [aria-haspopup="menu"]`, menu),
    part: menu,
  },
  {
    name: 'Tasks, columns',
    hash: '#/tasks',
    ready: task,
    open: press((words) => words.tasks.menu.button, menu),
    part: menu,
  },
  {
    name: 'Tasks, filters',
    hash: '#/tasks',
    ready: task,
    open: press((words) => words.tasks.filter.button, panel),
    part: panel,
  },
  {
    name: 'Tasks, some chosen',
    hash: '#/tasks',
    ready: task,
    open: async (page) => {
      for (const row of [0, 1]) await page.locator(`${task} input[type="checkbox"]`).nth(row).check();
    },
    close: unchoose,
  },
  {
    name: 'Tasks, pause some',
    hash: '#/tasks',
    ready: task,
    open: async (page, words) => {
      for (const row of [0, 1]) await page.locator(`${task} input[type="checkbox"]`).nth(row).check();
      await page.getByRole('button', { name: words.tasks.actions.pauseAsk, exact: true }).click();
      await page.locator(dialog).waitFor();
    },
    close: unchoose,
    part: dialog,
  },
  {
    name: 'Tasks, delete many',
    hash: '#/tasks',
    ready: task,
    open: async (page, words) => {
      await page.locator('thead input[type="checkbox"]').check();
      await page.getByRole('button', { name: words.tasks.actions.deleteAsk, exact: true }).click();
      await page.locator(dialog).waitFor();
    },
    close: unchoose,
    part: dialog,
  },
  {
    name: 'Tasks, deleted',
    hash: '#/tasks',
    ready: task,
    open: async (page, words) => {
      await page.locator(`${task} [aria-haspopup="menu"]`).last().click();
      await page.getByRole('menuitem', { name: words.tasks.actions.delete, exact: true }).click();
      await page.getByRole('button', { name: words.common.actions.undo, exact: true }).waitFor();
    },
    close: undo,
  },
  {
    name: 'Tasks, save view',
    hash: '#/tasks?chip=enabled',
    ready: task,
    open: async (page, words) => {
      await page.getByRole('button', { name: words.tasks.menu.button, exact: true }).click();
      await page.getByRole('menuitem', { name: words.tasks.menu.saveView, exact: true }).click();
      await page.locator(dialog).waitFor();
    },
    part: dialog,
  },
  { name: 'Tasks, filtered', hash: '#/tasks?repeat=day&workflow=1&within=86400000', ready: task },
  {
    name: 'Tasks, filters, a list',
    hash: '#/tasks',
    ready: task,
    open: async (page, words) => {
      await press((said) => said.tasks.filter.button, panel)(page, words);
      await click(`${panel} input:visible`, list)(page);
    },
    close: async (page) => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
    },
    part: list,
  },
  { name: 'Tasks, nothing matches', hash: '#/tasks?q=nothing', ready: '[data-testid="empty"]' },
  ...(['overview', 'runs', 'inputs', 'policies', 'changes'] as const).map((name) => ({
    name: `Task, ${name}`,
    hash: `#/tasks/1?tab=${name}`,
    ready: tab,
  })),
  { name: 'Task, paused', hash: '#/tasks/7', ready: tab },
  { name: 'Task, ended', hash: '#/tasks/9', ready: tab },
  { name: 'Task, disabled', hash: '#/tasks/10', ready: tab },
  { name: 'Task, invalid', hash: '#/tasks/11', ready: tab },
  { name: 'Task across the clock change', hash: '#/tasks/13', ready: tab },
  {
    name: 'Task, more',
    hash: '#/tasks/3',
    ready: tab,
    open: press((words) => words.common.actions.more, menu),
    part: menu,
  },
  {
    name: 'Task, ways to run',
    hash: '#/tasks/3',
    ready: tab,
    open: press((words) => words.taskDetail.actions.more, menu),
    fromWidth: 1025,
    part: menu,
  },
  {
    name: 'Task, ways to pause',
    hash: '#/tasks/3',
    ready: tab,
    open: press((words) => words.taskDetail.actions.pauseMore, menu),
    fromWidth: 1025,
    part: menu,
  },
  {
    name: 'Task, every condition',
    hash: '#/tasks/3',
    ready: tab,
    open: async (page, words) => {
      await page.getByRole('button', { name: words.taskDetail.why.show, exact: true }).click();
      await page.getByRole('button', { name: words.taskDetail.why.hide, exact: true }).waitFor();
    },
  },
  {
    name: 'Task, next run skipped',
    hash: '#/tasks/12',
    ready: tab,
    open: async (page, words) => {
      await page.getByRole('button', { name: words.common.actions.more, exact: true }).click();
      await page.getByRole('menuitem', { name: words.taskDetail.actions.skipNext, exact: true }).click();
      await page.getByRole('button', { name: words.common.actions.undo, exact: true }).waitFor();
    },
    close: undo,
  },
  {
    name: 'Task, run with inputs',
    hash: '#/tasks/3',
    ready: tab,
    open: further((words) => words.taskDetail.actions.runWith),
    part: dialog,
  },
  {
    name: 'Task, pause with a reason',
    hash: '#/tasks/3',
    ready: tab,
    open: further((words) => words.taskDetail.actions.pauseAsk),
    part: dialog,
  },
  { name: 'New task', hash: '#/tasks/new', ready: nextRuns },
  { name: 'Editor', hash: '#/tasks/6/edit', ready: nextRuns },
  { name: 'Editor across the clock change', hash: '#/tasks/13/edit', ready: nextRuns },
  {
    name: 'Editor, date picker',
    hash: '#/tasks/6/edit',
    ready: nextRuns,
    open: click('[data-answer="startDate"] input', '[data-dates-dropdown]'),
    part: '[data-dates-dropdown]',
  },
  {
    name: 'Editor, zone picker',
    hash: '#/tasks/6/edit',
    ready: nextRuns,
    open: click('[data-answer="timeZone"] input', list),
    part: list,
  },
  {
    name: 'Editor, workflow picker',
    hash: '#/tasks/6/edit',
    ready: nextRuns,
    open: async (page, words) => {
      await page.getByRole('combobox', { name: words.editor.workflow.workflow, exact: true }).click();
      await page.locator(`${list}:visible`).first().waitFor();
    },
    part: list,
  },
  {
    name: 'Editor, conflict',
    hash: '#/tasks/12/edit',
    ready: nextRuns,
    open: async (page) => {
      await page.locator('input[name="name"]').fill('Invoice digest');
      await page.locator('input[name="description"]').fill('Unpaid invoices by customer');
      // Two changes: the second alone would be none when the screen is opened again.
      for (const description of ['1', 'Sales summary to the team'])
        await changeElsewhere(page, '12', { description });
      await page.keyboard.press('Control+s');
      await page.locator(dialog).waitFor();
    },
    close: async (page, words) => {
      await page.keyboard.press('Escape');
      await page.locator(dialog).waitFor({ state: 'hidden' });
      await page.locator('nav a').first().click();
      await discard(page, words);
    },
    part: dialog,
  },
  {
    name: 'Editor, issues',
    hash: '#/tasks/new',
    ready: nextRuns,
    open: async (page) => {
      await page.locator('input[name="repeatInterval"]').fill('0');
      await page.keyboard.press('Control+s');
      await page.getByTestId('issues').waitFor();
    },
    close: async (page, words) => {
      await page.locator('nav a').first().click();
      await discard(page, words);
    },
  },
  {
    name: 'Editor, leave',
    hash: '#/tasks/6/edit',
    ready: nextRuns,
    open: async (page) => {
      await page.locator('input[name="name"]').fill('Renamed');
      await page.locator('nav a').first().click();
      await page.locator(dialog).waitFor();
    },
    close: discard,
    part: dialog,
  },
  { name: 'Runs', hash: '#/runs?range=all', ready: run },
  {
    name: 'Runs, filters',
    hash: '#/runs?range=all',
    ready: run,
    open: press((words) => words.tasks.filter.button, panel),
    part: panel,
  },
  {
    name: 'Runs, own period',
    hash: '#/runs?range=custom&from=2026-01-01T00:00:00.000Z',
    ready: run,
  },
  {
    name: 'Runs, export',
    hash: '#/runs?range=all',
    ready: run,
    open: press((words) => words.runs.actions.export, menu),
    part: menu,
  },
  ...(['log', 'steps', 'inputs', 'outputs', 'attempts', 'raw'] as const).map((name) => ({
    name: `Failed run, ${name}`,
    hash: `#/runs/${runs.failed}?tab=${name}`,
    ready: tab,
  })),
  { name: 'Running run', hash: `#/runs/${runs.running}`, ready: tab },
  { name: 'Waiting run', hash: `#/runs/${runs.waiting}`, ready: tab },
  { name: 'Queued run', hash: '#/runs/9100', ready: tab },
  { name: 'Missed run', hash: `#/runs/${runs.missed}`, ready: tab },
  {
    name: 'Run again',
    hash: `#/runs/${runs.failed}`,
    ready: tab,
    open: press((words) => words.runDetail.actions.runAgain, menu),
    part: menu,
  },
  { name: 'No such run', hash: '#/runs/999999', ready: '#content a' },
  ...settingsSection.options.map((section) => ({
    name: `Settings, ${section}`,
    hash: `#/settings?section=${section}`,
    ready: '[data-setting], #content p',
  })),
  ...(['workflows', 'connections', 'commands'] as const).map((section) => ({
    name: `Settings, ${section}, new`,
    hash: `#/settings?section=${section}`,
    ready: '[data-setting], #content p',
    open: press((words) => words.settings[section].add, dialog),
    part: dialog,
  })),
  { name: 'Diagnostics', hash: '#/diagnostics', ready: '#content table' },
  {
    name: 'Palette',
    hash: '#/overview',
    ready: '[data-roving]',
    open: type('Control+k'),
    part: dialog,
  },
  {
    name: 'Keys',
    hash: '#/overview',
    ready: '[data-roving]',
    open: type('?'),
    part: dialog,
  },
  {
    name: 'Close question',
    hash: '#/overview',
    ready: '[data-roving]',
    open: told((tell) => tell('close.asked', { running: 1 })),
    part: dialog,
  },
  {
    name: 'Quit question',
    hash: '#/overview',
    ready: '[data-roving]',
    open: told((tell) => tell('quit.asked', { running: 2 })),
    part: dialog,
  },
  {
    name: 'Wake sheet',
    hash: '#/overview',
    ready: '[data-roving]',
    open: async (page, words, tell) => {
      tell('woke.up', { since: new Date(Date.now() - 3_600_000).toISOString(), items: 1 });
      await page.getByRole('button', { name: words.shell.banner.review, exact: true }).click();
      await page.locator(`${dialog} tbody input[type="checkbox"]`).first().check();
    },
    part: dialog,
  },
  { name: 'Not found', hash: '#/nowhere', ready: '#content a' },
];
