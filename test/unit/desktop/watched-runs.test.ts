import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { WatchedRuns } from '../../../src-main/desktop/watched-runs';
import { temporaryFolder } from '../../support/temporary-folder';

const log = { debug: () => undefined };

it('remembers over a restart which runs are to be told of, and forgets those that were', async () => {
  const file = join(temporaryFolder(), 'watched-runs.json');
  const before = new WatchedRuns(file, log);
  before.set('12', true);
  before.set('13', true);
  before.set('12', false);
  await vi.waitFor(() => expect([...new WatchedRuns(file, log).ids]).toEqual(['13']));
});

it('starts with none when the file holds something else', () => {
  const file = join(temporaryFolder(), 'watched-runs.json');
  writeFileSync(file, '{"a": [');
  expect([...new WatchedRuns(file, log).ids]).toEqual([]);
});
