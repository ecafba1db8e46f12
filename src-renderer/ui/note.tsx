import {
  IconAlertTriangle,
  IconAlertCircle,
  IconCircleCheck,
  IconInfoCircle,
  IconUserQuestion,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './note.module.css';

type NoteTone = 'ok' | 'fail' | 'warn' | 'run' | 'ask';

const icons = {
  ok: IconCircleCheck,
  fail: IconAlertCircle,
  warn: IconAlertTriangle,
  run: IconInfoCircle,
  ask: IconUserQuestion,
} as const;

interface Props {
  readonly tone: NoteTone;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  /** `alert` interrupts a screen reader, `status` waits; none is plain text. */
  readonly role?: 'alert' | 'status';
}

/** A sentence that stands out: tone, shape and words. */
export const Note = ({ tone, children, actions, role }: Props): ReactNode => {
  const Icon = icons[tone];
  return (
    <div className={classes['note']} data-tone={tone} role={role}>
      <Icon width="1.125rem" height="1.125rem" stroke={1.8} aria-hidden="true" />
      <div className={classes['text']}>{children}</div>
      {actions === undefined ? null : <div className={classes['actions']}>{actions}</div>}
    </div>
  );
};
