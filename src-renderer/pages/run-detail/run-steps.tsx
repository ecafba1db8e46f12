import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunDetail, RunStep } from '../../../src-main/contract/run';
import { useLocale } from '../../i18n/use-locale';
import { durationWords } from '../../time/duration-words';
import { useNow, useTime } from '../../time/use-time';
import { Button } from '../../ui/button';
import { PlainTable } from '../../ui/plain-table';
import { StateIcon } from '../../ui/state-icon';
import { StateMark } from '../../ui/state-mark';
import classes from './run-page-parts.module.css';
import { ganttOf, type GanttBar } from './step-gantt';

interface Props {
  readonly run: RunDetail;
}

/** The steps of a run over time; what still goes has an open end. The table has the same. */
export const RunSteps = ({ run }: Props): ReactNode => {
  const { t } = useTranslation('runDetail');
  const { t: common } = useTranslation();
  const locale = useLocale();
  const time = useTime();
  const open = run.state !== 'ended';
  const now = useNow(open ? 'second' : 'minute');
  const [table, setTable] = useState(false);
  if (run.steps.length === 0) {
    return <p className={classes['none']}>{t(open ? 'steps.noneYet' : 'steps.none')}</p>;
  }
  const gantt = ganttOf(run, now);
  const took = (bar: GanttBar): string => {
    const words = bar.ms === null ? '' : durationWords(bar.ms, locale);
    if (!bar.open) return words;
    return `${words} ${t(bar.step.status === 'waiting' ? 'steps.waiting' : 'steps.running')}`.trim();
  };
  const started = (step: RunStep): string =>
    step.startedAt === null ? '–' : time.clockSeconds(new Date(step.startedAt));
  return (
    <>
      <div className={classes['jsonBar']}>
        <Button size="row" onClick={() => setTable(!table)}>
          {table ? common('showChart') : common('showTable')}
        </Button>
      </div>
      {table ? (
        <PlainTable
          label={t('steps.chart')}
          head={[
            t('steps.name'),
            t('steps.type'),
            t('steps.state'),
            t('steps.started'),
            t('steps.took'),
            t('steps.error'),
          ]}
          rows={gantt.bars.map((bar) => ({
            key: bar.step.id,
            cells: [
              bar.step.name,
              bar.step.type,
              <StateMark key="state" state={bar.step.status} word={t(`steps.status.${bar.step.status}`)} />,
              started(bar.step),
              took(bar),
              bar.step.error ?? '',
            ],
          }))}
        />
      ) : (
        <div className={classes['gantt']} role="list" aria-label={t('steps.chart')}>
          {gantt.bars.map((bar) => (
            <div key={bar.step.id} role="listitem">
              <div className={classes['ganttRow']}>
                <span className={classes['ganttName']} title={`${bar.step.name} (${bar.step.type})`}>
                  <StateIcon state={bar.step.status} size={0.875} /> {bar.step.name}{' '}
                  <small>{bar.step.type}</small>
                </span>
                <span
                  className={classes['track']}
                  role="img"
                  aria-label={t('steps.bar', {
                    name: bar.step.name,
                    state: t(`steps.status.${bar.step.status}`),
                    time: started(bar.step),
                    span: took(bar),
                  })}
                >
                  {bar.left === null ? null : (
                    <span
                      data-mark={bar.step.status}
                      data-open={bar.open || undefined}
                      style={{ left: `${bar.left}%`, width: `${bar.width}%` }}
                    />
                  )}
                </span>
                <span className={classes['took']}>{took(bar)}</span>
              </div>
              {bar.step.error === null ? null : <p className={classes['stepError']}>{bar.step.error}</p>}
            </div>
          ))}
          <div className={classes['axis']} aria-hidden="true">
            <span />
            <span>
              <span>{time.clockSeconds(gantt.from)}</span>
              <span>{time.clockSeconds(gantt.to)}</span>
            </span>
            <span />
          </div>
        </div>
      )}
    </>
  );
};
