import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { pauseEnd, pauseSpans, type PauseSpan } from '../../time/pause-span';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { FieldRow } from '../../ui/field-row';
import { SelectField } from '../../ui/select-field';
import { TextField } from '../../ui/text-field';

interface Props {
  readonly task: string;
  readonly onClose: () => void;
  readonly onPause: (until: string | null, reason: string | null) => void;
}

/** How long the task is paused, and why. */
export const PauseTaskDialog = ({ task, onClose, onPause }: Props): ReactNode => {
  const { t } = useTranslation('taskDetail');
  const { t: common } = useTranslation();
  const [span, setSpan] = useState<PauseSpan>('open');
  const [reason, setReason] = useState('');
  return (
    <Dialog
      open
      title={t('pauseDialog.title', { task })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{common('actions.cancel')}</Button>
          <Button look="primary" type="submit" form="pause-task">
            {t('pauseDialog.confirm')}
          </Button>
        </>
      }
    >
      <form
        id="pause-task"
        onSubmit={(event) => {
          event.preventDefault();
          onPause(pauseEnd(span, new Date()), reason.trim() === '' ? null : reason.trim());
        }}
      >
        <p>{t('pauseDialog.text')}</p>
        <FieldRow label={t('pauseDialog.until')}>
          <SelectField
            value={span}
            choices={pauseSpans.map((value) => ({ value, label: t(`pauseDialog.spans.${value}`) }))}
            onChange={setSpan}
          />
        </FieldRow>
        <FieldRow label={t('pauseDialog.reason')}>
          <TextField value={reason} onChange={setReason} maxLength={255} width="100%" takesFocus />
        </FieldRow>
      </form>
    </Dialog>
  );
};
