import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../shell/page';

/** All tasks. */
export const TasksPage = (): ReactNode => {
  const { t } = useTranslation('shell');
  return <Page title={t('pages.tasks')}>{null}</Page>;
};
