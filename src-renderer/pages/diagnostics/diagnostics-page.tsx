import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../shell/page';

/** The state of this machine. */
export const DiagnosticsPage = (): ReactNode => {
  const { t } = useTranslation('shell');
  return <Page title={t('pages.diagnostics')}>{null}</Page>;
};
