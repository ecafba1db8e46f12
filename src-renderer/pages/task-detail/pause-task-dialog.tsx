import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PauseDialog } from '../../ui/pause-dialog';

interface Props {
  readonly task: string;
  readonly onClose: () => void;
  readonly onPause: (until: string | null, reason: string | null) => void;
}

/** How long the task is paused, and why. */
export const PauseTaskDialog = ({ task, onClose, onPause }: Props): ReactNode => {
  const { t } = useTranslation('taskDetail');
  return (
    <PauseDialog
      words={{
        title: t('pauseDialog.title', { task }),
        text: t('pauseDialog.text'),
        until: t('pauseDialog.until'),
        reason: t('pauseDialog.reason'),
        confirm: t('pauseDialog.confirm'),
        span: (span) => t(`pauseDialog.spans.${span}`),
      }}
      onClose={onClose}
      onPause={onPause}
    />
  );
};
