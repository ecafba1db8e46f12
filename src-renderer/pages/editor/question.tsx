import type { ReactNode } from 'react';
import { FieldRow } from '../../ui/field-row';
import { useEditor } from './editor-state';
import type { FormField } from './task-form';

interface Props {
  readonly label: string;
  /** The answers it asks for, the first of them naming it for the list of issues. */
  readonly fields: readonly FormField[];
  readonly hint?: ReactNode;
  readonly kind?: 'field' | 'group';
  readonly children: ReactNode;
}

/** One question of the editor: marked when its answer is changed, told what is wrong with it. */
export const Question = ({ label, fields, hint, kind = 'field', children }: Props): ReactNode => {
  const { changed, issues } = useEditor();
  const error = fields.map((field) => issues.get(field)).find((issue) => issue !== undefined);
  return (
    <div data-question={fields.join(' ')}>
      <FieldRow
        label={label}
        kind={kind}
        hint={hint}
        error={error}
        changed={fields.some((field) => changed.has(field))}
      >
        {children}
      </FieldRow>
    </div>
  );
};

/** Moves the focus to the control that answers a field. */
export const focusQuestion = (field: FormField): void => {
  const inside = (selector: string): HTMLElement | null | undefined =>
    document.querySelector<HTMLElement>(selector);
  const target =
    inside(`[data-answer~="${field}"] :is(input, textarea, button)`) ??
    inside(`[data-question~="${field}"] :is([aria-invalid="true"], input, textarea, button)`);
  target?.scrollIntoView({ block: 'center' });
  target?.focus();
};
