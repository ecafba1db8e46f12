import {
  IconBan,
  IconChevronsRight,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleDot,
  IconFlag,
  IconHourglass,
  IconPlayerPauseFilled,
  IconSquareMinus,
  IconTrash,
  IconAlertTriangle,
  IconUnlink,
  IconUserQuestion,
  type Icon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { RunStatus } from '../../src-main/contract/run';
import type { TaskState } from '../../src-main/contract/task';

/** Everything that has a state icon: a run's status, a planned occurrence, a task's state. */
export type MarkState = RunStatus | 'planned' | TaskState;

/** Tone beside the shape; never the only difference between two states. */
export type Tone = 'ok' | 'fail' | 'warn' | 'run' | 'ask' | 'quiet';

export const toneOf: Record<MarkState, Tone> = {
  succeeded: 'ok',
  failed: 'fail',
  timed_out: 'fail',
  abandoned: 'fail',
  cancelled: 'quiet',
  skipped: 'quiet',
  missed: 'warn',
  running: 'run',
  queued: 'run',
  waiting: 'ask',
  planned: 'quiet',
  enabled: 'ok',
  paused: 'quiet',
  disabled: 'quiet',
  ended: 'quiet',
  invalid: 'warn',
  deleted: 'quiet',
};

const shapes: Partial<Record<MarkState, Icon>> = {
  succeeded: IconCircleCheckFilled,
  cancelled: IconSquareMinus,
  skipped: IconChevronsRight,
  abandoned: IconUnlink,
  queued: IconHourglass,
  waiting: IconUserQuestion,
  planned: IconCircleDashed,
  enabled: IconCircleDot,
  paused: IconPlayerPauseFilled,
  disabled: IconBan,
  ended: IconFlag,
  invalid: IconAlertTriangle,
  deleted: IconTrash,
};

const octagon = 'M8.1 2h7.8L22 8.1v7.8L15.9 22H8.1L2 15.9V8.1z';

/** Shapes the icon set lacks: octagon with x, octagon with hands, diamond with !, ring with play. */
const drawn: Partial<Record<MarkState, ReactNode>> = {
  failed: (
    <>
      <path d={octagon} fill="currentColor" />
      <path d="M9 9l6 6M15 9l-6 6" stroke="var(--nx-panel)" strokeWidth="2.4" strokeLinecap="round" />
    </>
  ),
  timed_out: (
    <>
      <path d={octagon} fill="none" stroke="currentColor" strokeWidth="2.2" strokeLinejoin="round" />
      <path d="M12 7.5V12l3 2" fill="none" stroke="currentColor" strokeWidth="2.2" strokeLinecap="round" />
    </>
  ),
  missed: (
    <>
      <path d="M12 1.5L22.5 12 12 22.5 1.5 12z" fill="currentColor" />
      <path d="M12 7.5v5M12 16.2v.2" stroke="var(--nx-panel)" strokeWidth="2.4" strokeLinecap="round" />
    </>
  ),
  running: (
    <>
      <circle cx="12" cy="12" r="9.5" fill="none" stroke="currentColor" strokeWidth="2.2" />
      <path d="M10 8.2v7.6l6-3.8z" fill="currentColor" />
    </>
  ),
};

interface Props {
  readonly state: MarkState;
  /** Side in rem; 1 = 16 px at normal text size. */
  readonly size?: number;
}

/** The shape of a state in its tone. Always beside the state's word, so it is hidden from screen readers. */
export const StateIcon = ({ state, size = 1 }: Props): ReactNode => {
  const side = `${size}rem`;
  const color = `var(--nx-${toneOf[state] === 'quiet' ? 'muted' : toneOf[state]})`;
  const Shape = shapes[state];
  if (Shape !== undefined)
    return <Shape width={side} height={side} color={color} aria-hidden="true" stroke={2} />;
  return (
    <svg viewBox="0 0 24 24" width={side} height={side} color={color} aria-hidden="true">
      {drawn[state]}
    </svg>
  );
};
