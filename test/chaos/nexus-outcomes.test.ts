import { expect, it } from 'vitest';
import { testDatabase } from '../support/test-database';
import { NexusDesk } from './nexus-desk';

const db = await testDatabase();
const desk = await NexusDesk.open(db);
const { server } = desk;

it('success, failure, a person’s confirmation, a restart, a lost token and a time down all end right, each started once', async () => {
  const daemon = await desk.program.daemon();
  const followed = (taskId: string) =>
    desk.runWhen('followed', taskId, ({ external_ref }) => external_ref?.['stage'] === 'following');

  const success = await desk.due(await desk.workflow());
  expect(await desk.ended(success)).toMatchObject({ outcome: 'succeeded', reason_code: null });

  const failure = await desk.due(await desk.workflow({ script: 'fail' }));
  expect(await desk.ended(failure)).toMatchObject({ outcome: 'failed', reason_code: 'workflow_failed' });

  const human = await desk.due(await desk.workflow({ script: 'human' }));
  const waiting = await desk.runWhen('waiting', human, ({ state }) => state === 'waiting');
  expect(waiting['waiting_for']).toMatchObject({ step: expect.any(String) });
  server.confirm(await desk.startedThere(waiting.id));
  expect(await desk.ended(human)).toMatchObject({ outcome: 'succeeded', waiting_for: null });

  const restarted = await desk.due(await desk.workflow({ script: 'restart' }, { followRestartMs: 600_000 }));
  const failed = await followed(restarted);
  await desk.logged(failed.id, 'A person may restart it');
  server.confirm(await desk.startedThere(failed.id));
  expect(await desk.ended(restarted)).toMatchObject({ outcome: 'succeeded' });

  const unsigned = await desk.due(await desk.workflow({ looksPerStage: null }));
  const lookedAt = await followed(unsigned);
  server.logOut(desk.user);
  server.finish(await desk.startedThere(lookedAt.id));
  expect(await desk.ended(unsigned)).toMatchObject({ outcome: 'succeeded' });

  const cutOff = await desk.due(await desk.workflow({ looksPerStage: null }));
  const before = await followed(cutOff);
  const appRunId = await desk.startedThere(before.id);
  await server.goDown();
  await desk.logged(before.id, 'NexusAI cannot be asked');
  await server.comeBack();
  server.finish(appRunId);
  expect(await desk.ended(cutOff)).toMatchObject({ outcome: 'succeeded' });
  await desk.logged(before.id, 'NexusAI can be asked again');

  for (const taskId of [success, failure, human, restarted, unsigned, cutOff]) {
    const run = await desk.ended(taskId);
    expect(run.attempt).toBe(1);
    expect(desk.startsThere(run.id)).toBe(1);
  }
  const states = await db.sql('SELECT last_run_status FROM scheduled_tasks ORDER BY id');
  expect(states.map(({ last_run_status }) => Number(last_run_status))).toEqual([1, 2, 1, 1, 1, 1]);

  daemon.signal('SIGTERM');
  expect(await daemon.ended).toMatchObject({ code: 0 });
});
