import '@mantine/dates/styles.layer.css';
import 'dayjs/locale/zh-cn';
import { DateInput } from '@mantine/dates';
import { IconCalendar } from '@tabler/icons-react';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../i18n/use-locale';
import classes from './date-field.module.css';
import { useFieldProps, type FieldProps } from './field-props';
import { useFirstWeekday } from './use-first-weekday';

interface Props extends FieldProps {
  /** `2026-02-22`, or empty. */
  readonly value: string;
  readonly onChange: (date: string) => void;
  /** May be emptied; a date is kept otherwise. */
  readonly optional?: boolean;
  /** `bar` 30 px, `form` 36 px. */
  readonly size?: 'bar' | 'form';
}

const height = { bar: '1.875rem', form: '2.25rem' } as const;

const day = (place: number): 0 | 1 | 2 | 3 | 4 | 5 | 6 => {
  const days = [0, 1, 2, 3, 4, 5, 6] as const;
  return days[place % 7] ?? 0;
};

/** A date, typed as `2026-02-22` or picked from a calendar in the reader's language and week. */
export const DateField = (props: Props): ReactNode => {
  const { t } = useTranslation('fields');
  const locale = useLocale();
  const firstWeekday = useFirstWeekday();
  const dayName = useMemo(
    () => new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { dateStyle: 'full', timeZone: 'UTC' }),
    [locale],
  );
  return (
    <DateInput
      {...useFieldProps(props)}
      value={props.value === '' ? null : props.value}
      valueFormat="YYYY-MM-DD"
      locale={locale === 'zh-CN' ? 'zh-cn' : 'en'}
      monthLabelFormat={locale === 'zh-CN' ? 'YYYY年M月' : 'MMMM YYYY'}
      firstDayOfWeek={day(firstWeekday)}
      w={props.width ?? '8.5rem'}
      allowDeselect={props.optional ?? false}
      styles={{ input: { height: height[props.size ?? 'form'], minHeight: height[props.size ?? 'form'] } }}
      rightSection={<IconCalendar width="1rem" height="1rem" stroke={1.6} aria-hidden="true" />}
      rightSectionPointerEvents="none"
      hideOutsideDates
      classNames={{ day: classes['day'] ?? '', weekday: classes['weekday'] ?? '' }}
      getDayAriaLabel={(date) => dayName.format(new Date(`${date}T00:00:00Z`))}
      popoverProps={{ transitionProps: { duration: 0 }, position: 'bottom-start' }}
      ariaLabels={{
        previousMonth: t('date.previousMonth'),
        nextMonth: t('date.nextMonth'),
        previousYear: t('date.previousYear'),
        nextYear: t('date.nextYear'),
        previousDecade: t('date.previousDecade'),
        nextDecade: t('date.nextDecade'),
        monthLevelControl: t('date.chooseMonth'),
        yearLevelControl: t('date.chooseYear'),
      }}
      onChange={(date) => props.onChange(date ?? '')}
    />
  );
};
