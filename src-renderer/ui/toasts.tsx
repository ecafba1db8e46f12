import { notifications } from '@mantine/notifications';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from './live-region';
import { Button } from './button';
import { ToastRoom } from './toast-room';
import classes from './toasts.module.css';

/** How long an action can be taken back. */
const undoMs = 10_000;

/** A `subject` is what a message speaks of, such as the pause of one task: a newer one about it takes its place. */
export interface Toasts {
  /** Says what was done. */
  readonly done: (sentence: string, subject?: string) => void;
  /** Says what was done and offers to take it back for 10 s. */
  readonly undoable: (sentence: string, undo: () => Promise<unknown>, subject?: string) => void;
  /** Says what was done, with something to open. */
  readonly withAction: (sentence: string, label: string, onAction: () => void) => void;
  /** Says what went wrong with something the reader asked for. */
  readonly failed: (sentence: string) => void;
}

interface Shape {
  readonly autoClose: number;
  readonly color: 'gray' | 'red';
  readonly subject?: string | undefined;
  readonly undoable?: boolean;
  readonly action?: { readonly label: string; readonly act: () => void };
}

const room = new ToastRoom();
let serial = 0;

/** Short messages at the corner, told to screen readers as well. */
export const useToasts = (): Toasts => {
  const { t } = useTranslation();
  const { t: shell } = useTranslation('shell');
  return useMemo(() => {
    const closeButtonProps = { 'aria-label': t('actions.dismiss') };
    const show = (sentence: string, shape: Shape): void => {
      const { autoClose, color, action, subject = null, undoable = false } = shape;
      serial += 1;
      const id = `toast-${serial}`;
      for (const leaving of room.enter({ id, subject, undoable })) notifications.hide(leaving);
      announce(sentence);
      notifications.show({
        id,
        color,
        autoClose,
        closeButtonProps,
        // The live region has told it already; without a role it is not told twice.
        role: 'presentation',
        onClose: () => room.leave(id),
        message: (
          <span className={classes['toast']}>
            <span>{sentence}</span>
            {action === undefined ? null : (
              <Button
                size="row"
                onClick={() => {
                  notifications.hide(id);
                  action.act();
                }}
              >
                {action.label}
              </Button>
            )}
          </span>
        ),
      });
    };
    const failed = (sentence: string): void => show(sentence, { autoClose: 12_000, color: 'red' });
    const takeBack = (undo: () => Promise<unknown>) => (): void => {
      undo().catch((error: unknown) => {
        failed(shell('undo.failed', { reason: error instanceof Error ? error.message : String(error) }));
      });
    };
    return {
      done: (sentence, subject) => show(sentence, { autoClose: 5_000, color: 'gray', subject }),
      failed,
      withAction: (sentence, label, act) =>
        show(sentence, { autoClose: 8_000, color: 'gray', action: { label, act } }),
      undoable: (sentence, undo, subject) =>
        show(sentence, {
          autoClose: undoMs,
          color: 'gray',
          subject,
          undoable: true,
          action: { label: t('actions.undo'), act: takeBack(undo) },
        }),
    };
  }, [shell, t]);
};
