import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../shell/page';

/** A new task. */
export const NewTaskPage = (): ReactNode => {
  const { t } = useTranslation('shell');
  return <Page title={t('newTask')}>{null}</Page>;
};
/** An existing task. */
export const EditTaskPage = (): ReactNode => {
  const { t } = useTranslation('shell');
  return <Page title={t('newTask')}>{null}</Page>;
};
