import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Overview } from '../../../src-main/contract/api';
import type { RunsSearch } from '../../router/search';
import { useLocale } from '../../i18n/use-locale';
import { durationWords } from '../../time/duration-words';
import { ActionLink } from '../../ui/action-link';
import classes from './today-tiles.module.css';

interface Tile {
  readonly key: string;
  readonly value: string;
  readonly text: string;
  readonly search: RunsSearch;
  readonly tone?: 'fail' | 'warn' | undefined;
}

interface Props {
  readonly today: Overview['today'];
}

/** Five numbers of today, each a link to the runs it counts; colour only where it is not nothing. */
export const TodayTiles = ({ today }: Props): ReactNode => {
  const { t } = useTranslation('overview');
  const { t: common } = useTranslation();
  const locale = useLocale();
  const number = (value: number): string => value.toLocaleString(locale);
  const rate =
    today.successRate30 === null
      ? common('none')
      : t('today.percent', {
          value: (today.successRate30 * 100).toLocaleString(locale, { maximumFractionDigits: 1 }),
        });
  const tiles: readonly Tile[] = [
    {
      key: 'succeeded',
      value: number(today.succeeded),
      text: t('today.succeeded'),
      search: { status: ['succeeded'], range: 'today' },
    },
    {
      key: 'failed',
      value: number(today.failed),
      text: t('today.failed'),
      search: { status: ['failed', 'timed_out', 'abandoned'], range: 'today' },
      tone: today.failed > 0 ? 'fail' : undefined,
    },
    {
      key: 'missed',
      value: number(today.missed),
      text: t('today.missed'),
      search: { status: ['missed'], range: 'today' },
      tone: today.missed > 0 ? 'warn' : undefined,
    },
    { key: 'rate', value: rate, text: t('today.rate'), search: { range: '30d' } },
    {
      key: 'median',
      value: today.medianMs === null ? common('none') : durationWords(today.medianMs, locale),
      text: t('today.median'),
      search: { status: ['succeeded'], range: '30d' },
    },
  ];
  return (
    <section aria-label={t('today.label')}>
      <ul className={classes['tiles']}>
        {tiles.map((tile) => (
          <li key={tile.key}>
            <ActionLink
              look="bare"
              to="/runs"
              search={tile.search}
              className={classes['tile']}
              data-tile={tile.key}
            >
              <span className={classes['value']} data-tone={tile.tone}>
                {tile.value}
              </span>
              <span className={classes['text']}>{tile.text}</span>
            </ActionLink>
          </li>
        ))}
      </ul>
    </section>
  );
};
