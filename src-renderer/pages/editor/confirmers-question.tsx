import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../client/use-call';
import { Button } from '../../ui/button';
import { IconButton } from '../../ui/icon-button';
import { SelectManyField } from '../../ui/select-field';
import { TextField } from '../../ui/text-field';
import { useEditor } from './editor-state';
import { Question } from './question';
import type { Confirmers } from './task-form';
import classes from './task-editor.module.css';

/** Who is asked at the steps of the workflow that wait for a person. */
export const ConfirmersQuestion = (): ReactNode => {
  const { t } = useTranslation('editor');
  const { form, set, issues } = useEditor();
  const users = useCall('workflows', 'users', {}).data?.users ?? [];
  const put = (index: number, part: Partial<Confirmers>): void =>
    set({ confirmers: form.confirmers.map((one, at) => (at === index ? { ...one, ...part } : one)) });
  const choicesFor = (chosen: readonly number[]): { value: string; label: string }[] => {
    const known = users.map((user) => ({ value: user.id, label: user.nickname }));
    const ids = new Set(known.map((user) => user.value));
    const gone = chosen.map(String).filter((id) => !ids.has(id));
    return [...known, ...gone.map((id) => ({ value: id, label: t('workflow.userGone', { id }) }))];
  };
  return (
    <Question label={t('confirmers.label')} fields={['confirmers']} kind="group" hint={t('confirmers.hint')}>
      <div className={classes['confirmers']}>
        {form.confirmers.map(({ node, users: chosen }, index) => {
          const name = node.trim() === '' ? t('confirmers.newNode') : node;
          return (
            // Steps are told apart by their place: two may have the same name while they are typed.
            // oxlint-disable-next-line react/no-array-index-key
            <div key={index} className={classes['confirmer']}>
              <TextField
                label={t('confirmers.node')}
                name="confirmerNode"
                width="9rem"
                placeholder={t('confirmers.node')}
                value={node}
                invalid={issues.has('confirmers') && node.trim() === ''}
                onChange={(value) => put(index, { node: value })}
              />
              <SelectManyField
                label={t('confirmers.users', { node: name })}
                width="15rem"
                values={chosen.map(String)}
                choices={choicesFor(chosen)}
                invalid={issues.has('confirmers') && chosen.length === 0}
                onChange={(ids) => put(index, { users: ids.map(Number) })}
              />
              <IconButton
                label={t('confirmers.remove', { node: name })}
                icon={<IconTrash width="1rem" height="1rem" stroke={1.8} aria-hidden="true" />}
                onClick={() => set({ confirmers: form.confirmers.filter((_, at) => at !== index) })}
              />
            </div>
          );
        })}
        <Button
          size="row"
          icon={<IconPlus width="0.875rem" height="0.875rem" stroke={2} aria-hidden="true" />}
          onClick={() => set({ confirmers: [...form.confirmers, { node: '', users: [] }] })}
        >
          {t('confirmers.add')}
        </Button>
      </div>
    </Question>
  );
};
