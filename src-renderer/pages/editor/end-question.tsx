import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SegmentedField } from '../../ui/choice-field';
import { NumberField } from '../../ui/number-field';
import { useEditor } from './editor-state';
import { MomentFields } from './moment-fields';
import { Question } from './question';
import type { EndKind } from './task-form';
import classes from './task-editor.module.css';

const kinds: readonly EndKind[] = ['never', 'date', 'runs', 'first'];

/** Until when a repeating task runs. */
export const EndQuestion = (): ReactNode => {
  const { t } = useTranslation('editor');
  const { form, set, issues, task } = useEditor();
  const dated = form.ends === 'date' || form.ends === 'first';
  const counted = form.ends === 'runs' || form.ends === 'first';
  return (
    <Question
      label={t('schedule.ends')}
      fields={['ends', 'endDate', 'endClock', 'maxExecutions']}
      kind="group"
      hint={dated ? t('schedule.through') : undefined}
    >
      <SegmentedField
        label={t('schedule.ends')}
        value={form.ends}
        choices={kinds.map((value) => ({ value, label: t(`schedule.endKinds.${value}`) }))}
        onChange={(ends) => set({ ends })}
      />
      {dated ? (
        <MomentFields
          date="endDate"
          clock="endClock"
          dateLabel={t('schedule.endDate')}
          clockLabel={t('schedule.endTime')}
        />
      ) : null}
      {counted ? (
        <span data-answer="maxExecutions" className={classes['answer']}>
          <NumberField
            label={t('schedule.maxRuns')}
            name="maxExecutions"
            width="5.5rem"
            min={1}
            decimals
            value={form.maxExecutions}
            invalid={issues.has('maxExecutions')}
            onChange={(maxExecutions) => set({ maxExecutions })}
          />
          <span className={classes['quiet']}>
            {t('schedule.runsSoFar', { count: task?.executionCount ?? 0 })}
          </span>
        </span>
      ) : null}
    </Question>
  );
};
