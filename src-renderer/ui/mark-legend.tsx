import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunStatus } from '../../src-main/contract/run';
import classes from './mark-legend.module.css';

interface Props {
  readonly states: readonly (RunStatus | 'planned')[];
  readonly label: string;
}

/** Every pattern that is on the plot beside it, with its word. */
export const MarkLegend = ({ states, label }: Props): ReactNode => {
  const { t } = useTranslation('states');
  return (
    <ul className={classes['legend']} aria-label={label}>
      {states.map((state) => (
        <li key={state}>
          <span data-mark={state} className={classes['sample']} aria-hidden="true" />
          {t(`run.${state}`)}
        </li>
      ))}
    </ul>
  );
};
