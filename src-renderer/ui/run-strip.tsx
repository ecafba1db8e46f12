import type { ReactNode } from 'react';
import type { RunStatus } from '../../src-main/contract/run';
import type { RecentRun } from '../../src-main/contract/task';
import { runPath } from '../router/paths';
import type { TimeWords } from '../time/time-words';
import { RowLink } from './row-link';
import classes from './run-strip.module.css';

interface Props {
  /** Newest first, as the contract has it; the strip shows the newest at the right. */
  readonly runs: readonly RecentRun[];
  readonly words: Readonly<Record<RunStatus, string>>;
  readonly time: TimeWords;
  readonly now: Date;
}

/**
 * The last runs of a task, each a link with a text such as “Failed, 23 Nov 02:00”. Outside the tab order: the strip stands
 * in rows, whose controls the arrows reach. What all rows share is handed in, because a list has hundreds of these links.
 */
export const RunStrip = ({ runs, words, time, now }: Props): ReactNode => (
  <span className={classes['strip']}>
    {[...runs].reverse().map((run) => {
      const text = `${words[run.status]}, ${time.moment(new Date(run.at), now)}`;
      return (
        <RowLink
          key={run.id}
          to={runPath(run.id)}
          className={classes['cell']}
          title={text}
          aria-label={text}
          tabIndex={-1}
        >
          <span data-mark={run.status} />
        </RowLink>
      );
    })}
  </span>
);
