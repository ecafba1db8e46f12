import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card';
import { SwitchField } from '../../ui/choice-field';
import { TagsField } from '../../ui/tags-field';
import { TextField } from '../../ui/text-field';
import { useEditor } from './editor-state';
import { Question } from './question';
import classes from './task-editor.module.css';

/** What the task is called and where it stands in the list. */
export const BasicsCard = (): ReactNode => {
  const { t } = useTranslation('editor');
  const { form, set } = useEditor();
  return (
    <Card title={t('basics.title')} flush>
      <div className={classes['rows']}>
        <Question label={t('basics.name')} fields={['name']}>
          <TextField
            name="name"
            width="100%"
            maxLength={255}
            value={form.name}
            onChange={(name) => set({ name })}
          />
        </Question>
        <Question label={t('basics.description')} fields={['description']}>
          <TextField
            name="description"
            width="100%"
            maxLength={255}
            value={form.description}
            onChange={(description) => set({ description })}
          />
        </Question>
        <Question label={t('basics.tags')} fields={['tags']} hint={t('basics.tagsHint')}>
          <TagsField width="100%" values={form.tags} onChange={(tags) => set({ tags })} />
        </Question>
        <Question label={t('basics.pinned')} fields={['pinned']} hint={t('basics.pinnedHint')}>
          <SwitchField checked={form.pinned} onChange={(pinned) => set({ pinned })} />
        </Question>
      </div>
    </Card>
  );
};
