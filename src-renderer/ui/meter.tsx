import type { ReactNode } from 'react';
import classes from './meter.module.css';

interface Props {
  /** Share from 0 to 1; more than 1 is drawn full. */
  readonly value: number;
  readonly tone: 'run' | 'warn' | 'ok';
  /** What it says, in words. */
  readonly label: string;
}

/** A thin bar of how much of something is used or passed. */
export const Meter = ({ value, tone, label }: Props): ReactNode => (
  <span className={classes['track']} role="img" aria-label={label}>
    <span
      className={classes['bar']}
      data-tone={tone}
      style={{ width: `${Math.min(100, Math.max(0, value * 100))}%` }}
    />
  </span>
);
