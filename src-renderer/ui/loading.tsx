import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './loading.module.css';

interface Props {
  /** How many bars, in the height of the rows to come. */
  readonly rows?: number;
}

/** Bars in the place of what is to come: after 150 ms, and after 5 s a sentence that it still goes on. */
export const Loading = ({ rows = 4 }: Props): ReactNode => {
  const { t } = useTranslation();
  const [stage, setStage] = useState<'nothing' | 'bars' | 'still'>('nothing');
  useEffect(() => {
    const bars = setTimeout(() => setStage('bars'), 150);
    const still = setTimeout(() => setStage('still'), 5_000);
    return () => {
      clearTimeout(bars);
      clearTimeout(still);
    };
  }, []);
  return (
    <div className={classes['loading']} aria-busy="true">
      <output className="nx-hidden">{stage === 'still' ? t('loading.still') : t('loading.text')}</output>
      {stage === 'nothing'
        ? null
        : Array.from({ length: rows }, (_, row) => (
            <div key={row} className={classes['bar']} aria-hidden="true" />
          ))}
      {stage === 'still' ? <p aria-hidden="true">{t('loading.still')}</p> : null}
    </div>
  );
};
