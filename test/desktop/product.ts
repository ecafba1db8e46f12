import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { expect, type Page } from '@playwright/test';
import { answer, type Client } from '../../src-main/contract/api';
import { createClient } from '../../src-main/contract/client';
import type { TaskDraftInput } from '../../src-main/contract/task';
import type { AppOptions } from './desktop-test';
import type { DesktopSession } from './runtime/desktop-session';
import type { LaunchedApp } from './runtime/launch-app';
import type { TrayItem } from './runtime/tray-item';

/** The typed client over the window's own bridge: what a page of ours could ask, and nothing else. */
export const clientOf = (page: Page): Client =>
  createClient(async (group, name, input) =>
    answer.parse(
      await page.evaluate(
        ([g, n, i]) => {
          const bridge: unknown = Reflect.get(globalThis, 'nexus');
          const call: unknown =
            typeof bridge === 'object' && bridge !== null ? Reflect.get(bridge, 'call') : null;
          if (typeof call !== 'function') throw new Error('The window has no bridge');
          return call(g, n, i);
        },
        [group, name, input] as const,
      ),
    ),
  );

/** An HTTP target that counts what it is asked. `/ok` succeeds, `/fail` fails, `/slow` answers when it is let go. */
export class Target {
  readonly asked: string[] = [];
  readonly #held: (() => void)[] = [];

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async start(): Promise<Target> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('No port');
    const target = new Target(server, address.port);
    server.on('request', (request, response) => {
      const path = request.url ?? '/';
      target.asked.push(path);
      request.resume();
      const end = (): void => {
        response.writeHead(path.startsWith('/fail') ? 500 : 200, { 'Content-Type': 'application/json' });
        response.end('{"done":true}');
      };
      if (path.startsWith('/slow')) target.#held.push(end);
      else end();
    });
    return target;
  }

  /** Answers everything that waits. */
  letGo(): void {
    for (const end of this.#held.splice(0)) end();
  }

  async stop(): Promise<void> {
    this.letGo();
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

/** Makes a task that asks the target. @returns the task's id */
export const makeTask = async (
  client: Client,
  target: Target,
  name: string,
  path: string,
  changes: Partial<TaskDraftInput> = {},
): Promise<string> => {
  const url = `http://127.0.0.1:${target.port}${path}`;
  const workflow = await client.workflows.create({
    name: `${name} workflow`,
    connector: 'http',
    config: { url },
  });
  const { users } = await client.workflows.users({});
  const userId = users[0]?.id;
  if (userId === undefined) throw new Error('The database knows no user');
  const { id } = await client.tasks.create({
    name,
    userId,
    appId: workflow.appId,
    workflowId: workflow.workflowId,
    taskType: 'recurring',
    startTime: '2040-01-01T08:00:00',
    repeatType: 'day',
    timeZone: 'UTC',
    ...changes,
  });
  return id;
};

/** The window's close button, as the window manager tells of it. */
export const closeWindow = (app: LaunchedApp): Promise<void> =>
  app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());

/** The window, once its page is ours and the scheduler behind it has its database. */
export const readyWindow = async (app: LaunchedApp): Promise<{ page: Page; client: Client }> => {
  const page = await app.window();
  await page.waitForURL(/^app:/);
  const client = clientOf(page);
  await expect
    .poll(async () => (await client.executor.status({})).database.state, { timeout: 45_000 })
    .toBe('connected');
  return { page, client };
};

/**
 * Starts the application and opens its window by the icon. Always hidden first: a window that appears while Playwright
 * is still connecting makes its connection hang now and then (seen with 1.65).
 */
export const openDesk = async (
  desktop: DesktopSession,
  launchApp: (options: AppOptions) => Promise<LaunchedApp>,
  options: AppOptions,
): Promise<{ app: LaunchedApp; item: TrayItem; page: Page; client: Client }> => {
  const app = await launchApp({ ...options, args: ['--hidden', ...(options.args ?? [])] });
  const item = await desktop.tray.item(app.pid);
  await item.activate();
  return { app, item, ...(await readyWindow(app)) };
};
