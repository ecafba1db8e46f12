import { getRouteApi } from '@tanstack/react-router';
import type { ComponentType, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { settingsSection, type SettingsSection } from '../../router/search';
import { Page } from '../../shell/page';
import { ActionLink } from '../../ui/action-link';
import { Card } from '../../ui/card';
import { SearchField } from '../../ui/search-field';
import { AdvancedSection } from './advanced-section';
import { AppearanceSection } from './appearance-section';
import { CommandsSection } from './commands-section';
import { ConnectionsSection } from './connections-section';
import { DatabaseSection } from './database-section';
import { ExecutorSection } from './executor-section';
import { GeneralSection } from './general-section';
import { NotificationsSection } from './notifications-section';
import { SettingSearchContext } from './setting-search';
import { WorkflowsSection } from './workflows-section';
import classes from './settings-page.module.css';

const route = getRouteApi('/settings');

const sections: Readonly<Record<SettingsSection, ComponentType>> = {
  general: GeneralSection,
  executor: ExecutorSection,
  database: DatabaseSection,
  notifications: NotificationsSection,
  appearance: AppearanceSection,
  workflows: WorkflowsSection,
  connections: ConnectionsSection,
  commands: CommandsSection,
  advanced: AdvancedSection,
};

/** Every setting, by section or by search; each applies at once unless it says otherwise. */
export const SettingsPage = (): ReactNode => {
  const { t } = useTranslation('settings');
  const { t: shell } = useTranslation('shell');
  const { section = 'general', q = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const shown = q === '' ? [section] : settingsSection.options;
  return (
    <Page title={shell('pages.settings')}>
      <div className={classes['page']}>
        <div className={classes['index']}>
          <SearchField
            label={t('search')}
            width="100%"
            value={q}
            onSearch={(next) =>
              void navigate({ search: { section, q: next === '' ? undefined : next }, replace: true })
            }
          />
          <nav aria-label={t('sections')}>
            <ul>
              {settingsSection.options.map((name) => (
                <li key={name}>
                  <ActionLink
                    look="bare"
                    className={classes['section']}
                    to="/settings"
                    search={{ section: name }}
                    aria-current={q === '' && name === section ? 'page' : undefined}
                  >
                    {t(`section.${name}`)}
                  </ActionLink>
                </li>
              ))}
            </ul>
          </nav>
        </div>
        <SettingSearchContext value={q}>
          <div className={classes['cards']}>
            {shown.map((name) => {
              const Section = sections[name];
              return (
                <div key={name} className={classes['card']}>
                  <Card title={t(`section.${name}`)} flush>
                    <Section />
                  </Card>
                </div>
              );
            })}
            <p className={classes['nothing']}>{t('nothing')}</p>
          </div>
        </SettingSearchContext>
      </div>
    </Page>
  );
};
