import { describe, expect, it } from 'vitest';
import { Problem } from '../../../src-main/contract/errors';
import { verbatim } from '../../../src-main/contract/text';
import type { Ending } from '../../../src-main/executor/connector';
import { NexusRig, password } from './nexus-rig';
import type { RecordedRun } from './recorded-run';
import { scaledClock } from './scaled-clock';

const brief = (ending: Ending): unknown =>
  ending.kind === 'detached' ? 'detached' : [ending.outcome, ending.reason?.code ?? null];

const appRunIdOf = (run: RecordedRun): number => Number(run.references.at(-1)?.['app_run_id']);

const settingsFor = { followRestartMs: 0 };

describe('a NexusAI workflow', () => {
  it('runs from start to outputs, each input type filled in', async () => {
    const rig = await NexusRig.start();
    const workflow = rig.workflow({
      properties: {
        text: { name: 'text', type: 'string', value: '', required: true },
        n: { name: 'n', type: 'number', value: 1 },
        j: { name: 'j', type: 'json', value: '' },
        list: { name: 'list', type: 'array[string]', values: [] },
        o: { name: 'o', type: 'object', properties: { x: { name: 'x', type: 'string', value: 'd' } } },
      },
    });
    const run = rig.run(workflow, {
      input: { text: 'hi', n: '5', j: { a: 1 }, list: ['p'], o: { x: 'y' }, gone: 1 },
    });
    const ending = await rig.connector.start(run);
    expect(ending).toMatchObject({
      outcome: 'succeeded',
      result: { outputs: { text: 'hi', n: 5 }, app_run_id: 1, workflow_id: workflow.workflowId, tokens: {} },
    });
    expect(run.lastSteps.map(({ type, status }) => [type, status])).toEqual([
      ['start', 'succeeded'],
      ['end', 'succeeded'],
    ]);
    expect(run.text).toContain('no variables named gone');
    expect(rig.server.starts.length).toBe(1);
    expect(rig.server.starts[0]?.runName).toMatch(/^Nightly report #41\.1-[0-9a-f]{8}$/);
    expect(run.references.map(({ stage }) => stage)).toEqual(['sending', 'following']);
  });

  it('starts the draft when nothing is published', async () => {
    const rig = await NexusRig.start();
    const workflow = rig.workflow({ published: false });
    expect(brief(await rig.connector.start(rig.run(workflow)))).toEqual(['succeeded', null]);
    expect(rig.server.run(1).type).toBe(1);
  });

  it('fails with the reason and the step, also when only the step knows it', async () => {
    const rig = await NexusRig.start();
    for (const script of ['fail', 'fail_silently', 'fail_structure'] as const) {
      const run = rig.run(rig.workflow({ script }), {}, settingsFor);
      const ending = await rig.connector.start(run);
      expect(brief(ending)).toEqual(['failed', 'workflow_failed']);
      expect(ending).toMatchObject({
        error: { message: expect.stringMatching(/division by zero|No edges/) },
      });
    }
  });

  it('goes on when a person restarts what failed', async () => {
    const rig = await NexusRig.start();
    const run = rig.run(rig.workflow({ script: 'restart' }), {}, { followRestartMs: 600_000_000 });
    const ending = rig.connector.start(run);
    await run.until(() => run.text.includes('A person may restart it'));
    rig.server.confirm(appRunIdOf(run));
    expect(brief(await ending)).toEqual(['succeeded', null]);
    expect(run.text).toContain('was restarted in NexusAI');
    expect(rig.server.starts.length).toBe(1);
  });

  it('says who it waits for, and goes on when confirmed', async () => {
    const rig = await NexusRig.start();
    const workflow = rig.workflow({ script: 'human' });
    const confirmer = rig.server.addUser({ nickname: 'Grace' });
    const run = rig.run(workflow, { nodeConfirmUsers: { 'human-node': [confirmer.id] } });
    const ending = rig.connector.start(run);
    await run.until(() => run.waits.length > 0);
    expect(run.waits).toMatchObject([{ step: expect.any(String), people: ['Grace'] }]);
    rig.server.confirm(appRunIdOf(run));
    expect(brief(await ending)).toEqual(['succeeded', null]);
    expect(run.waits.at(-1)).toBeNull();
  });

  it('says since when it waits, however often the executor was restarted meanwhile', async () => {
    const rig = await NexusRig.start();
    const workflow = rig.workflow({ script: 'human' });
    const first = rig.run(workflow);
    const detached = rig.connector.start(first);
    await first.until(() => first.references.some(({ waiting }) => Boolean(waiting)));
    first.stop('stopping');
    expect(await detached).toEqual({ kind: 'detached' });
    const since = first.waits[0]?.since;

    const second = rig.run(workflow);
    const again = rig.connector.resume(second, first.references.at(-1) ?? {});
    await second.until(() => second.waits.length > 0);
    expect(second.waits).toMatchObject([{ since }]);
    second.stop('stopping');
    await again;

    rig.server.confirm(appRunIdOf(first));
    const third = rig.run(workflow);
    expect(brief(await rig.connector.resume(third, first.references.at(-1) ?? {}))).toEqual([
      'succeeded',
      null,
    ]);
    expect(third.waits).toEqual([null]);
  });

  it.each([[1], [2]])(
    'ends in its true outcome though the database is away when what it is found by is written (%s of 2)',
    async (which) => {
      const rig = await NexusRig.start();
      const run = rig.run(rig.workflow());
      const away = (): Problem => new Problem('database_unreachable', verbatim('The database is away.'));
      if (which === 1) run.referenceFaults.push(away(), away());
      const ending = rig.connector.start(run);
      if (which === 2) {
        await run.until(() => run.references.length === 1);
        run.referenceFaults.push(away(), away());
      }
      expect(brief(await ending)).toEqual(['succeeded', null]);
      expect(run.referenceFaults).toEqual([]);
      expect(run.references.map(({ stage }) => stage)).toEqual(['sending', 'following']);
      expect(rig.server.starts.length).toBe(1);
    },
  );

  it('was not started when only the sign-in before it got lost', async () => {
    const rig = await NexusRig.start();
    const run = rig.run(rig.workflow());
    // The first token dies with the start, and the sign-in after that is cut off.
    rig.server.inject('unauthorized', '/v1/workflow/run');
    const ending = rig.connector.start(run);
    await rig.server.waitForRequests('workflow_start_condition');
    rig.server.inject('cut_after', '/login');
    expect(brief(await ending)).toEqual(['failed', 'unreachable']);
    expect(rig.server.starts.length).toBe(0);
  });

  it('refuses what the server would let through, without asking it to start', async () => {
    const rig = await NexusRig.start();
    const workflow = rig.workflow({
      properties: { text: { name: 'text', type: 'string', value: '', required: true } },
    });
    const run = rig.run(workflow, { input: { other: 1 } });
    expect(await rig.connector.start(run)).toMatchObject({
      reason: { code: 'invalid_input', params: { variable: 'text' } },
    });
    expect(rig.server.starts.length).toBe(0);
    expect(run.references).toEqual([]);
  });

  it('reports refusals as such: nothing was started', async () => {
    const rig = await NexusRig.start();
    const other = rig.server.addUser({ teamId: 2 });
    const foreign = rig.workflow({ owner: other });
    expect(await rig.connector.start(rig.run(foreign))).toMatchObject({
      outcome: 'failed',
      reason: { code: 'refused', params: { detail: 'No available workflows by run_type' } },
    });
    const gone = rig.run(foreign, { app: { id: '999', name: '', publishStatus: 1 } });
    expect(brief(await rig.connector.start(gone))).toEqual(['failed', 'refused']);
    const long = rig.run(rig.workflow(), { taskName: 'n'.repeat(255) });
    expect(brief(await rig.connector.start(long))).toEqual(['succeeded', null]);
    expect(rig.server.starts[0]?.runName.length).toBe(255);
  });
});

describe('a NexusAI server with troubles', () => {
  it('is signed in to again when the token dies in the middle', async () => {
    const rig = await NexusRig.start();
    rig.server.inject('unauthorized', '/v1/workflow/run');
    rig.server.inject('unauthorized', 'log_info');
    expect(brief(await rig.connector.start(rig.run(rig.workflow())))).toEqual(['succeeded', null]);
    expect(rig.server.starts.length).toBe(1);
    expect(rig.server.requests.filter(({ path }) => path.endsWith('/login')).length).toBe(3);
  });

  it.each(['cut_after', 'malformed', 'half_body'] as const)(
    'is never asked to start twice when the answer is lost (%s): the run is found by its name',
    async (fault) => {
      const rig = await NexusRig.start();
      const workflow = rig.workflow();
      await rig.connector.start(rig.run(workflow, { runId: '40' }));
      rig.server.inject(fault, '/v1/workflow/run');
      const run = rig.run(workflow);
      expect(brief(await rig.connector.start(run))).toEqual(['succeeded', null]);
      expect(rig.server.startsNamed('#41.').length).toBe(1);
      expect(run.text).toContain('Found it: run 2');
    },
  );

  it('finds the run of an app that belongs to somebody else', async () => {
    const rig = await NexusRig.start();
    const other = rig.server.addUser({});
    const workflow = rig.workflow({ owner: other });
    rig.server.inject('cut_after', '/v1/workflow/run');
    expect(brief(await rig.connector.start(rig.run(workflow)))).toEqual(['succeeded', null]);
    expect(rig.server.starts.length).toBe(1);
  });

  it('leaves a run abandoned when the start was lost and no list shows it', async () => {
    const rig = await NexusRig.start();
    rig.server.inject('cut_before', '/v1/workflow/run');
    const ending = await rig.connector.start(rig.run(rig.workflow()));
    expect(brief(ending)).toEqual(['abandoned', 'answer_lost']);
    expect(rig.server.starts.length).toBe(0);
    expect(rig.server.requests.filter(({ path }) => path === '/v1/workflow/run').length).toBe(0);
  });

  it('survives being away while a run is followed', async () => {
    const rig = await NexusRig.start();
    const run = rig.run(rig.workflow({ looksPerStage: null }));
    const ending = rig.connector.start(run);
    await run.until(() => run.references.length === 2);
    await rig.server.goDown();
    await run.until(() => run.text.includes('cannot be asked'));
    await rig.server.comeBack();
    await run.until(() => run.text.includes('can be asked again'));
    rig.server.finish(appRunIdOf(run));
    expect(brief(await ending)).toEqual(['succeeded', null]);
    expect(rig.server.starts.length).toBe(1);
  });

  it('looks into the lists when the page of a run is broken for ever', async () => {
    const rig = await NexusRig.start();
    const run = rig.run(rig.workflow({ looksPerStage: null }), {}, settingsFor);
    const fault = rig.server.inject('error_500', 'log_info', Number.POSITIVE_INFINITY);
    const ending = rig.connector.start(run);
    await fault.hit;
    const outside = rig.server.run(1);
    outside.status = 4;
    expect(brief(await ending)).toEqual(['failed', 'workflow_failed']);
    expect(run.text).not.toContain('undefined');
  });

  it('gives up on runs that show no sign of life', async () => {
    const rig = await NexusRig.start();
    const hanging = rig.run(rig.workflow({ script: 'hang' }), {}, { stallMs: 60_000 });
    expect(await rig.connector.start(hanging)).toMatchObject({
      outcome: 'failed',
      reason: { code: 'stalled', params: { ms: 60_000 } },
    });
    const queued = rig.run(rig.workflow({ script: 'never_picked_up' }), {}, { queuedMs: 60_000 });
    expect(brief(await rig.connector.start(queued))).toEqual(['failed', 'stalled']);
    expect(queued.text).toContain('Still queued in NexusAI');
  });

  it('keeps large outputs short', async () => {
    const rig = await NexusRig.start();
    const ending = await rig.connector.start(rig.run(rig.workflow({ outputBytes: 10_000_000 })));
    expect(brief(ending)).toEqual(['succeeded', null]);
    expect(JSON.stringify(ending).length).toBeLessThan(300_000);
  });

  it('says why it cannot be used', async () => {
    const rig = await NexusRig.start({ secret: 'wrong password' });
    const workflow = rig.workflow();
    expect(await rig.connector.start(rig.run(workflow))).toMatchObject({
      reason: { code: 'sign_in_failed', params: { detail: 'Incorrect username or password' } },
    });
    expect(await rig.connections.test('main')).toMatchObject({ state: 'wrong_password', hasSecret: true });
    rig.server.inject('html', '/v1/auth/login');
    expect(await rig.connections.test('main')).toMatchObject({ state: 'not_nexusai' });
    await rig.server.goDown();
    expect(await rig.connections.test('main')).toMatchObject({
      state: 'unreachable',
      since: expect.any(String),
    });
    expect(brief(await rig.connector.start(rig.run(workflow)))).toEqual(['failed', 'unreachable']);
    expect(brief(await rig.connector.start(rig.run(workflow, {}, { connection: 'other' })))).toEqual([
      'failed',
      'connection_missing',
    ]);
    expect(await rig.connections.test('other')).toBeNull();
  });

  it('takes a token in place of a password', async () => {
    const rig = await NexusRig.start();
    const { user } = rig;
    expect(await rig.connections.test('main')).toMatchObject({
      state: 'signed_in',
      text: `Signed in as ${user.nickname}, team Team 1.`,
    });
    const form = new URLSearchParams({ username: user.email, password });
    const login = await fetch(`${rig.server.url}/v1/auth/login`, { method: 'POST', body: form });
    const { access_token: token } = Object(await login.json());
    const other = await NexusRig.start({ secret: String(token) });
    other.settings.connections.splice(0, 1, {
      ...rig.settings.connections[0],
      name: 'main',
      url: rig.server.url,
      account: 'any',
      kind: 'nexusai',
      caFile: null,
      proxy: null,
      requestsPerSecond: 100,
      isDefault: true,
    });
    expect(await other.connections.test('main')).toMatchObject({ state: 'signed_in' });
    rig.server.logOut(user);
    expect(await other.connections.test('main')).toMatchObject({ state: 'wrong_password' });
  });

  it('never shows password or token', async () => {
    const rig = await NexusRig.start();
    const run = rig.run(rig.workflow(), { input: { text: `my ${password}` } });
    const ending = await rig.connector.start(run);
    const shown = JSON.stringify([
      ending,
      run.lines,
      run.references,
      rig.said,
      await rig.connections.states(),
    ]);
    expect(shown).toContain('my [secret]');
    expect(shown).not.toContain(password);
    expect(shown).not.toMatch(/eyJ/);
  });
});

describe('stopping a NexusAI run', () => {
  it('pauses it and says what that means', async () => {
    const rig = await NexusRig.start();
    const run = rig.run(rig.workflow({ looksPerStage: null }));
    const ending = rig.connector.start(run);
    await run.until(() => run.references.length === 2);
    run.stop('cancelled');
    expect(await ending).toMatchObject({ outcome: 'cancelled', result: { paused: true } });
    expect(rig.server.run(appRunIdOf(run)).paused).toBe(1);
    expect(run.text).toContain('cannot cancel');
  });

  it('reports the truth when it ended in the same moment', async () => {
    const rig = await NexusRig.start();
    const run = rig.run(rig.workflow({ looksPerStage: null }));
    const fault = rig.server.inject('hold_before', 'log_info', 1);
    const ending = rig.connector.start(run);
    await fault.hit;
    rig.server.finish(appRunIdOf(run));
    run.stop('timeout');
    fault.release();
    expect(brief(await ending)).toEqual(['succeeded', null]);
  });

  it('lets go when the executor stops, and another follows to the end', async () => {
    const rig = await NexusRig.start();
    const workflow = rig.workflow({ looksPerStage: null });
    const first = rig.run(workflow);
    const ending = rig.connector.start(first);
    await first.until(() => first.references.length === 2);
    first.stop('stopping');
    expect(brief(await ending)).toBe('detached');
    rig.server.finish(1);
    const second = rig.run(workflow);
    expect(brief(await rig.connector.resume(second, first.references[1] ?? {}))).toEqual(['succeeded', null]);
    expect(rig.server.starts.length).toBe(1);
  });

  it('is found again by name when the executor stopped before the answer came', async () => {
    const rig = await NexusRig.start();
    const workflow = rig.workflow({ looksPerStage: null });
    const first = rig.run(workflow);
    const fault = rig.server.inject('hold_after', '/v1/workflow/run');
    const ending = rig.connector.start(first);
    await rig.server.waitForStart();
    first.stop('stopping');
    expect(brief(await ending)).toBe('detached');
    fault.release();
    rig.server.finish(1);
    const second = rig.run(workflow);
    expect(brief(await rig.connector.resume(second, first.references[0] ?? {}))).toEqual(['succeeded', null]);
    expect(rig.server.starts.length).toBe(1);
  });
});

describe('a later attempt that died before it sent anything', () => {
  it('is started, since the reference is of the attempt before', async () => {
    const rig = await NexusRig.start();
    const workflow = rig.workflow();
    const first = rig.run(workflow);
    await rig.connector.start(first);
    const second = rig.run(workflow, { attempt: 2 });
    expect(brief(await rig.connector.resume(second, first.references[1] ?? {}))).toEqual(['succeeded', null]);
    expect(rig.server.starts.map(({ runName }) => /#41\.\d/.exec(runName)?.[0])).toEqual(['#41.1', '#41.2']);
  });
});

describe('many runs of one connection', () => {
  it('stay under the limit of requests together, and all end', async () => {
    const factor = 10;
    const rig = await NexusRig.start({ requestsPerSecond: 20, latencyMs: 5, clock: scaledClock(factor) });
    const workflow = rig.workflow({ script: 'echo' });
    const times: number[] = [];
    const watching = (async () => {
      for (let count = 1; ; count += 1) {
        await rig.server.waitForRequests('/', count);
        times.push(performance.now());
      }
    })();
    void watching;
    const runs = Array.from({ length: 100 }, (_, index) =>
      rig.run(workflow, { runId: String(1000 + index) }),
    );
    const endings = await Promise.all(runs.map((run) => rig.connector.start(run)));
    expect(endings.map(brief)).toEqual(runs.map(() => ['succeeded', null]));
    expect(rig.server.starts.length).toBe(100);
    const spentSeconds = (((times.at(-1) ?? 0) - (times[0] ?? 0)) * factor) / 1000;
    expect(rig.server.requests.length).toBeLessThanOrEqual(spentSeconds * 20 + 20);
  });
});
