import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskDraft, TaskRow } from '../../../src-main/contract/task';
import { Button } from '../../ui/button';
import { SegmentedField } from '../../ui/choice-field';
import { Dialog } from '../../ui/dialog';
import { Note } from '../../ui/note';
import { formFieldOf, sameJson, type DraftField, type GivenChanges } from './draft-of-form';
import { fieldLabel } from './field-label';
import { draftOfTask } from './first-draft';
import classes from './task-editor.module.css';

interface Props {
  /** The task as it is stored now. */
  readonly latest: TaskRow;
  readonly changes: GivenChanges;
  readonly onClose: () => void;
  /** Saves over the latest: only the fields for which one's own value was chosen. */
  readonly onSave: (mine: ReadonlySet<DraftField>) => void;
}

/** The fields both sides have a value for, where the values differ. */
const differing = (changes: GivenChanges, theirs: TaskDraft): readonly DraftField[] => {
  const given: Readonly<Record<string, unknown>> = changes;
  const fields = Object.keys(theirs);
  return fields.filter(
    (field): field is DraftField =>
      field in given && isField(field, theirs) && !sameJson(given[field], theirs[field]),
  );
};

const isField = (field: string, draft: TaskDraft): field is DraftField => field in draft;

/** Somebody else saved meanwhile: both values of each field, and a choice. */
export const ConflictDialog = ({ latest, changes, onClose, onSave }: Props): ReactNode => {
  const { t } = useTranslation('editor');
  const { t: common } = useTranslation();
  const theirs = draftOfTask(latest);
  const fields = differing(changes, theirs);
  const [taken, setTaken] = useState<ReadonlySet<DraftField>>(new Set());
  const shown = (value: unknown): string => {
    if (value === null || value === undefined || value === '') return t('conflict.empty');
    return typeof value === 'string' ? value : JSON.stringify(value);
  };
  const labelOf = (field: DraftField): string => {
    const asked = formFieldOf(field);
    return asked === null ? field : fieldLabel(asked, t);
  };
  return (
    <Dialog
      open
      wide
      title={t('conflict.title')}
      onClose={onClose}
      actions={
        <>
          <Button takesFocus onClick={onClose}>
            {common('actions.back')}
          </Button>
          <Button look="primary" onClick={() => onSave(new Set(fields.filter((field) => !taken.has(field))))}>
            {t('conflict.save')}
          </Button>
        </>
      }
    >
      <p>{t('conflict.text')}</p>
      {fields.length === 0 ? (
        <Note tone="run">{t('conflict.nothing')}</Note>
      ) : (
        <table className={classes['compare']}>
          <thead>
            <tr>
              <th scope="col">{t('conflict.field')}</th>
              <th scope="col">{t('conflict.theirs')}</th>
              <th scope="col">{t('conflict.mine')}</th>
              <th scope="col">
                <span className="nx-hidden">{t('conflict.keepMine')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {fields.map((field) => (
              <tr key={field} data-field={field}>
                <th scope="row">{labelOf(field)}</th>
                <td data-side={t('conflict.theirs')} data-chosen={taken.has(field) || undefined}>
                  {shown(theirs[field])}
                </td>
                <td data-side={t('conflict.mine')} data-chosen={!taken.has(field) || undefined}>
                  {shown(changes[field])}
                </td>
                <td>
                  <SegmentedField
                    label={t('conflict.choice', { field: labelOf(field) })}
                    value={taken.has(field) ? 'theirs' : 'mine'}
                    choices={[
                      { value: 'theirs', label: t('conflict.takeTheirs') },
                      { value: 'mine', label: t('conflict.keepMine') },
                    ]}
                    onChange={(side) => {
                      const next = new Set(taken);
                      if (side === 'theirs') next.add(field);
                      else next.delete(field);
                      setTaken(next);
                    }}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Dialog>
  );
};
