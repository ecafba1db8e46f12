import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../client/use-call';
import { useLocale } from '../../i18n/use-locale';
import { Card } from '../../ui/card';
import { SegmentedField } from '../../ui/choice-field';
import { SearchSelectField } from '../../ui/search-select-field';
import { useEditor } from './editor-state';
import { EndQuestion } from './end-question';
import { MomentFields } from './moment-fields';
import { Question } from './question';
import {
  EveryQuestion,
  MonthDayQuestion,
  PresetQuestion,
  WeekdayQuestion,
  YearDayQuestion,
} from './repeat-questions';
import { startDay, startMonth, weekdaysOf } from './schedule-presets';
import { runsOnce, type TaskForm } from './task-form';
import classes from './task-editor.module.css';
import { zoneChoices } from '../../time/zone-choices';
import { weekdayOf } from '../../time/clock-text';

/** Whether the rule names days of its own; counting from the last run has no meaning then. */
const choosesDays = (form: TaskForm): boolean => {
  switch (form.repeatType) {
    case 'week':
      return weekdaysOf(form).some((day) => day !== weekdayOf(form.startDate));
    case 'month':
      return form.repeatDayOfMonth !== '' && form.repeatDayOfMonth !== startDay(form);
    case 'year':
      return (
        (form.repeatMonth !== '' && form.repeatMonth !== startMonth(form)) ||
        (form.repeatDayOfYear !== '' && form.repeatDayOfYear !== startDay(form))
      );
    default:
      return false;
  }
};

const ZoneField = (): ReactNode => {
  const { t } = useTranslation('editor');
  const { form, set, issues } = useEditor();
  const locale = useLocale();
  const zones = useCall('workflows', 'zones', {}).data?.zones;
  const choices = useMemo(() => {
    const known = zoneChoices(zones ?? [], locale);
    return form.timeZone === '' || known.some((zone) => zone.value === form.timeZone)
      ? known
      : [{ value: form.timeZone, label: form.timeZone.replaceAll('_', ' ') }, ...known];
  }, [form.timeZone, locale, zones]);
  return (
    <span data-answer="timeZone">
      <SearchSelectField
        label={t('schedule.zone')}
        name="timeZone"
        width="15rem"
        value={form.timeZone === '' ? null : form.timeZone}
        choices={choices}
        invalid={issues.has('timeZone')}
        onChange={(timeZone) => set({ timeZone })}
      />
    </span>
  );
};

const RunsQuestion = (): ReactNode => {
  const { t } = useTranslation('editor');
  const { form, set, base } = useEditor();
  return (
    <Question label={t('schedule.runs')} fields={['taskType']} kind="group">
      <SegmentedField
        label={t('schedule.runs')}
        value={runsOnce(form) ? 'once' : 'repeats'}
        choices={(['once', 'repeats'] as const).map((value) => ({ value, label: t(`schedule.${value}`) }))}
        onChange={(value) =>
          set(
            value === 'once'
              ? { taskType: 'one_time', repeatType: 'none' }
              : { taskType: 'recurring', repeatType: base.repeatType === 'none' ? 'day' : base.repeatType },
          )
        }
      />
    </Question>
  );
};

const BasisQuestion = (): ReactNode => {
  const { t } = useTranslation('editor');
  const { form, set } = useEditor();
  return (
    <Question
      label={t('schedule.basis')}
      fields={['basis']}
      kind="group"
      hint={t(`schedule.basisHints.${form.basis}`)}
    >
      <SegmentedField
        label={t('schedule.basis')}
        value={form.basis}
        choices={(['fixed', 'from_run'] as const).map((value) => ({
          value,
          label: t(`schedule.bases.${value}`),
        }))}
        onChange={(basis) => set({ basis })}
      />
    </Question>
  );
};

/** When the task runs. */
export const ScheduleCard = (): ReactNode => {
  const { t } = useTranslation('editor');
  const { form } = useEditor();
  const once = runsOnce(form);
  return (
    <Card title={t('schedule.title')} flush>
      <div className={classes['rows']}>
        <RunsQuestion />
        <Question
          label={once ? t('schedule.startOnce') : t('schedule.start')}
          fields={['startDate', 'startClock', 'timeZone']}
          kind="group"
        >
          <MomentFields
            date="startDate"
            clock="startClock"
            dateLabel={t('schedule.date')}
            clockLabel={t('schedule.time')}
          />
          <ZoneField />
        </Question>
        {once ? null : (
          <>
            <PresetQuestion />
            <EveryQuestion />
            {form.repeatType === 'week' ? <WeekdayQuestion /> : null}
            {form.repeatType === 'month' ? <MonthDayQuestion /> : null}
            {form.repeatType === 'year' ? <YearDayQuestion /> : null}
            {choosesDays(form) && form.basis === 'fixed' ? null : <BasisQuestion />}
            <EndQuestion />
          </>
        )}
      </div>
    </Card>
  );
};
