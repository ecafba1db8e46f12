import type { Page } from '@playwright/test';
import { ConsoleBrowser, countOf, expect, test, violations, type Look } from '../support/console-page';
import { editorSql } from '../support/editor-fixture';

let desk: ConsoleBrowser;
test.beforeAll(async ({ browser }) => {
  desk = await ConsoleBrowser.open(browser, { fill: editorSql });
});
test.afterAll(async () => {
  await desk.stop();
});

const words = {
  en: {
    date: 'Date',
    zone: 'Time zone',
    workflow: 'Workflow',
    save: 'Save',
    json: 'JSON',
    view: 'Show inputs as',
  },
  'zh-CN': {
    date: '日期',
    zone: '时区',
    workflow: '工作流',
    save: '保存',
    json: 'JSON',
    view: '输入的显示方式',
  },
} as const;

/** Weekly, with inputs as a form and both ends: most questions at once. */
const busyTask = '#/tasks/20/edit';

const looks: readonly Look[] = (['light', 'dark', 'contrast'] as const).flatMap((theme) =>
  (['en', 'zh-CN'] as const).map((locale) => ({
    theme,
    locale,
    density: theme === 'dark' ? ('compact' as const) : ('comfortable' as const),
  })),
);

for (const look of looks) {
  const locale = look.locale ?? 'en';
  test(`axe finds nothing, pickers open and issues listed: ${String(look.theme)}, ${locale}`, async () => {
    test.setTimeout(120_000);
    const text = words[locale];
    const page = await desk.page(busyTask, look);
    await expect(page.locator('tr[data-at]').first()).toBeVisible();
    await page.locator('[data-question="repeatDays"] button').nth(1).click();
    await expect(page.getByTestId('changes')).toBeVisible();
    expect(await violations(page)).toEqual([]);

    await page.getByRole('textbox', { name: text.date, exact: true }).click();
    await expect(page.getByRole('button', { name: /2030/ }).first()).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');

    await page.getByRole('combobox', { name: text.zone, exact: true }).click();
    await expect(page.getByRole('option').first()).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');

    await page.getByRole('radiogroup', { name: text.view }).getByText(text.json).click();
    await page.locator('input[name="name"]').fill('');
    await page.locator('input[name="repeatInterval"]').fill('0');
    await page.getByRole('button', { name: text.save, exact: true }).click();
    await expect(page.getByTestId('issues')).toBeFocused();
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });
}

const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const widest = [document.documentElement, ...document.querySelectorAll('#content')];
    return Math.max(...widest.map((element) => element.scrollWidth - element.clientWidth));
  });

for (const viewport of [
  { width: 1280, height: 800 },
  { width: 800, height: 560 },
  { width: 320, height: 256 },
]) {
  test(`nothing has to be scrolled sideways at ${viewport.width} × ${viewport.height}`, async () => {
    const page = await desk.page(busyTask, { viewport });
    await expect(page.locator('tr[data-at]').first()).toBeAttached();
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    const cut = await page.locator('tr[data-at] > :is(th, td)').evaluateAll(
      (cells) =>
        cells.filter((cell) => {
          const card = cell.closest('section')?.getBoundingClientRect();
          return card !== undefined && cell.getBoundingClientRect().right > card.right + 1;
        }).length,
    );
    expect(cut).toBe(0);
  });
}

test('a task is made by keys alone', async () => {
  const page = await desk.page('#/tasks');
  await page.keyboard.press('Control+n');
  await expect(page.getByTestId('words')).not.toBeEmpty();
  const reach = async (name: string): Promise<void> => {
    for (let presses = 0; presses < 80; presses++) {
      const here = await page.evaluate(() => {
        const closest = (attribute: string): string =>
          document.activeElement?.closest(`[${attribute}]`)?.getAttribute(attribute) ?? '';
        return document.activeElement instanceof HTMLInputElement
          ? `${closest('data-answer')} ${closest('data-question')}`.trim().split(' ')[0]
          : '';
      });
      if (here === name) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`Tab does not lead to ${name}.`);
  };
  await reach('name');
  await page.keyboard.type('By keys');
  await reach('workflowId');
  await page.keyboard.type('prices');
  await expect(page.getByRole('option').first()).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await reach('userId');
  await page.keyboard.type('mira');
  await expect(page.getByRole('option').first()).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await reach('startClock');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('7');
  await reach('repeatInterval');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('3');
  await page.keyboard.press('Control+s');
  await expect(page).toHaveURL(/#\/tasks\/\d+$/);
  expect(
    await countOf(
      desk.fixture,
      `SELECT count(*) FROM scheduled_tasks WHERE name = 'By keys' AND repeat_interval = 3 AND workflow_id = 2 AND start_time::text LIKE '% 07:00:00%'`,
    ),
  ).toBe(1);
});
