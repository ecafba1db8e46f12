import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionLink } from '../ui/action-link';
import { EmptyState } from '../ui/empty-state';
import { Page } from './page';

/** An address that leads nowhere. */
export const NotFoundPage = (): ReactNode => {
  const { t } = useTranslation('shell');
  return (
    <Page title={t('notFound.page')}>
      <EmptyState
        title={t('notFound.title')}
        text={t('notFound.text')}
        actions={
          <ActionLink look="primary" to="/overview">
            {t('notFound.action')}
          </ActionLink>
        }
      />
    </Page>
  );
};
