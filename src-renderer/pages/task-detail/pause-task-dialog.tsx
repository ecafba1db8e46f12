import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { FieldRow } from '../../ui/field-row';
import { SelectField } from '../../ui/select-field';
import { TextField } from '../../ui/text-field';

const spans = ['open', 'minutes15', 'hour', 'tomorrow', 'week'] as const;
type Span = (typeof spans)[number];
const minute = 60_000;

/** The instant a pause ends; null = until somebody resumes. Tomorrow is the reader's own. */
const untilOf: Readonly<Record<Span, (now: Date) => Date | null>> = {
  open: () => null,
  minutes15: (now) => new Date(now.getTime() + 15 * minute),
  hour: (now) => new Date(now.getTime() + 60 * minute),
  tomorrow: (now) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, 8),
  week: (now) => new Date(now.getTime() + 7 * 24 * 60 * minute),
};

interface Props {
  readonly task: string;
  readonly onClose: () => void;
  readonly onPause: (until: string | null, reason: string | null) => void;
}

/** How long the task is paused, and why. */
export const PauseTaskDialog = ({ task, onClose, onPause }: Props): ReactNode => {
  const { t } = useTranslation('taskDetail');
  const { t: common } = useTranslation();
  const [span, setSpan] = useState<Span>('open');
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
          onPause(
            untilOf[span](new Date())?.toISOString() ?? null,
            reason.trim() === '' ? null : reason.trim(),
          );
        }}
      >
        <p>{t('pauseDialog.text')}</p>
        <FieldRow label={t('pauseDialog.until')}>
          <SelectField
            value={span}
            choices={spans.map((value) => ({ value, label: t(`pauseDialog.spans.${value}`) }))}
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
