import {
  IconHistory,
  IconLayoutDashboard,
  IconListDetails,
  IconSettings,
  IconStethoscope,
  type Icon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionLink } from '../ui/action-link';
import { Heart } from './heart';
import { Logo } from './logo';
import classes from './navigation.module.css';
import { useStatus } from './use-status';

/** The pages of the navigation in their order. */
const pages = [
  { to: '/overview', name: 'overview', icon: IconLayoutDashboard },
  { to: '/tasks', name: 'tasks', icon: IconListDetails },
  { to: '/runs', name: 'runs', icon: IconHistory },
  { to: '/settings', name: 'settings', icon: IconSettings },
  { to: '/diagnostics', name: 'diagnostics', icon: IconStethoscope },
] as const satisfies readonly { readonly to: string; readonly name: string; readonly icon: Icon }[];

/** The left side: pages, what needs attention, the heart. */
export const Navigation = (): ReactNode => {
  const { t } = useTranslation('shell');
  const { t: common } = useTranslation();
  const attention = useStatus()?.attentionCount ?? 0;
  return (
    <div className={classes['side']}>
      <div className={classes['brand']}>
        <Logo />
        <span className={classes['brandName']}>{common('appName')}</span>
      </div>
      <nav aria-label={t('navigation')}>
        <ul className={classes['list']}>
          {pages.map(({ to, name, icon: PageIcon }) => (
            <li key={name}>
              <ActionLink look="bare" to={to} className={classes['link']} title={t(`pages.${name}`)}>
                <PageIcon width="1.125rem" height="1.125rem" stroke={1.7} aria-hidden="true" />
                <span className={classes['name']}>{t(`pages.${name}`)}</span>
                {name === 'overview' && attention > 0 ? (
                  <span className={classes['count']}>
                    <span aria-hidden="true">{attention > 99 ? '99+' : attention}</span>
                    <span className="nx-hidden">{t('attention', { count: attention })}</span>
                  </span>
                ) : null}
              </ActionLink>
            </li>
          ))}
        </ul>
      </nav>
      <Heart />
    </div>
  );
};
