import type { Page } from '@playwright/test';
import { z } from 'zod';
import { zhCn } from '../../src-renderer/i18n/zh-cn';
import { wordsOn } from '../support/console-audit';
import { call, ConsoleBrowser, expect, test } from '../support/console-page';
import { everyScreenSql } from '../support/console-screens';
import { englishLeft } from '../support/console-words';

const { settings, common } = zhCn;

/** Nothing listens there. */
const nowhere = '127.0.0.1:1';

let app: ConsoleBrowser;
/** What others say, and what tasks, addresses and files are called. */
let byOthers: readonly string[] = [];

test.beforeAll(async ({ browser }) => {
  app = await ConsoleBrowser.open(browser, { fill: everyScreenSql });
  const tasks = await app.fixture.sql<{ name: string }>('SELECT name FROM scheduled_tasks');
  byOthers = [...tasks.map(({ name }) => name), 'Nexus Scheduler', 'npm run build'];
});
test.afterAll(() => app.stop());

/** Addresses and what is to be typed are no language. */
const withoutCode = (text: string): string => text.replaceAll(/`[^`]*`|\b[a-z]+:\/\/[^；。]*/g, '·');

/** English of ours on the page, after `shown` is there. */
const englishAfter = async (page: Page, shown: string | RegExp): Promise<string[]> => {
  await page.getByText(shown).first().waitFor();
  return englishLeft((await wordsOn(page)).map(withoutCode), byOthers);
};

const button = (page: Page, name: string, exact = true): ReturnType<Page['getByRole']> =>
  page.getByRole('button', { name, exact });

test('a database that cannot be had says so step by step in Chinese', async () => {
  const page = await app.page('#/settings?section=database', { locale: 'zh-CN' });
  await page.getByText(settings.database.kinds.external, { exact: true }).click();
  const address = page.locator('input[name="database-url"]');
  for (const [url, says] of [
    [`postgresql://ada@${nowhere}/shop`, `ada@${nowhere}/shop 上没有数据库服务器应答。`],
    ['mysql://ada@localhost/shop', '数据库 URL 不是以 postgresql:// 开头。'],
    ['postgresql://ada@localhost/shop?sslmode=maybe', '数据库 URL 中的 sslmode“maybe”未知。'],
  ] as const) {
    await address.fill(url);
    await button(page, settings.database.test).click();
    expect(await englishAfter(page, says)).toEqual([]);
  }
});

test('settings that are refused name the setting and what it allows in Chinese', async () => {
  const page = await app.page('#/settings?section=advanced', { locale: 'zh-CN' });
  const bad = { executor: { pollIntervalMs: 5, overlap: 'never' }, advanced: { updateFeed: 'no' } };
  await page.locator('input[type="file"]').setInputFiles({
    name: 'settings.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(bad)),
  });
  const says =
    /设置无效：轮询间隔（毫秒） 必须在 1000 到 3600000 之间；仍在运行时 只能是 .*；更新源 不是有效的网址。/;
  expect(await englishAfter(page, says)).toEqual([]);
});

test('fields of commands and connections say what they need in Chinese', async () => {
  const page = await app.page('#/settings?section=commands', { locale: 'zh-CN' });
  await button(page, settings.commands.add).first().click();
  await button(page, common.actions.save).click();
  expect(await englishAfter(page, '不能为空。')).toEqual([]);
  await page.getByRole('dialog').getByLabel(settings.commands.name).fill('a b');
  expect(await englishAfter(page, /只能包含字母、数字/)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.evaluate(() => location.assign('#/settings?section=connections'));
  await button(page, settings.connections.add).first().click();
  await button(page, common.actions.save).click();
  expect(await englishAfter(page, '不能为空。')).toEqual([]);
  await page.getByRole('dialog').getByLabel(settings.connections.url).fill('nexusai');
  expect(await englishAfter(page, /这样的地址，且不含用户名和密码/)).toEqual([]);
});

test('a NexusAI server that is away is told of in Chinese, its import too', async () => {
  const page = await app.page('#/overview', { locale: 'zh-CN' });
  const connection = { name: 'shop', url: `http://${nowhere}`, account: 'ada' };
  await call(page, 'connections', 'save', { connection, secret: 'a secret' });
  await page.evaluate(() => location.assign('#/settings?section=connections'));
  await button(page, settings.connections.test.replace('{{name}}', 'shop')).click();
  expect(await englishAfter(page, `${nowhere} 没有响应。`)).toEqual([]);
  await button(page, settings.connections.importFrom.replace('{{name}}', 'shop')).click();
  expect(await englishAfter(page, `无法访问 NexusAI：${nowhere} 没有响应。`)).toEqual([]);

  const exported = [
    { id: 1, name: 'Weekly', user_id: 1, app_id: 1, workflow_id: 1, input: {}, start_time: 'soon' },
    { id: 2, name: 'Often', user_id: 1, app_id: 1, workflow_id: 1, repeat_type: 'hour', repeat_interval: 0 },
    { id: 2, name: 'Twice' },
    { id: 3, name: 'Nobody', start_time: '2030-01-01 08:00:00', input: { a: 1 } },
    {
      id: 4,
      name: 'Fine',
      user_id: 1,
      app_id: 1,
      workflow_id: 1,
      input: {},
      start_time: '2030-01-01 08:00:00',
      repeat_type: 'week',
      repeat_days: [1],
    },
  ];
  const imported = z
    .object({ rows: z.array(z.object({ text: z.string() })), note: z.string() })
    .parse(
      await call(
        page,
        'connections',
        'importTasks',
        { name: 'shop', dryRun: true, text: JSON.stringify(exported) },
        'zh-CN',
      ),
    );
  const texts = imported.rows.map(({ text }) => text);
  expect(texts).toHaveLength(exported.length);
  expect(englishLeft([...texts, imported.note].map(withoutCode), byOthers)).toEqual([]);
});

test('what is refused is refused in the language that was asked in', async () => {
  const page = await app.page('#/overview', { locale: 'zh-CN' });
  const running = z
    .array(z.object({ id: z.string() }))
    .parse(await app.fixture.sql(`SELECT id::text FROM task_runs WHERE state = 'running' LIMIT 1`))[0];
  const refused: string[] = [];
  for (const [group, name, input] of [
    ['tasks', 'get', { id: '999' }],
    ['tasks', 'skipNext', { id: '7' }],
    ['tasks', 'get', { id: 'seven' }],
    ['workflows', 'delete', { workflowId: '1' }],
    ['workflows', 'create', { name: 'Bad', connector: 'http', config: { url: 5, method: '?' } }],
    ['executor', 'pause', { until: '2020-01-01T00:00:00.000Z' }],
    ['connections', 'test', { name: 'none' }],
    ['settings', 'setDatabase', { kind: 'external', url: null, password: null }],
    ['app', 'openPath', { what: 'logs' }],
    ['tasks', 'import', { text: '{', dryRun: true }],
  ] as const)
    refused.push(
      await call(page, group, name, input, 'zh-CN').then(
        () => `${group}.${name} was not refused`,
        (error: unknown) =>
          (error instanceof Error ? error.message.split(`${group}.${name}: `)[1] : '') ?? '',
      ),
    );
  expect(refused.filter((text) => !/\p{Script=Han}/u.test(text))).toEqual([]);
  expect(englishLeft(refused, byOthers)).toEqual([]);
  const deleted = z
    .object({ failed: z.array(z.object({ error: z.object({ message: z.string() }) })) })
    .parse(await call(page, 'runs', 'delete', { ids: [running?.id] }, 'zh-CN'));
  expect(deleted.failed.map(({ error }) => error.message)).toEqual([`运行 ${running?.id ?? ''} 尚未结束。`]);
});

test('changing the language changes what the application has said', async () => {
  const page = await app.page('#/diagnostics');
  await page.getByText('Reach the host').waitFor();
  await call(page, 'settings', 'update', { general: { language: 'zh-CN' } });
  await page.getByText('连通主机').waitFor();
  expect(englishLeft(await wordsOn(page), byOthers)).toEqual([]);
  await call(page, 'settings', 'update', { general: { language: 'system' } });
});
