import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DayCount } from '../../src-main/contract/api';
import { useLocale } from '../i18n/use-locale';
import { dateFormat } from '../time/date-format';
import { useTime } from '../time/use-time';
import { ActionLink } from './action-link';
import { heatmapWeeks, dayTotal, type HeatmapDay } from './heatmap-weeks';
import classes from './heatmap.module.css';
import { useFirstWeekday } from './use-first-weekday';
import { useRoving } from './use-roving';
import { startOfDay } from '../time/start-of-day';

interface Props {
  readonly days: readonly DayCount[];
  readonly label: string;
  /** Narrows the links to the runs of one task. */
  readonly taskId?: string;
}

/** Days as cells: the fill says how many runs, the corner whether some failed (hatched) or were missed (striped). */
export const Heatmap = ({ days, label, taskId }: Props): ReactNode => {
  const { t } = useTranslation('overview');
  const locale = useLocale();
  const time = useTime();
  const firstWeekday = useFirstWeekday();
  const weeks = heatmapWeeks(days, firstWeekday);
  const rows = Array.from({ length: 7 }, (_, row) => weeks.flatMap((week) => week[row] ?? []));
  const roving = useRoving(rows.map((row) => row.map((day) => day.day)));
  const weekdayName = dateFormat(locale, { weekday: 'short', timeZone: 'UTC' });
  const text = (day: HeatmapDay): string => {
    const parts = [
      t('heatmap.runs', { count: dayTotal(day) }),
      ...(day.failed > 0 ? [t('heatmap.failed', { failed: day.failed })] : []),
      ...(day.missed > 0 ? [t('heatmap.missed', { missed: day.missed })] : []),
    ];
    return t('heatmap.day', {
      day: time.weekdayDate(new Date(`${day.day}T12:00:00Z`), 'UTC'),
      text: parts.join(locale === 'zh-CN' ? '，' : ', '),
    });
  };
  return (
    <div className={classes['heatmap']}>
      {/* Arrow keys move between the links inside; the group itself takes no focus. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div className={classes['grid']} role="group" aria-label={label} onKeyDown={roving.onKeyDown}>
        {rows.map((row, index) => (
          <div key={row[0]?.day ?? index} className={classes['row']}>
            <span className={classes['weekday']} aria-hidden="true">
              {row[0] === undefined || index % 2 === 1
                ? ''
                : weekdayName.format(new Date(`${row[0].day}T12:00:00Z`))}
            </span>
            {weeks[0]?.[index] === undefined ? <span className={classes['gap']} aria-hidden="true" /> : null}
            {row.map((day) => (
              <ActionLink
                key={day.day}
                look="bare"
                to="/runs"
                search={{
                  ...(taskId === undefined ? {} : { task: taskId }),
                  range: 'custom',
                  from: startOfDay(day.day, time.timeZone).toISOString(),
                  to: startOfDay(day.next, time.timeZone).toISOString(),
                }}
                className={classes['cell']}
                data-level={day.level}
                title={text(day)}
                aria-label={text(day)}
                preload={false}
                {...roving.mark(day.day)}
              >
                {day.failed > 0 ? <span data-mark="failed" className={classes['corner']} /> : null}
                {day.failed === 0 && day.missed > 0 ? (
                  <span data-mark="missed" className={classes['corner']} />
                ) : null}
              </ActionLink>
            ))}
          </div>
        ))}
      </div>
      <div className={classes['legend']} aria-hidden="true">
        {t('heatmap.less')}
        {[0, 1, 2, 3, 4].map((level) => (
          <span key={level} className={classes['cell']} data-level={level} />
        ))}
        {t('heatmap.more')}
        <span className={classes['cell']} data-level="2">
          <span data-mark="failed" className={classes['corner']} />
        </span>
        {t('heatmap.withFailures')}
        <span className={classes['cell']} data-level="2">
          <span data-mark="missed" className={classes['corner']} />
        </span>
        {t('heatmap.withMissed')}
      </div>
    </div>
  );
};
