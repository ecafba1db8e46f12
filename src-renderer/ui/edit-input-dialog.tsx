import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { json, type Json } from '../../src-main/contract/primitives';
import { Button } from './button';
import { Dialog } from './dialog';
import classes from './edit-input-dialog.module.css';
import { TextAreaField } from './text-field';

interface Props {
  readonly title: string;
  /** What is said above the field, its name, and the word on the button, where it is not about a run's inputs. */
  readonly words?: { readonly text: ReactNode; readonly label: string; readonly run: string };
  /** Why what stands there cannot be taken, though it is an object; null = it can. */
  readonly refuse?: (input: Json) => string | null;
  readonly busy?: boolean;
  readonly input: Json;
  readonly onClose: () => void;
  readonly onRun: (input: Json) => void;
}

type Reading =
  { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly reason: string | null };

const read = (text: string): Reading => {
  try {
    const value = json.parse(JSON.parse(text));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { ok: true, value }
      : { ok: false, reason: null };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
};

/** Inputs for one run, as JSON that is checked while it is typed. */
export const EditInputDialog = (props: Props): ReactNode => {
  const { title, words, refuse, busy = false, input, onClose, onRun } = props;
  const { t } = useTranslation('runDetail');
  const { t: common } = useTranslation();
  const [text, setText] = useState(() => JSON.stringify(input, null, 2));
  const [typed, setTyped] = useState(false);
  const reading = read(text);
  const wrong = reading.ok
    ? (refuse?.(reading.value) ?? null)
    : reading.reason === null
      ? t('edit.notObject')
      : t('edit.invalid', { reason: reading.reason });
  // What is still to be filled in is no mistake before anything was typed.
  const bad = wrong !== null && typed;
  return (
    <Dialog
      open
      wide
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{common('actions.cancel')}</Button>
          <Button
            look="primary"
            blocked={wrong}
            busy={busy}
            onClick={() => {
              if (reading.ok) onRun(reading.value);
            }}
          >
            {words?.run ?? t('edit.run')}
          </Button>
        </>
      }
    >
      {words?.text ?? <p>{t('edit.text')}</p>}
      <TextAreaField
        label={words?.label ?? t('edit.label')}
        mono
        takesFocus
        rows={Math.min(14, Math.max(6, text.split('\n').length + 1))}
        width="100%"
        value={text}
        invalid={bad}
        onChange={(next) => {
          setTyped(true);
          setText(next);
        }}
      />
      <p role="status" className={classes['said']} data-bad={bad || undefined}>
        {wrong ?? (words === undefined ? t('edit.notObject') : null)}
      </p>
    </Dialog>
  );
};
