import { useBlocker } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';

interface Props {
  readonly name: string;
  /** Whether leaving would lose something. */
  readonly asks: () => boolean;
  readonly onDiscard: () => void;
}

/**
 * Asks before unsaved answers are left: inside the window by a dialog, when a browser's tab is closed by the browser's
 * own. The desktop window cannot show that one and would stay open without a word; its answers are kept as a draft.
 */
export const LeaveDialog = ({ name, asks, onDiscard }: Props): ReactNode => {
  const { t } = useTranslation('editor');
  const blocker = useBlocker({
    shouldBlockFn: asks,
    enableBeforeUnload: () => window.nexus === undefined && asks(),
    withResolver: true,
  });
  return (
    <Dialog
      open={blocker.status === 'blocked'}
      title={t('leave.title')}
      onClose={() => blocker.reset?.()}
      actions={
        <>
          <Button takesFocus onClick={() => blocker.reset?.()}>
            {t('leave.stay')}
          </Button>
          <Button
            look="danger"
            onClick={() => {
              onDiscard();
              blocker.proceed?.();
            }}
          >
            {t('leave.discard')}
          </Button>
        </>
      }
    >
      <p>{t('leave.text', { name: name.trim() === '' ? t('leave.unnamed') : name })}</p>
    </Dialog>
  );
};
