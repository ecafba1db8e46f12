import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SegmentedField } from '../../ui/choice-field';
import { useEditor } from './editor-state';
import { readInputText } from './input-text';
import { isObject, unknownKeys, valueOf, withValue } from './input-values';
import { JsonField } from './json-field';
import { Question } from './question';
import { VariableField } from './variable-field';
import classes from './task-editor.module.css';

/** What the workflow is started with: a form where its definition is known, JSON anywhere. */
export const InputsQuestion = (): ReactNode => {
  const { t } = useTranslation('editor');
  const { t: common } = useTranslation();
  const { form, set, variables } = useEditor();
  const hasForm = variables.length > 0 && (isObject(form.input) || form.inputText !== null);
  const asJson = form.inputText !== null || !hasForm;
  const text = form.inputText ?? JSON.stringify(form.input, null, 2);
  const unknown = unknownKeys(variables, form.input);
  const toForm = (): void => {
    const reading = readInputText(text);
    if (reading.ok) set({ input: reading.value, inputText: null });
    else document.querySelector<HTMLElement>('[data-answer="input"] textarea')?.focus();
  };
  return (
    <>
      <Question
        label={t('input.label')}
        fields={['input', 'inputText']}
        kind="group"
        hint={
          !asJson && unknown.length > 0
            ? t('input.unknown', { count: unknown.length, names: unknown.join(common('listGap')) })
            : undefined
        }
      >
        {hasForm ? (
          <SegmentedField
            label={t('input.view')}
            value={asJson ? 'json' : 'form'}
            choices={[
              { value: 'form', label: t('input.asForm') },
              { value: 'json', label: t('input.asJson') },
            ]}
            onChange={(view) => (view === 'json' ? set({ inputText: text }) : toForm())}
          />
        ) : null}
        {asJson ? <JsonField value={text} onChange={(inputText) => set({ inputText })} /> : null}
      </Question>
      {asJson ? null : (
        <div className={classes['variables']}>
          {variables.map((variable) => (
            <VariableField
              key={variable.key}
              variable={variable}
              value={valueOf(form.input, variable.key)}
              path={variable.key}
              onChange={(value) => set({ input: withValue(form.input, variable.key, value) })}
            />
          ))}
        </div>
      )}
    </>
  );
};
