import { IconAlertTriangle, IconCircleCheckFilled, IconCircleXFilled } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Check } from '../../src-main/contract/status';
import classes from './check-list.module.css';

const icons = { pass: IconCircleCheckFilled, warn: IconAlertTriangle, fail: IconCircleXFilled } as const;

interface Props {
  readonly label: string;
  readonly checks: readonly Check[];
}

/** Checks in their order: shape and word of the result, what was found, what to do. */
export const CheckList = ({ label, checks }: Props): ReactNode => {
  const { t } = useTranslation('settings');
  return (
    <ol className={classes['list']} aria-label={label} aria-live="polite">
      {checks.map((check) => {
        const Icon = icons[check.result];
        return (
          <li key={check.name} data-result={check.result}>
            <Icon width="1.125rem" height="1.125rem" aria-hidden="true" />
            <span className={classes['result']}>{t(`database.result.${check.result}`)}</span>
            <span className={classes['name']}>{check.name}</span>
            <span className={classes['text']}>
              {check.text}
              {check.remedy === null ? null : <span className={classes['remedy']}>{check.remedy}</span>}
            </span>
          </li>
        );
      })}
    </ol>
  );
};
