import type { ErrorComponentProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../ui/error-notice';
import { Page } from './page';

/** A page that threw: the rest of the window goes on, and so do the runs. */
export const PageCrash = ({ error, reset }: ErrorComponentProps): ReactNode => {
  const { t } = useTranslation('shell');
  return (
    <Page title={t('crashed.title')}>
      <ErrorNotice
        error={error instanceof Error ? error : new Error(String(error))}
        what={t('crashed.text')}
        onRetry={reset}
      />
    </Page>
  );
};
