import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card';
import { SegmentedField } from '../../ui/choice-field';
import { useEditor } from './editor-state';
import { Question } from './question';
import classes from './task-editor.module.css';

/** Whether the operator is told of this task's runs. */
export const NotifyCard = (): ReactNode => {
  const { t } = useTranslation('editor');
  const { form, set } = useEditor();
  return (
    <Card title={t('notify.title')} flush>
      <div className={classes['rows']}>
        <Question
          label={t('notify.label')}
          fields={['notify']}
          kind="group"
          hint={t(`notify.hints.${form.notify}`)}
        >
          <SegmentedField
            label={t('notify.label')}
            value={form.notify}
            choices={(['app', 'always', 'never'] as const).map((value) => ({
              value,
              label: t(`notify.${value}`),
            }))}
            onChange={(notify) => set({ notify })}
          />
        </Question>
      </div>
    </Card>
  );
};
