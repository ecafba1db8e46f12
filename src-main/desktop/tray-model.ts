import type { Locale } from '../contract/primitives';
import type { ExecutorStatus } from '../contract/status';
import { clockTime, relativeDay } from './wall-text';
import { pauseChecked, muteChecked, type HoldChoice } from './hold-choice';
import { shorten } from './shorten';
import { trayWords, type TrayWords } from './tray-words';
import type { WallClock } from './wall-clock';

/** The silhouettes, from the one that loses to the one that wins when several apply. */
export type TrayIconState = 'starting' | 'idle' | 'running' | 'paused' | 'attention' | 'lost';

/** What a click does. Times such as "1 hour" are worked out when it is clicked, not when the menu was made. */
export type TrayAction =
  | { readonly do: 'open'; readonly route: string | null }
  | { readonly do: 'run_now'; readonly taskId: string; readonly taskName: string }
  | { readonly do: 'mark_all_seen' }
  | { readonly do: 'resume' }
  | { readonly do: 'pause'; readonly choice: HoldChoice }
  | { readonly do: 'mute'; readonly choice: HoldChoice }
  | { readonly do: 'quit' };

export type TrayItem =
  | { readonly kind: 'separator' }
  | { readonly kind: 'action'; readonly label: string; readonly action: TrayAction; readonly steady?: string }
  | {
      readonly kind: 'check';
      readonly label: string;
      readonly checked: boolean;
      readonly action: TrayAction;
    }
  | { readonly kind: 'submenu'; readonly label: string; readonly items: readonly TrayItem[] };

export interface TrayModel {
  readonly icon: TrayIconState;
  /** At most 127 characters: Windows shows no more. */
  readonly tooltip: string;
  readonly items: readonly TrayItem[];
}

export interface TrayTask {
  readonly taskId: string;
  readonly taskName: string;
}

/** Everything the tray shows follows from this. */
export interface TrayInput {
  /** Null while the application is starting. */
  readonly status: ExecutorStatus | null;
  /** The application could not start: it stays here to say so. */
  readonly startFailed: boolean;
  /** Tasks offered under Run now, at most ten are shown. */
  readonly runNow: readonly TrayTask[];
  readonly mutedUntil: string | null;
  readonly locale: Locale;
  readonly now: Date;
  readonly clock: WallClock;
}

const most = { items: 10, tooltipLength: 127 } as const;
const separator: TrayItem = { kind: 'separator' };

/** `02:14`, and `1:02:14` from an hour on. */
const elapsed = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (n: number): string => String(n).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`;
};

const open = (label: string, route: string | null): TrayItem => ({
  kind: 'action',
  label,
  action: { do: 'open', route },
});

/** The state the icon should show, before it is made to wait (see `IconDelay`). */
export const iconState = ({
  status,
  startFailed,
}: Pick<TrayInput, 'status' | 'startFailed'>): TrayIconState => {
  if (startFailed) return 'lost';
  if (status === null) return 'starting';
  if (status.database.state === 'lost') return 'lost';
  if (status.phase === 'starting' || status.database.state === 'starting') return 'starting';
  if (status.attentionCount + status.blocked.length > 0) return 'attention';
  if (status.paused !== null) return 'paused';
  return status.running.length > 0 ? 'running' : 'idle';
};

const attentionWords = (status: ExecutorStatus, words: TrayWords): string => {
  const { attention, attentionCount } = status;
  const allFailed =
    attention.length === attentionCount &&
    attention.every((item) => item.status === 'failed' || item.status === 'timed_out');
  return allFailed ? words.failed(attentionCount) : words.needAttention(attentionCount);
};

const pausedUntil = ({ status, clock, now, locale }: TrayInput): string | null => {
  const until = status?.paused?.until;
  if (until === null || until === undefined) return null;
  const days = relativeDay(clock, now, new Date(until));
  const time = clockTime(clock, new Date(until));
  return days === 0 ? time : `${trayWords[locale].day(clock.read(new Date(until)), days)} ${time}`;
};

/** What is going on, as a list of short phrases; "idle" when there is nothing to say. */
const phrases = (input: TrayInput, attention: (status: ExecutorStatus) => string): readonly string[] => {
  const words = trayWords[input.locale];
  const { status } = input;
  if (input.startFailed) return [words.startFailed];
  if (status === null || iconState(input) === 'starting') return [words.starting];
  const said = [
    ...(status.paused === null ? [] : [words.paused(pausedUntil(input))]),
    ...(status.running.length === 0 ? [] : [words.running(status.running.length)]),
    ...(status.attentionCount === 0 ? [] : [attention(status)]),
    ...(status.blocked.length === 0 ? [] : [words.blocked(status.blocked.length)]),
  ];
  return said.length === 0 ? [words.idle] : said;
};

const buildTooltip = (input: TrayInput): string => {
  const words = trayWords[input.locale];
  const { status, clock } = input;
  const lost = iconState(input) === 'lost' && !input.startFailed;
  const said = lost
    ? words.unreachable
    : phrases(input, (known) => attentionWords(known, words)).join(words.listComma);
  const head = `Nexus Scheduler – ${said.charAt(0).toLowerCase()}${said.slice(1)}`;
  const next = status?.nextDue;
  if (lost || next === null || next === undefined || status?.paused !== null)
    return shorten(head, most.tooltipLength);
  const rest = words.tooltipNext('', clockTime(clock, new Date(next.at)));
  const room = most.tooltipLength - (head + words.sentenceEnd + rest).length;
  const tail = words.tooltipNext(
    shorten(next.taskName, Math.max(8, room)),
    clockTime(clock, new Date(next.at)),
  );
  return shorten(`${head}${words.sentenceEnd}${tail}`, most.tooltipLength);
};

const topItems = (input: TrayInput): readonly TrayItem[] => {
  const words = trayWords[input.locale];
  const { status, clock, now } = input;
  const said = phrases(input, (known) => words.needAttention(known.attentionCount));
  const line = open(said.join(' · '), '/overview');
  const lost = iconState(input) === 'lost' && !input.startFailed;
  if (status === null) return [line];
  const next = status.nextDue;
  const at = next === null ? null : new Date(next.at);
  return [
    // "Idle" would look happier than things are while nothing can start.
    ...(lost && said[0] === words.idle ? [] : [line]),
    next === null || at === null
      ? open(words.noneNext, '/tasks')
      : open(
          words.next(
            shorten(next.taskName),
            `${words.day(clock.read(at), relativeDay(clock, now, at))} ${clockTime(clock, at)}`,
          ),
          `/tasks/${next.taskId}`,
        ),
    ...(lost ? [open(words.unreachable, '/diagnostics')] : []),
  ];
};

const runItems = (input: TrayInput): readonly TrayItem[] => {
  const words = trayWords[input.locale];
  const { status, runNow, now } = input;
  if (status === null) return [];
  const submenu = (label: string, items: readonly TrayItem[]): readonly TrayItem[] =>
    items.length === 0 ? [] : [{ kind: 'submenu', label, items }];
  const tasks = runNow.slice(0, most.items).map(({ taskId, taskName }): TrayItem => ({
    kind: 'action',
    label: shorten(taskName),
    action: { do: 'run_now', taskId, taskName },
  }));
  const running = status.running.slice(0, most.items).map((run): TrayItem => ({
    kind: 'action',
    label: `${shorten(run.taskName)} (${elapsed(now.getTime() - Date.parse(run.startedAt))})`,
    action: { do: 'open', route: `/runs/${run.runId}` },
    steady: run.runId,
  }));
  const attention = status.attention
    .slice(0, most.items)
    .map((item) =>
      open(
        words.attentionItem(shorten(item.taskName), words.status[item.status] ?? item.status),
        `/runs/${item.runId}`,
      ),
    );
  const seen: TrayItem = { kind: 'action', label: words.markAllSeen, action: { do: 'mark_all_seen' } };
  return [
    ...submenu(words.runNow, tasks.length === 0 ? [] : [...tasks, separator, open(words.more, '/palette')]),
    ...submenu(words.runningMenu, running),
    ...submenu(words.attentionMenu, attention.length === 0 ? [] : [...attention, separator, seen]),
  ];
};

const holdItems = (input: TrayInput): readonly TrayItem[] => {
  const words = trayWords[input.locale];
  const { status, now, clock, mutedUntil } = input;
  if (status === null) return [];
  const checks = (
    verb: 'pause' | 'mute',
    current: HoldChoice | null,
    choices: readonly (readonly [HoldChoice, string])[],
  ): readonly TrayItem[] =>
    choices.map(([choice, label]) => ({
      kind: 'check',
      label,
      checked: choice === current,
      action: { do: verb, choice },
    }));
  return [
    separator,
    ...(status.paused === null
      ? []
      : [{ kind: 'action', label: words.resume(pausedUntil(input)), action: { do: 'resume' } } as const]),
    {
      kind: 'submenu',
      label: words.pauseMenu,
      items: checks('pause', pauseChecked(status.paused, clock), [
        ['off', words.off],
        ['minutes_15', words.minutes15],
        ['hour_1', words.hour1],
        ['tomorrow_8', words.tomorrow8],
        ['until_resumed', words.untilResumed],
      ]),
    },
    {
      kind: 'submenu',
      label: words.muteMenu,
      items: checks('mute', muteChecked(mutedUntil, now, clock), [
        ['off', words.off],
        ['hour_1', words.hour1],
        ['tomorrow_8', words.tomorrow8],
      ]),
    },
  ];
};

/** Icon, tooltip and menu for a state of the world. Pure. */
export const buildTrayModel = (input: TrayInput): TrayModel => {
  const words = trayWords[input.locale];
  return {
    icon: iconState(input),
    tooltip: buildTooltip(input),
    items: [
      ...topItems(input),
      separator,
      open(words.open, null),
      ...runItems(input),
      ...holdItems(input),
      separator,
      open(words.settings, '/settings'),
      { kind: 'action', label: words.quit, action: { do: 'quit' } },
    ],
  };
};
