import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../client/use-call';
import { useLocale } from '../../i18n/use-locale';
import { useNow, useTime } from '../../time/use-time';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { ErrorNotice } from '../../ui/error-notice';
import { Loading } from '../../ui/loading';
import { sayInstants } from './say-instants';
import classes from './task-page-parts.module.css';

const refetchMs = 15_000;

interface Props {
  readonly taskId: string;
  /** The note above has said it: the sentence waits until the conditions are asked for. */
  readonly told: boolean;
}

/** Why the task is not running now: one sentence, and every condition of the next start. */
export const WhyCard = ({ taskId, told }: Props): ReactNode => {
  const { t } = useTranslation('taskDetail');
  const locale = useLocale();
  const time = useTime();
  const now = useNow();
  const [open, setOpen] = useState(false);
  const why = useCall('tasks', 'why', { id: taskId, locale }, { refetchMs, keepPrevious: true });
  const said = (sentence: string): string => sayInstants(sentence, why.data?.instants ?? [], time, now);
  return (
    <Card
      title={t(told ? 'why.terms' : 'why.title')}
      aside={
        <Button look="quiet" size="row" expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? 'why.hide' : 'why.show')}
        </Button>
      }
    >
      {told && !open && why.error === null ? null : (
        <>
          {why.error === null ? null : <ErrorNotice error={why.error} onRetry={() => void why.refetch()} />}
          {why.data === undefined ? (
            why.error === null ? (
              <Loading rows={1} />
            ) : null
          ) : (
            <>
              <p className={classes['verdict']}>{said(why.data.verdict)}</p>
              {open ? (
                <ul className={classes['terms']} aria-label={t('why.terms')}>
                  {why.data.terms.map((term) => (
                    <li key={term.term} data-ok={term.ok}>
                      {term.ok ? (
                        <IconCheck width="0.875rem" height="0.875rem" stroke={2.4} aria-hidden="true" />
                      ) : (
                        <IconAlertTriangle width="0.875rem" height="0.875rem" stroke={2} aria-hidden="true" />
                      )}
                      <span>
                        <span className="nx-hidden">{t(term.ok ? 'why.met' : 'why.notMet')}: </span>
                        {said(term.text)}
                      </span>
                    </li>
                  ))}
                </ul>
              ) : null}
            </>
          )}
        </>
      )}
    </Card>
  );
};
