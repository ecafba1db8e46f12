import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DateField } from '../../ui/date-field';
import { TextField } from '../../ui/text-field';
import { tidyClock } from '../../time/clock-text';
import { useEditor } from './editor-state';
import type { FormField } from './task-form';

interface Props {
  readonly date: Extract<FormField, 'startDate' | 'endDate'>;
  readonly clock: Extract<FormField, 'startClock' | 'endClock'>;
  readonly dateLabel: string;
  readonly clockLabel: string;
}

/** A date and a time of day beside each other, both typed as they are read. */
export const MomentFields = ({ date, clock, dateLabel, clockLabel }: Props): ReactNode => {
  const { t } = useTranslation('editor');
  const { form, set, issues } = useEditor();
  return (
    <>
      <span data-answer={date}>
        <DateField
          label={dateLabel}
          name={date}
          value={form[date]}
          invalid={issues.has(date)}
          placeholder={t('schedule.datePattern')}
          onChange={(value) => set({ [date]: value })}
        />
      </span>
      <span data-answer={clock}>
        <TextField
          label={clockLabel}
          name={clock}
          width="5.5rem"
          value={form[clock]}
          invalid={issues.has(clock)}
          placeholder="09:00"
          onChange={(value) => set({ [clock]: value })}
          onBlur={() => set({ [clock]: tidyClock(form[clock]) })}
        />
      </span>
    </>
  );
};
