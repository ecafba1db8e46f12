import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../shell/page';

/** One run. */
export const RunDetailPage = (): ReactNode => {
  const { t } = useTranslation('shell');
  return <Page title={t('pages.runs')}>{null}</Page>;
};
