import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PauseDialog } from '../../ui/pause-dialog';

interface Props {
  readonly count: number;
  readonly onClose: () => void;
  readonly onPause: (until: string | null, reason: string | null) => void;
}

/** How long several tasks are paused, and why. */
export const PauseTasksDialog = ({ count, onClose, onPause }: Props): ReactNode => {
  const { t } = useTranslation('tasks');
  return (
    <PauseDialog
      words={{
        title: t('pauseDialog.title', { count }),
        text: t('pauseDialog.text'),
        until: t('pauseDialog.until'),
        reason: t('pauseDialog.reason'),
        confirm: t('pauseDialog.confirm'),
        span: (span) => t(`pauseDialog.${span}`),
      }}
      onClose={onClose}
      onPause={onPause}
    />
  );
};
