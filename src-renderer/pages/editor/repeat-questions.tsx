import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { repeatType, type RepeatType } from '../../../src-main/contract/rule';
import { useLocale } from '../../i18n/use-locale';
import { SegmentedField } from '../../ui/choice-field';
import { NumberField } from '../../ui/number-field';
import { SelectField } from '../../ui/select-field';
import { ToggleButtons } from '../../ui/toggle-buttons';
import { useFirstWeekday } from '../../ui/use-first-weekday';
import { weekdayOf } from '../../time/clock-text';
import { useEditor } from './editor-state';
import { Question } from './question';
import {
  presetAnswers,
  presetOf,
  presets,
  startDay,
  startMonth,
  weekdaysOf,
  type Preset,
} from './schedule-presets';
import classes from './task-editor.module.css';
import { monthName, weekdayName, weekFrom } from '../../time/weekday-names';

type Unit = Exclude<RepeatType, 'none'>;
const units = repeatType.options.filter((unit): unit is Unit => unit !== 'none');

/** Answers that many schedules share, one press each. */
export const PresetQuestion = (): ReactNode => {
  const { t } = useTranslation('editor');
  const locale = useLocale();
  const { form, set } = useEditor();
  const current = presetOf(form);
  const chosen = weekdaysOf(form);
  const day = (chosen.length === 1 ? chosen[0] : weekdayOf(form.startDate)) ?? 1;
  const labelOf = (preset: Preset): string =>
    t(`schedule.preset.${preset}`, {
      day:
        preset === 'weekly'
          ? weekdayName(day, locale, 'short')
          : form.repeatDayOfMonth === ''
            ? startDay(form)
            : form.repeatDayOfMonth,
    });
  return (
    <Question label={t('schedule.presets')} fields={[]} kind="group">
      <ToggleButtons
        look="quiet"
        label={t('schedule.presets')}
        values={[current]}
        choices={presets.map((value) => ({ value, label: labelOf(value) }))}
        onPress={(preset) => {
          if (preset === 'custom')
            document.querySelector<HTMLElement>('[data-answer="repeatInterval"] input')?.focus();
          else set(presetAnswers(preset, form));
        }}
      />
    </Question>
  );
};

/** Every so many minutes to years. */
export const EveryQuestion = (): ReactNode => {
  const { t } = useTranslation('editor');
  const { form, set, issues } = useEditor();
  const count = form.repeatInterval === '' ? 2 : form.repeatInterval;
  return (
    <Question label={t('schedule.every')} fields={['repeatInterval', 'repeatType']} kind="group">
      <span data-answer="repeatInterval">
        <NumberField
          label={t('schedule.interval')}
          name="repeatInterval"
          width="4.75rem"
          min={1}
          decimals
          value={form.repeatInterval}
          invalid={issues.has('repeatInterval')}
          onChange={(repeatInterval) => set({ repeatInterval })}
        />
      </span>
      <SelectField
        label={t('schedule.unit')}
        name="repeatType"
        width="8rem"
        value={form.repeatType}
        choices={units.map((unit) => ({ value: unit, label: t(`schedule.units.${unit}`, { count }) }))}
        onChange={(unit) => set({ repeatType: unit })}
      />
    </Question>
  );
};

/** The weekdays of a weekly rule. */
export const WeekdayQuestion = (): ReactNode => {
  const { t } = useTranslation('editor');
  const locale = useLocale();
  const first = useFirstWeekday();
  const { form, set } = useEditor();
  const days = weekdaysOf(form);
  return (
    <Question
      label={t('schedule.weekdays')}
      fields={['repeatDays']}
      kind="group"
      hint={form.repeatDays.length === 0 ? t('schedule.weekdaysHint') : undefined}
    >
      <ToggleButtons
        label={t('schedule.weekdays')}
        values={days}
        choices={weekFrom(first).map((day) => ({
          value: day,
          label: weekdayName(day, locale, 'short'),
          name: weekdayName(day, locale, 'long'),
        }))}
        onPress={(day) =>
          set({
            repeatDays: days.includes(day)
              ? days.filter((one) => one !== day)
              : [...days, day].sort((a, b) => a - b),
          })
        }
      />
    </Question>
  );
};

/** What becomes of a day that some month lacks. */
const MonthEndQuestion = (): ReactNode => {
  const { t } = useTranslation('editor');
  const { form, set } = useEditor();
  return (
    <Question label={t('schedule.monthEnd')} fields={['monthEnd']} kind="group">
      <SegmentedField
        label={t('schedule.monthEnd')}
        value={form.monthEnd}
        choices={(['last_day', 'skip'] as const).map((value) => ({
          value,
          label: t(`schedule.monthEnds.${value}`),
        }))}
        onChange={(monthEnd) => set({ monthEnd })}
      />
    </Question>
  );
};

/** The day of a monthly rule. */
export const MonthDayQuestion = (): ReactNode => {
  const { t } = useTranslation('editor');
  const { form, set } = useEditor();
  const day = form.repeatDayOfMonth === '' ? startDay(form) : form.repeatDayOfMonth;
  return (
    <>
      <Question
        label={t('schedule.dayOfMonth')}
        fields={['repeatDayOfMonth']}
        hint={t('schedule.dayOfMonthHint')}
      >
        <NumberField
          name="repeatDayOfMonth"
          width="4.75rem"
          min={1}
          max={31}
          decimals
          placeholder={String(startDay(form))}
          value={form.repeatDayOfMonth}
          onChange={(repeatDayOfMonth) => set({ repeatDayOfMonth })}
        />
      </Question>
      {day > 28 ? <MonthEndQuestion /> : null}
    </>
  );
};

/** Month and day of a yearly rule. */
export const YearDayQuestion = (): ReactNode => {
  const { t } = useTranslation('editor');
  const locale = useLocale();
  const { form, set, issues } = useEditor();
  const month = form.repeatMonth === '' ? startMonth(form) : form.repeatMonth;
  const day = form.repeatDayOfYear === '' ? startDay(form) : form.repeatDayOfYear;
  return (
    <>
      <Question
        label={t('schedule.monthAndDay')}
        fields={['repeatMonth', 'repeatDayOfYear']}
        kind="group"
        hint={t('schedule.dayOfMonthHint')}
      >
        <SelectField
          label={t('schedule.month')}
          name="repeatMonth"
          width="12rem"
          value={String(form.repeatMonth)}
          choices={[
            { value: '', label: t('schedule.startMonth') },
            ...Array.from({ length: 12 }, (_, index) => ({
              value: String(index + 1),
              label: monthName(index + 1, locale),
            })),
          ]}
          onChange={(value) => set({ repeatMonth: value === '' ? '' : Number(value) })}
        />
        <span data-answer="repeatDayOfYear" className={classes['answer']}>
          <NumberField
            label={t('schedule.day')}
            name="repeatDayOfYear"
            width="4.75rem"
            min={1}
            max={31}
            decimals
            placeholder={String(startDay(form))}
            value={form.repeatDayOfYear}
            invalid={issues.has('repeatDayOfYear')}
            onChange={(repeatDayOfYear) => set({ repeatDayOfYear })}
          />
        </span>
      </Question>
      {month === 2 ? day > 28 ? <MonthEndQuestion /> : null : day > 30 ? <MonthEndQuestion /> : null}
    </>
  );
};
