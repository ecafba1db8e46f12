import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useTime } from '../time/use-time';
import { ActionLink } from '../ui/action-link';
import { KeyCaps } from '../ui/key-caps';
import { modKey } from './mod-key';
import classes from './page.module.css';
import { openPalette } from './palette-state';
import { useStatus } from './use-status';

interface Props {
  /** The page's only h1, and the window's title. */
  readonly title: string;
  /** A mark beside the title: a state. */
  readonly mark?: ReactNode;
  /** Buttons of the page at the right end; New task when left out. */
  readonly actions?: ReactNode;
  /** The content fills the window's height and scrolls by itself. */
  readonly fill?: boolean;
  readonly children: ReactNode;
}

/** A page: top bar with title, search and actions, and the main landmark. Every screen is one. */
export const Page = ({ title, mark, actions, fill = false, children }: Props): ReactNode => {
  const { t } = useTranslation('shell');
  const { t: common } = useTranslation();
  const time = useTime();
  const attention = useStatus()?.attentionCount ?? 0;
  useEffect(() => {
    document.title =
      attention > 0 ? t('titleAttention', { count: attention, page: title }) : t('title', { page: title });
  }, [attention, t, title]);
  return (
    <>
      <header className={classes['bar']}>
        <div className={classes['heading']}>
          <h1 id="page-title" tabIndex={-1} className={classes['title']}>
            {title}
          </h1>
          {mark}
          <span className={classes['zone']} title={common('time.zone', { zone: time.timeZone })}>
            {time.timeZone}
          </span>
        </div>
        <div className={classes['tools']}>
          <button
            type="button"
            className={classes['search']}
            onClick={openPalette}
            aria-keyshortcuts="Control+K"
          >
            <IconSearch width="1rem" height="1rem" stroke={1.8} aria-hidden="true" />
            <span>{t('search')}</span>
            <KeyCaps keys={[modKey, 'K']} />
          </button>
          {actions ?? (
            <ActionLink
              look="primary"
              to="/tasks/new"
              icon={<IconPlus width="1rem" height="1rem" stroke={2} aria-hidden="true" />}
            >
              {t('newTask')}
            </ActionLink>
          )}
        </div>
      </header>
      <main id="content" tabIndex={-1} className={classes['main']} data-fill={fill || undefined}>
        {children}
      </main>
    </>
  );
};
