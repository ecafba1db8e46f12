import type { Page } from '@playwright/test';
import { ConsoleBrowser, expect, test, violations, type Look } from '../support/console-page';
import { everyStateSql } from '../support/every-state-fixture';

let app: ConsoleBrowser;

test.beforeAll(async ({ browser }) => {
  app = await ConsoleBrowser.open(browser, { fill: everyStateSql });
});
test.afterAll(() => app.stop());

/** Every screen of the shell's engineer, with what opens on it. */
const screens: readonly {
  readonly name: string;
  readonly hash: string;
  readonly open?: (page: Page) => Promise<void>;
}[] = [
  {
    name: 'Overview',
    hash: '#/overview',
    open: (page) => page.locator('[data-roving]').first().waitFor(),
  },
  {
    name: 'Tasks',
    hash: '#/tasks',
    open: async (page) => {
      await page.locator('tr[data-task]').first().waitFor();
      await page.locator('tr[data-task] [aria-haspopup="menu"]').first().click();
      await page.getByRole('menu').waitFor();
    },
  },
  {
    name: 'Tasks, view menu',
    hash: '#/tasks',
    open: async (page) => {
      await page.locator('[aria-haspopup="menu"]').first().click();
      await page.getByRole('menu').waitFor();
    },
  },
  {
    name: 'Tasks, filters',
    hash: '#/tasks',
    open: async (page) => {
      await page.locator('[aria-haspopup="dialog"]').first().click();
      await page.getByRole('dialog').waitFor();
    },
  },
  ...[
    'general',
    'executor',
    'database',
    'notifications',
    'appearance',
    'workflows',
    'connections',
    'commands',
    'advanced',
  ].map((section) => ({ name: `Settings, ${section}`, hash: `#/settings?section=${section}` })),
  { name: 'Diagnostics', hash: '#/diagnostics' },
  {
    name: 'Palette',
    hash: '#/overview',
    open: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'Keys',
    hash: '#/overview',
    open: async (page) => {
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
    },
  },
];

const looks: readonly Look[] = (['light', 'dark', 'contrast'] as const).flatMap((theme) =>
  (['en', 'zh-CN'] as const).flatMap((locale) =>
    (['comfortable', 'compact'] as const).map((density) => ({ theme, locale, density })),
  ),
);

/** What can differ between two looks of one screen; names and roles cannot. */
const lookRules = ['color-contrast', 'target-size', 'scrollable-region-focusable'];

for (const look of looks) {
  // All rules once in each language; in the other looks those that depend on colour and size.
  const whole = (look.locale === 'en') === (look.theme === 'light') && look.density === 'comfortable';

  test(`axe finds nothing: ${look.theme ?? ''}, ${look.locale ?? ''}, ${look.density ?? ''} (O6)`, async () => {
    test.setTimeout(180_000);
    const page = await app.page('#/overview', look);
    const found: string[] = [];
    for (const screen of screens) {
      await page.keyboard.press('Escape');
      await page.evaluate((hash) => location.assign(hash), screen.hash);
      await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
      await screen.open?.(page);
      for (const violation of await violations(page, whole ? undefined : lookRules))
        found.push(`${screen.name}: ${violation}`);
    }
    await page.context().close();
    expect(found).toEqual([]);
  });
}
