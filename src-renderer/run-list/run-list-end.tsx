import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSentenceGap } from '../i18n/sentence-gap';
import { useSettings } from '../shell/use-settings';
import { ActionLink } from '../ui/action-link';
import { Button } from '../ui/button';

interface Props {
  readonly hasMore: boolean;
  /** The next page could not be had. */
  readonly failed: boolean;
  readonly onRetry: () => void;
}

/** What stands under the last loaded run: more is coming, could not be had, or why there is nothing older. */
export const RunListEnd = ({ hasMore, failed, onRetry }: Props): ReactNode => {
  const { t } = useTranslation('runs');
  const gap = useSentenceGap();
  const { t: common } = useTranslation();
  const { retentionDays } = useSettings().executor;
  if (failed)
    return (
      <p>
        {t('end.failed')}
        <Button size="row" onClick={onRetry}>
          {common('actions.retry')}
        </Button>
      </p>
    );
  if (hasMore) return <p>{t('end.more')}</p>;
  return (
    <p>
      {t('end.retention', { count: retentionDays })}
      {gap}
      <ActionLink to="/settings" search={{ section: 'executor' }}>
        {t('end.change')}
      </ActionLink>
    </p>
  );
};
