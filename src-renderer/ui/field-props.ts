import { useFieldLink } from './field-row';

/** What every field takes. Inside a `FieldRow` the row names it; anywhere else `label` must. */
export interface FieldProps {
  /** The accessible name where no row gives one, or where a row holds several fields. */
  readonly label?: string | undefined;
  readonly width?: string | undefined;
  readonly placeholder?: string | undefined;
  /** Why it cannot be changed now; null = it can. */
  readonly blocked?: string | null | undefined;
  readonly invalid?: boolean | undefined;
  readonly onBlur?: (() => void) | undefined;
  /** Field name, for forms and tests. */
  readonly name?: string | undefined;
}

interface InputProps {
  readonly id?: string;
  readonly 'aria-label'?: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: true;
  readonly error?: boolean;
  readonly readOnly?: true;
  readonly title?: string;
  readonly 'data-blocked'?: true;
  readonly w?: string;
  readonly placeholder?: string;
  readonly onBlur?: () => void;
  readonly name?: string;
}

/** Turns the common props and the row around them into attributes of the input element. */
export const useFieldProps = (props: FieldProps): InputProps => {
  const row = useFieldLink();
  const invalid = props.invalid ?? row?.invalid ?? false;
  return {
    ...(row === null ? {} : { id: row.id }),
    ...(props.label === undefined ? {} : { 'aria-label': props.label }),
    ...(row?.describedBy === undefined ? {} : { 'aria-describedby': row.describedBy }),
    ...(invalid ? { 'aria-invalid': true, error: true } : {}),
    ...(props.blocked === null || props.blocked === undefined
      ? {}
      : { readOnly: true, title: props.blocked, 'data-blocked': true }),
    ...(props.width === undefined ? {} : { w: props.width }),
    ...(props.placeholder === undefined ? {} : { placeholder: props.placeholder }),
    ...(props.onBlur === undefined ? {} : { onBlur: props.onBlur }),
    ...(props.name === undefined ? {} : { name: props.name }),
  };
};
