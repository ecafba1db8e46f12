import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecentRun } from '../../src-main/contract/task';
import { useNow, useTime } from '../time/use-time';
import { ActionLink } from './action-link';
import classes from './run-strip.module.css';

interface Props {
  /** Newest first, as the contract has it; the strip shows the newest at the right. */
  readonly runs: readonly RecentRun[];
  /** Whether the links are in the tab order. */
  readonly tabbable?: boolean;
}

/** The last runs of a task, each a link with a text such as “Failed, 23 Nov 02:00”. */
export const RunStrip = ({ runs, tabbable = true }: Props): ReactNode => {
  const { t } = useTranslation('states');
  const time = useTime();
  const now = useNow();
  return (
    <span className={classes['strip']}>
      {[...runs].reverse().map((run) => {
        const text = `${t(`run.${run.status}`)}, ${time.moment(new Date(run.at), now)}`;
        return (
          <ActionLink
            key={run.id}
            look="bare"
            to="/runs/$runId"
            params={{ runId: run.id }}
            className={classes['cell']}
            title={text}
            aria-label={text}
            tabIndex={tabbable ? 0 : -1}
            preload={false}
          >
            <span data-mark={run.status} />
          </ActionLink>
        );
      })}
    </span>
  );
};
