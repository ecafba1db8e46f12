import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answer, api, type Caller } from '../../../src-main/contract/api';
import { createClient } from '../../../src-main/contract/client';
import { Problem } from '../../../src-main/contract/errors';
import { Router } from '../../../src-main/ipc/router';
import { fixtureHandlers, type SomeHandlers } from './fixture-handlers';

const caller: Caller = { actor: 'ada', origin: 'window' };
const routerFor = (given: SomeHandlers): { router: Router; logged: [string, unknown][] } => {
  const logged: [string, unknown][] = [];
  const log = { error: (message: string, error: unknown) => void logged.push([message, error]) };
  return { router: new Router(fixtureHandlers(given), log), logged };
};

describe('router', () => {
  it('hands parsed arguments with their defaults and the caller to the handler', async () => {
    const heard: unknown[] = [];
    const { router } = routerFor({
      runs: {
        wakeSheet: async (args, by) => {
          heard.push(args, by);
          return { items: [], since: null };
        },
      },
    });
    expect(await router.call('runs', 'wakeSheet', { extra: 1 }, caller)).toEqual({
      ok: true,
      value: { items: [], since: null },
    });
    expect(heard).toEqual([{ since: null }, caller]);
  });

  it('names the fields of arguments of the wrong shape and does not call', async () => {
    let calls = 0;
    const { router } = routerFor({
      tasks: {
        runNow: async () => {
          calls += 1;
          return { runId: '1', created: true };
        },
      },
    });
    const refused = await router.call('tasks', 'runNow', { id: '-1' }, caller);
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'invalid_input', issues: [{ path: 'id', message: 'a positive whole number' }] },
    });
    expect(calls).toBe(0);
  });

  it.each([
    ['tasks', 'toString'],
    ['__proto__', 'constructor'],
    ['constructor', 'prototype'],
    ['tasks.runNow', ''],
    ['', 'tasks.runNow'],
    [{ toString: null }, 'runNow'],
    [null, undefined],
  ])('refuses %s %s, which the contract does not name', async (group, name) => {
    const { router, logged } = routerFor({});
    expect(await router.call(group, name, {}, caller)).toMatchObject({
      ok: false,
      error: { code: 'unsupported' },
    });
    expect(logged).toEqual([]);
  });

  it('passes a Problem on and keeps any other error to the log', async () => {
    const { router, logged } = routerFor({
      executor: {
        pollNow: async () => {
          throw new Error('password=hunter2 at line 1');
        },
      },
    });
    expect(await router.call('executor', 'resume', {}, caller)).toMatchObject({
      ok: false,
      error: { code: 'not_found' },
    });
    const internal = await router.call('executor', 'pollNow', {}, caller);
    expect(internal).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(JSON.stringify(internal)).not.toMatch(/hunter2|line 1/);
    const reference = internal.ok ? undefined : internal.error.details['reference'];
    expect(logged).toHaveLength(1);
    expect(logged[0]?.[0]).toContain(reference);
  });

  it('lets no field out that the contract does not name, and no result of the wrong shape', async () => {
    const leaky = {
      checks: [{ name: 'a', result: 'pass', text: 'b', remedy: null, password: 'x' }],
    } as const;
    const { router } = routerFor({
      app: { checks: async () => ({ checks: leaky.checks.map((check) => ({ ...check })) }) },
    });
    expect(JSON.stringify(await router.call('app', 'checks', {}, caller))).not.toContain('password');
    const { router: broken } = routerFor({
      tasks: { runNow: async () => ({ runId: 'none', created: true }) },
    });
    expect(await broken.call('tasks', 'runNow', { id: '1' }, caller)).toMatchObject({
      ok: false,
      error: { code: 'internal' },
    });
  });

  it('refuses to be built without a handler for every call', () => {
    const handlers = fixtureHandlers();
    Reflect.deleteProperty(handlers.tasks, 'runNow');
    expect(() => new Router(handlers, { error: () => undefined })).toThrow('tasks.runNow');
  });

  it('answers whatever it is sent with a well-formed answer', async () => {
    const { router } = routerFor({});
    const groups = [...Object.keys(api), '__proto__'];
    const names = [...Object.values(api).flatMap((calls) => Object.keys(calls)), 'valueOf'];
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.constantFrom(...groups), fc.anything()),
        fc.oneof(fc.constantFrom(...names), fc.anything()),
        fc.anything({ withDate: true, withMap: true, withNullPrototype: true, withBigInt: true }),
        async (group, name, input) => {
          const given = await router.call(group, name, input, caller);
          return answer.safeParse(given).success && !given.ok;
        },
      ),
      { numRuns: 300 },
    );
  });

  it('serves the typed client in the same process', async () => {
    const { router } = routerFor({ tasks: { runNow: async ({ id }) => ({ runId: id, created: true }) } });
    const client = createClient((group, name, input) => router.call(group, name, input, caller));
    expect(await client.tasks.runNow({ id: '7' })).toEqual({ runId: '7', created: true });
    await expect(client.tasks.get({ id: '7' })).rejects.toBeInstanceOf(Problem);
  });
});
