import { ConsoleBrowser, expect, test } from '../support/console-page';
import { everyScreenSql } from '../support/console-screens';

let app: ConsoleBrowser;

test.beforeAll(async ({ browser }) => {
  app = await ConsoleBrowser.open(browser, {
    fill: `${everyScreenSql}
      INSERT INTO workflows (id, app_id, name, publish_status) VALUES (30, 1, 'failing', 1);
      INSERT INTO workflow_targets (workflow_id, connector, config) VALUES (30, 'command', '{"command": "failing"}');
      INSERT INTO scheduled_tasks (id, name, task_type, status, user_id, app_id, workflow_id, start_time, next_run_time, repeat_type, repeat_interval)
        VALUES (30, 'Stumbling block', 'recurring', 1, 1, 1, 30, '2026-01-05 00:00', now() + interval '9 hours', 'day', 1);
      INSERT INTO task_policies (task_id, time_zone, retry_attempts) VALUES (30, 'UTC', 0);`,
    settings: {
      commands: [
        {
          name: 'failing',
          program: process.execPath,
          args: ['-e', "console.log('stumbled'); process.exit(3)"],
        },
      ],
    },
  });
});
test.afterAll(() => app.stop());

test('by keys alone: find a task, edit and save it, run it, read its log, run it again', async () => {
  const page = await app.page('#/overview');
  const { keyboard } = page;
  await keyboard.press('g');
  await keyboard.press('t');
  await expect(page.locator('tr[data-task]').first()).toBeVisible();
  await keyboard.press('/');
  await keyboard.type('stumb');
  await expect(page.locator('tr[data-task]')).toHaveCount(1);
  const reach = async (what: string): Promise<void> => {
    for (let presses = 0; presses < 60; presses++) {
      if (await page.evaluate((css) => document.activeElement?.matches(css) === true, what)) return;
      await keyboard.press('Tab');
    }
    throw new Error(`Tab does not lead to ${what}.`);
  };
  await reach('tr[data-task]');
  await keyboard.press('e');
  await expect(page.getByRole('heading', { level: 1, name: 'Edit Stumbling block' })).toBeVisible();
  await expect(page.getByTestId('words')).not.toBeEmpty();
  await reach('input[name="description"], textarea[name="description"]');
  await keyboard.type('Falls every time');
  await keyboard.press('Control+s');
  await expect(page).toHaveURL(/#\/tasks\/30$/);
  await expect
    .poll(() => app.fixture.sql('SELECT description FROM scheduled_tasks WHERE id = 30'))
    .toEqual([{ description: 'Falls every time' }]);
  // The page's keys are there once its task is.
  await expect(page.getByRole('heading', { level: 1, name: 'Stumbling block', exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Run now' }).first()).toBeVisible();
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.matches('input, textarea, [contenteditable]')))
    .toBe(false);
  await keyboard.press('r');
  await expect
    .poll(() => app.fixture.sql(`SELECT outcome FROM task_runs WHERE task_id = 30`), { timeout: 20_000 })
    .toEqual([{ outcome: 'failed' }]);
  const [run] = await app.fixture.sql<{ id: string }>('SELECT id FROM task_runs WHERE task_id = 30');
  const link = `a[href$="#/runs/${run?.id ?? ''}"]`;
  await expect(page.locator(link).first()).toBeVisible();
  await reach(link);
  await keyboard.press('Enter');
  await expect(page.locator('[data-seq]').filter({ hasText: 'stumbled' })).toBeVisible();
  await expect(page.getByText(/exit code 3/).first()).toBeVisible();
  await reach('header [aria-haspopup="menu"]');
  await keyboard.press('Enter');
  await expect(page.getByRole('menuitem').first()).toBeVisible();
  // The second: with the task's present inputs.
  const current = page.getByRole('menuitem').nth(1);
  for (let presses = 0; presses < 3; presses++) {
    if (await current.evaluate((item) => item === document.activeElement)) break;
    await keyboard.press('ArrowDown');
  }
  await expect(current).toBeFocused();
  await keyboard.press('Enter');
  await expect
    .poll(() => app.fixture.sql(`SELECT count(*)::int AS count FROM task_runs WHERE task_id = 30`))
    .toEqual([{ count: 2 }]);
});

test('the tables of runs and steps and the list of workflows read as what they are', async () => {
  const [run] = await app.fixture.sql<{ id: string }>(
    'SELECT id FROM task_runs WHERE task_id = 1 AND attempt = 3',
  );
  const page = await app.page(`#/runs/${run?.id ?? ''}?tab=steps`);
  await page.getByRole('button', { name: 'Show as table' }).click();
  await expect(page.getByRole('table', { name: 'Steps over time' })).toMatchAriaSnapshot(`
    - table "Steps over time":
      - rowgroup:
        - row "Step Kind State Started Took Error":
          - columnheader "Step"
          - columnheader "Kind"
          - columnheader "State"
          - columnheader "Started"
          - columnheader "Took"
          - columnheader "Error"
      - rowgroup:
        - row /^Load retriever Succeeded [\\d:]+ 2 s$/:
          - rowheader "Load"
          - cell "retriever"
          - cell "Succeeded"
          - cell /[\\d:]+/
          - cell "2 s"
          - cell
        - row /^Fetch prices http Failed [\\d:]+ 30 s HTTP 502$/:
          - rowheader "Fetch prices"
          - cell "http"
          - cell "Failed"
          - cell /[\\d:]+/
          - cell "30 s"
          - cell "HTTP 502"
  `);
  await page.evaluate(() => location.assign('#/settings?section=workflows'));
  await expect(page.getByRole('region', { name: 'Workflows' })).toMatchAriaSnapshot(`
    - region "Workflows":
      - heading "Workflows" [level=2]
      - button "Add workflow"
      - list "Workflows":
        - listitem:
          - button "Edit failing"
          - button "Delete failing"
        - listitem:
          - text: knowledge-index Shop · Command of this computer · report · 3 tasks
          - button "Edit knowledge-index"
          - button "Delete knowledge-index"
        - listitem:
          - text: ledger-export 财务 · Command of this computer · report · 2 tasks
          - button "Edit ledger-export"
          - button "Delete ledger-export"
        - listitem:
          - text: newsletter Shop · Default connection · 2 tasks
          - button "Edit newsletter"
          - button "Delete newsletter"
        - listitem:
          - button "Edit shop-prices"
          - button "Delete shop-prices"
        - listitem:
          - text: 供应商对账流程 财务 · Command of this computer · report · 2 tasks
          - button "Edit 供应商对账流程"
          - button "Delete 供应商对账流程"
  `);
});
