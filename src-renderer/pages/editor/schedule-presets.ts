import { weekdayOf } from '../../time/clock-text';
import { runsOnce, type TaskForm } from './task-form';

export const presets = ['hourly', 'daily', 'weekdays', 'weekly', 'monthly', 'custom'] as const;
export type Preset = (typeof presets)[number];

const weekdays = [1, 2, 3, 4, 5];

/** Day of the month of the start, 1 to 31. */
export const startDay = (form: Pick<TaskForm, 'startDate'>): number =>
  Number(form.startDate.slice(8, 10)) || 1;
/** Month of the start, 1 to 12. */
export const startMonth = (form: Pick<TaskForm, 'startDate'>): number =>
  Number(form.startDate.slice(5, 7)) || 1;

/** The weekdays a weekly rule falls on: the chosen ones, else the start's. */
export const weekdaysOf = (form: Pick<TaskForm, 'repeatDays' | 'startDate'>): readonly number[] => {
  if (form.repeatDays.length > 0) return form.repeatDays;
  const own = weekdayOf(form.startDate);
  return own === null ? [] : [own];
};

/** The preset whose answers the form holds; anything else is a custom rule. */
export const presetOf = (form: TaskForm): Preset => {
  if (form.repeatInterval !== 1 || runsOnce(form)) return 'custom';
  switch (form.repeatType) {
    case 'hour':
      return 'hourly';
    case 'day':
      return 'daily';
    case 'week': {
      const days = weekdaysOf(form);
      if (days.length === 1) return 'weekly';
      return [...days].sort((a, b) => a - b).join('') === weekdays.join('') ? 'weekdays' : 'custom';
    }
    case 'month':
      return 'monthly';
    default:
      return 'custom';
  }
};

/** What a preset answers; a custom rule answers nothing by itself. */
export const presetAnswers = (preset: Preset, form: TaskForm): Partial<TaskForm> => {
  const days = weekdaysOf(form);
  switch (preset) {
    case 'hourly':
      return { repeatType: 'hour', repeatInterval: 1 };
    case 'daily':
      return { repeatType: 'day', repeatInterval: 1 };
    case 'weekdays':
      return { repeatType: 'week', repeatInterval: 1, repeatDays: weekdays };
    case 'weekly':
      return { repeatType: 'week', repeatInterval: 1, repeatDays: days.length === 1 ? form.repeatDays : [] };
    case 'monthly':
      return { repeatType: 'month', repeatInterval: 1 };
    default:
      return {};
  }
};
