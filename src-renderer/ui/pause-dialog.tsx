import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { pauseEnd, pauseSpans, type PauseSpan } from '../time/pause-span';
import { Button } from './button';
import { Dialog } from './dialog';
import { FieldRow } from './field-row';
import { SelectField } from './select-field';
import { TextField } from './text-field';

/** What the dialog says of one task or of several. */
interface Words {
  readonly title: string;
  readonly text: string;
  readonly until: string;
  readonly reason: string;
  readonly confirm: string;
  readonly span: (span: PauseSpan) => string;
}

interface Props {
  readonly words: Words;
  readonly onClose: () => void;
  readonly onPause: (until: string | null, reason: string | null) => void;
}

/** How long, and why. */
export const PauseDialog = ({ words, onClose, onPause }: Props): ReactNode => {
  const { t: common } = useTranslation();
  const form = useId();
  const [span, setSpan] = useState<PauseSpan>('open');
  const [reason, setReason] = useState('');
  return (
    <Dialog
      open
      title={words.title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{common('actions.cancel')}</Button>
          <Button look="primary" type="submit" form={form}>
            {words.confirm}
          </Button>
        </>
      }
    >
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault();
          onPause(pauseEnd(span, new Date()), reason.trim() === '' ? null : reason.trim());
        }}
      >
        <p>{words.text}</p>
        <FieldRow label={words.until}>
          <SelectField
            width="100%"
            value={span}
            choices={pauseSpans.map((value) => ({ value, label: words.span(value) }))}
            onChange={setSpan}
          />
        </FieldRow>
        <FieldRow label={words.reason}>
          <TextField value={reason} onChange={setReason} maxLength={255} width="100%" takesFocus />
        </FieldRow>
      </form>
    </Dialog>
  );
};
