import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Json } from '../../../src-main/contract/primitives';
import { FieldRow } from '../../ui/field-row';
import { NumberField } from '../../ui/number-field';
import { TextAreaField, TextField } from '../../ui/text-field';
import { useEditor } from './editor-state';
import {
  hasPlainItems,
  isObject,
  itemsOf,
  plainItem,
  valueOf,
  withValue,
  type Variable,
} from './input-values';
import classes from './task-editor.module.css';

interface Props {
  readonly variable: Variable;
  /** The value given; undefined = the workflow's own is used. */
  readonly value: Json | undefined;
  /** Keys from the outside in. */
  readonly path: string;
  readonly onChange: (value: Json) => void;
}

/** Above so many characters a text gets several lines. */
const longText = 120;

const asText = (value: Json | undefined): string =>
  value === undefined || value === null
    ? ''
    : typeof value === 'string'
      ? value
      : JSON.stringify(value, null, 2);

/** One item in a line; a line that is a number counts as one where numbers are asked. */
const LinesField = ({ variable, value, onChange }: Props): ReactNode => {
  const given = itemsOf(value)
    .map((item) => asText(plainItem(item)))
    .join('\n');
  const [text, setText] = useState(given);
  const numeric = /\[(number|file)\]/.test(variable.type);
  return (
    <TextAreaField
      width="100%"
      rows={3}
      value={text}
      onChange={(next) => {
        setText(next);
        const lines = next.split('\n').filter((line) => line.trim() !== '');
        onChange(lines.map((line) => (numeric && !Number.isNaN(Number(line)) ? Number(line) : line)));
      }}
    />
  );
};

/** A list of objects, as JSON text; it is taken over once it can be read. */
const ListField = ({ value, onChange }: Props): ReactNode => {
  const [text, setText] = useState(() => JSON.stringify(itemsOf(value), null, 2));
  return (
    <TextAreaField
      width="100%"
      mono
      rows={5}
      value={text}
      onChange={(next) => {
        setText(next);
        try {
          onChange(JSON.parse(next));
        } catch {
          onChange(next);
        }
      }}
    />
  );
};

const Control = (props: Props): ReactNode => {
  const { t } = useTranslation('editor');
  const { variable, value, onChange, path } = props;
  const own = value === undefined ? asText(variable.own) : '';
  const placeholder = own === '' ? undefined : t('input.own', { value: own });
  if (hasPlainItems(variable.type)) return <LinesField {...props} />;
  if (variable.type.startsWith('array')) return <ListField {...props} />;
  if (variable.type === 'number')
    return (
      <NumberField
        name={`input.${path}`}
        width="12rem"
        decimals
        placeholder={placeholder}
        value={
          typeof value === 'number'
            ? value
            : value === undefined || value === null || value === ''
              ? ''
              : Number(value)
        }
        onChange={(number) => onChange(number === '' ? null : number)}
      />
    );
  const text = asText(value);
  const long =
    variable.type === 'json' ||
    text.includes('\n') ||
    variable.maxLength > longText ||
    text.length > longText;
  return long ? (
    <TextAreaField
      name={`input.${path}`}
      width="100%"
      rows={variable.type === 'json' ? 5 : 3}
      mono={variable.type === 'json'}
      placeholder={placeholder}
      value={text}
      onChange={onChange}
    />
  ) : (
    <TextField
      name={`input.${path}`}
      width={variable.type === 'file' ? '12rem' : '100%'}
      placeholder={placeholder}
      value={text}
      onChange={(typed) =>
        onChange(variable.type === 'file' && /^[1-9]\d{0,14}$/.test(typed) ? Number(typed) : typed)
      }
    />
  );
};

/** One variable of the workflow with its label, its limits and what is wrong with it. */
export const VariableField = (props: Props): ReactNode => {
  const { t } = useTranslation('editor');
  const { inputIssues } = useEditor();
  const { variable, value, path, onChange } = props;
  if (variable.type === 'object') {
    const given = isObject(value) ? value : {};
    return (
      <fieldset className={classes['parts']}>
        <legend>{variable.label}</legend>
        {variable.parts.map((part) => (
          <VariableField
            key={part.key}
            variable={part}
            value={valueOf(given, part.key)}
            path={`${path}.${part.key}`}
            onChange={(next) => onChange(withValue(given, part.key, next))}
          />
        ))}
      </fieldset>
    );
  }
  const issue = inputIssues.find((one) => one.path === path);
  const hint =
    variable.type === 'file'
      ? t('input.file')
      : variable.type === 'json'
        ? t('input.jsonText')
        : hasPlainItems(variable.type)
          ? t('input.items')
          : variable.type.startsWith('array')
            ? t('input.itemsAsJson')
            : variable.maxLength > 0 && typeof value === 'string'
              ? t('input.length', { used: Array.from(value).length, max: variable.maxLength })
              : undefined;
  return (
    <div data-variable={path}>
      <FieldRow
        label={variable.required ? `${variable.label} (${t('input.requiredMark')})` : variable.label}
        hint={hint}
        error={issue === undefined ? undefined : t(`issues.variable.${issue.code}`, { limit: issue.limit })}
      >
        <Control {...props} />
      </FieldRow>
    </div>
  );
};
