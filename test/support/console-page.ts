import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { z } from 'zod';
import { answerFrame } from '../../src-main/contract/frames';
import type { Locale } from '../../src-main/contract/primitives';
import { ConsoleFixture, type ConsoleOptions } from './console-fixture';
import { readerZone } from './reader-zone';

/** How a page is looked at. */
export interface Look {
  readonly theme?: 'light' | 'dark' | 'contrast';
  readonly locale?: 'en' | 'zh-CN';
  readonly density?: 'comfortable' | 'compact';
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly forcedColors?: boolean;
  /** The reader's own, an IANA name. */
  readonly timeZone?: string;
  /** Stays open when its test ends, for a window that several tests look at. */
  readonly keep?: boolean;
}

/** Windows of the test under way. */
const opened = new Set<BrowserContext>();

/** A signed-in browser on a running console. */
export class ConsoleBrowser {
  private constructor(
    readonly fixture: ConsoleFixture,
    private readonly browser: Browser,
    private readonly state: Awaited<ReturnType<BrowserContext['storageState']>>,
  ) {}

  static async open(browser: Browser, options: ConsoleOptions = {}): Promise<ConsoleBrowser> {
    const fixture = await ConsoleFixture.start(options);
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(fixture.link);
    await page.getByRole('heading', { level: 1 }).waitFor();
    const state = await context.storageState({});
    await context.close();
    return new ConsoleBrowser(fixture, browser, { ...state, origins: [] });
  }

  /**
   * A new window at an address, closed when the test ends. Settings come from the application, so a look that needs some is set there first.
   * Every message of an error in the browser fails the test that looks at `errors`.
   */
  async page(hash: string, look: Look = {}): Promise<Page> {
    const context = await this.browser.newContext({
      storageState: this.state,
      viewport: look.viewport ?? { width: 1280, height: 800 },
      colorScheme: look.theme === 'dark' ? 'dark' : 'light',
      locale: look.locale === 'zh-CN' ? 'zh-CN' : 'en-US',
      timezoneId: look.timeZone ?? readerZone,
      forcedColors: look.forcedColors === true ? 'active' : 'none',
      permissions: ['clipboard-write'],
    });
    if (look.keep !== true) opened.add(context);
    const page = await context.newPage();
    const { origin } = new URL(this.fixture.link);
    await page.goto(`${origin}/${hash}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    if (look.theme !== undefined || look.density !== undefined) {
      await call(page, 'settings', 'update', {
        appearance: { theme: look.theme ?? 'system', density: look.density ?? 'comfortable' },
      });
      const root = page.locator('html');
      await expect(root).toHaveAttribute('data-density', look.density ?? 'comfortable');
      await expect(root).toHaveAttribute('data-contrast', look.theme === 'contrast' ? 'high' : 'normal');
    }
    return page;
  }

  async stop(): Promise<void> {
    await this.fixture.stop();
  }
}

/** Calls the application from the page, over a socket of its own, as the window does. @param locale of the answer */
export const call = async (
  page: Page,
  group: string,
  name: string,
  input: unknown,
  locale: Locale = 'en',
): Promise<unknown> => {
  const text = await page.evaluate(
    (frame) =>
      new Promise<string>((resolve, reject) => {
        const socket = new WebSocket(`ws://${location.host}/socket`);
        socket.addEventListener('open', () => socket.send(frame));
        socket.addEventListener('error', () => reject(new Error('no socket')));
        socket.addEventListener('message', (message) => {
          const said = String(message.data);
          if (!said.startsWith('{"id":1,')) return;
          socket.close();
          resolve(said);
        });
      }),
    JSON.stringify({ id: 1, group, call: name, input, locale }),
  );
  const { answer } = answerFrame.parse(JSON.parse(text));
  if (!answer.ok) throw new Error(`${group}.${name}: ${answer.error.message}`);
  return answer.value;
};

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * What axe finds on the page as it stands, as short sentences; empty when it is clean.
 * @param rules only these; all of WCAG 2.2 AA by default
 */
export const violations = async (page: Page, rules?: readonly string[]): Promise<string[]> => {
  // Nothing of ours lies in frames, so axe may run where it is instead of passing its findings on to a second page; and of
  // what is in order it need not tell. Together that is half of its time.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations: found } = await (
    rules === undefined ? axe.withTags(tags) : axe.withRules([...rules])
  ).analyze();
  return found.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  );
};

const count = z.object({ count: z.coerce.number() });

/** The one number a statement answers. */
export const countOf = async (fixture: ConsoleFixture, sql: string): Promise<number> =>
  count.parse((await fixture.sql(sql))[0]).count;

/** A window that stays open goes on following every change, which costs the next test time. */
export const test = base.extend<{ readonly windowsClosed: void }>({
  windowsClosed: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures a fixture needs from this pattern
    async ({}, use) => {
      await use();
      await Promise.all([...opened].map((context) => context.close()));
      opened.clear();
    },
    { auto: true },
  ],
});

export { expect };
