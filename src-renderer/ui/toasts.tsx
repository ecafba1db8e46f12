import { notifications } from '@mantine/notifications';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from './live-region';
import { Button } from './button';
import classes from './toasts.module.css';

/** How long an action can be taken back. */
const undoMs = 10_000;

export interface Toasts {
  /** Says what was done. */
  readonly done: (sentence: string) => void;
  /** Says what was done and offers to take it back for 10 s. */
  readonly undoable: (sentence: string, undo: () => Promise<unknown>) => void;
  /** Says what was done, with something to open. */
  readonly withAction: (sentence: string, label: string, onAction: () => void) => void;
  /** Says what went wrong with something the reader asked for. */
  readonly failed: (sentence: string) => void;
}

let serial = 0;

/** Short messages at the corner, told to screen readers as well. */
export const useToasts = (): Toasts => {
  const { t } = useTranslation();
  const { t: shell } = useTranslation('shell');
  return useMemo(() => {
    const closeButtonProps = { 'aria-label': t('actions.dismiss') };
    const show = (
      sentence: string,
      autoClose: number,
      color: 'gray' | 'red',
      label?: string,
      act?: () => void,
    ): void => {
      serial += 1;
      const id = `toast-${serial}`;
      announce(sentence);
      notifications.show({
        id,
        color,
        autoClose,
        closeButtonProps,
        // The live region has told it already; without a role it is not told twice.
        role: 'presentation',
        message: (
          <span className={classes['toast']}>
            <span>{sentence}</span>
            {label === undefined || act === undefined ? null : (
              <Button
                size="row"
                onClick={() => {
                  notifications.hide(id);
                  act();
                }}
              >
                {label}
              </Button>
            )}
          </span>
        ),
      });
    };
    const failed = (sentence: string): void => show(sentence, 12_000, 'red');
    return {
      done: (sentence) => show(sentence, 5_000, 'gray'),
      failed,
      withAction: (sentence, label, act) => show(sentence, 8_000, 'gray', label, act),
      undoable: (sentence, undo) =>
        show(sentence, undoMs, 'gray', t('actions.undo'), () => {
          undo().catch((error: unknown) => {
            failed(shell('undo.failed', { reason: error instanceof Error ? error.message : String(error) }));
          });
        }),
    };
  }, [shell, t]);
};
