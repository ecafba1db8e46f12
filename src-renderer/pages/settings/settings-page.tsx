import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../shell/page';

/** All settings. */
export const SettingsPage = (): ReactNode => {
  const { t } = useTranslation('shell');
  return <Page title={t('pages.settings')}>{null}</Page>;
};
