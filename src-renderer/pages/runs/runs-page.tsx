import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../shell/page';

/** The ledger of runs. */
export const RunsPage = (): ReactNode => {
  const { t } = useTranslation('shell');
  return <Page title={t('pages.runs')}>{null}</Page>;
};
