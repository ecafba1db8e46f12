import type { TFunction } from 'i18next';
import type { FormField } from './task-form';

/** The question that asks for a field, as lists of fields name it. */
export const fieldLabel = (field: FormField, t: TFunction<'editor'>): string => {
  switch (field) {
    case 'name':
    case 'description':
    case 'pinned':
    case 'tags':
      return t(`basics.${field}`);
    case 'workflowId':
    case 'appId':
      return t('workflow.workflow');
    case 'userId':
      return t('workflow.user');
    case 'input':
    case 'inputText':
      return t('input.label');
    case 'confirmers':
      return t('confirmers.label');
    case 'taskType':
      return t('schedule.runs');
    case 'startDate':
    case 'startClock':
      return t('schedule.start');
    case 'timeZone':
      return t('schedule.zone');
    case 'repeatType':
    case 'repeatInterval':
      return t('schedule.every');
    case 'repeatDays':
      return t('schedule.weekdays');
    case 'repeatDayOfMonth':
      return t('schedule.dayOfMonth');
    case 'repeatMonth':
      return t('schedule.month');
    case 'repeatDayOfYear':
      return t('schedule.day');
    case 'monthEnd':
    case 'basis':
      return t(`schedule.${field}`);
    case 'ends':
    case 'endDate':
    case 'endClock':
      return t('schedule.ends');
    case 'maxExecutions':
      return t('schedule.maxRuns');
    case 'overlap':
    case 'missed':
      return t(`policies.${field}`);
    case 'timeoutMs':
      return t('policies.timeout');
    case 'retryAttempts':
    case 'retryOn':
      return t('policies.retry');
    case 'retryDelayMs':
      return t('policies.retryDelay');
    default:
      return t('notify.label');
  }
};
