import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../shell/page';

/** What an operator sees first. */
export const OverviewPage = (): ReactNode => {
  const { t } = useTranslation('shell');
  return <Page title={t('pages.overview')}>{null}</Page>;
};
