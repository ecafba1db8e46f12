import { describe, expect, it } from 'vitest';
import { locale, type Locale } from '../../../src-main/contract/primitives';
import type { ExecutorStatus } from '../../../src-main/contract/status';
import { holdEnd } from '../../../src-main/desktop/hold-choice';
import { buildTrayModel, type TrayInput, type TrayItem } from '../../../src-main/desktop/tray-model';
import { attentionItem, blockedItem, noon, runningItem, statusWith, utcWall } from './desk';

const inputWith = (changes: Partial<TrayInput> = {}): TrayInput => ({
  status: statusWith(),
  startFailed: false,
  runNow: [
    { taskId: '1', taskName: 'Report & mail' },
    { taskId: '2', taskName: 'Price crawler' },
  ],
  mutedUntil: null,
  locale: 'en',
  now: noon,
  clock: utcWall,
  ...changes,
});

/** The menu as a person reads it. */
const read = (items: readonly TrayItem[], indent = ''): string =>
  items
    .map((item) => {
      switch (item.kind) {
        case 'separator':
          return `${indent}---`;
        case 'submenu':
          return `${indent}${item.label} ▸\n${read(item.items, `${indent}  `)}`;
        case 'check':
          return `${indent}[${item.checked ? 'x' : ' '}] ${item.label}`;
        default:
          return indent + item.label;
      }
    })
    .join('\n');

const two = [runningItem('1', 'Price crawler', 134), runningItem('2', 'Vector refresh', 3725)];
const three = ['31', '32', '33'].map((runId) => attentionItem(runId));
const pausedFor = (until: string | null): ExecutorStatus['paused'] => ({
  since: noon.toISOString(),
  until,
  by: 'ada',
  reason: null,
});
const lost = { ...statusWith().database, state: 'lost' as const };

const states: Readonly<Record<string, Partial<TrayInput>>> = {
  starting: { status: null, runNow: [] },
  idle: {},
  '2 running': { status: statusWith({ running: two }) },
  '3 failed': { status: statusWith({ attention: three, attentionCount: 3 }) },
  blocked: { status: statusWith({ blocked: [blockedItem] }) },
  paused: { status: statusWith({ running: two, paused: pausedFor('2026-11-24T12:15:00.000Z') }) },
  'database lost': { status: statusWith({ database: lost }) },
  'zero tasks': { status: statusWith({ nextDue: null }), runNow: [] },
};

describe('tray model', () => {
  it.each(
    Object.entries(states).flatMap(([name, state]) => locale.options.map((l) => [name, l, state] as const)),
  )('says %s in %s', (_name, language, state) => {
    const { icon, tooltip, items } = buildTrayModel(inputWith({ ...state, locale: language }));
    expect(`${icon}\n${tooltip}\n${read(items)}`).toMatchSnapshot();
  });

  it.each<[string, Partial<ExecutorStatus> | null, string]>([
    ['nothing known yet', null, 'starting'],
    ['database starting', { database: { ...lost, state: 'starting' } }, 'starting'],
    ['nothing going on', {}, 'idle'],
    ['running', { running: two }, 'running'],
    ['a forgotten pause outranks running', { running: two, paused: pausedFor(null) }, 'paused'],
    ['a due task that cannot start', { blocked: [blockedItem], running: two }, 'attention'],
    ['attention outranks a pause', { paused: pausedFor(null), attentionCount: 1 }, 'attention'],
    ['a lost database outranks all', { attentionCount: 1, paused: pausedFor(null), database: lost }, 'lost'],
  ])('shows for %s', (_what, changes, icon) => {
    const status = changes === null ? null : statusWith(changes);
    expect(buildTrayModel(inputWith({ status })).icon).toBe(icon);
  });

  it('stays lost when the application could not start', () => {
    expect(buildTrayModel(inputWith({ status: null, startFailed: true }))).toMatchObject({
      icon: 'lost',
      tooltip: 'Nexus Scheduler – could not start',
    });
  });

  it.each(locale.options)(
    'never shows an empty submenu or a tooltip over 127 units in %s',
    (language: Locale) => {
      const long = '日程'.repeat(120);
      for (const state of Object.values(states)) {
        const status =
          state.status === null
            ? null
            : statusWith({
                ...state.status,
                nextDue: { taskId: '1', taskName: long, at: noon.toISOString() },
              });
        const { tooltip, items } = buildTrayModel(inputWith({ ...state, status, locale: language }));
        expect(tooltip.length).toBeLessThan(128);
        expect(items.filter((item) => item.kind === 'submenu' && item.items.length === 0)).toEqual([]);
      }
    },
  );

  it('shows ten at most and never cuts a character in half', () => {
    const runNow = Array.from({ length: 30 }, (_, n) => ({
      taskId: String(n + 1),
      taskName: '🙂'.repeat(60),
    }));
    const menu = buildTrayModel(inputWith({ runNow })).items.find((item) => item.kind === 'submenu');
    expect(menu?.items.filter((item) => item.kind === 'action' && item.action.do === 'run_now')).toHaveLength(
      10,
    );
    expect(JSON.stringify(menu)).not.toMatch(/\\ud83d/);
  });

  it.each([
    ['minutes_15', '2026-11-24T12:15:00.000Z'],
    ['hour_1', '2026-11-24T13:00:00.000Z'],
    ['tomorrow_8', '2026-11-25T08:00:00.000Z'],
    ['until_resumed', null],
  ] as const)('checks the pause in force: %s', (choice, until) => {
    expect(holdEnd(choice, noon, utcWall)?.toISOString() ?? null).toBe(until);
    const { items } = buildTrayModel(inputWith({ status: statusWith({ paused: pausedFor(until) }) }));
    const checked = items
      .flatMap((item) => (item.kind === 'submenu' ? item.items : []))
      .flatMap((item) => (item.kind === 'check' && item.checked && item.action.do === 'pause' ? [item] : []));
    expect(checked).toMatchObject([{ action: { choice } }]);
  });
});
