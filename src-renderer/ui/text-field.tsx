import { PasswordInput, Textarea, TextInput } from '@mantine/core';
import type { KeyboardEvent, ReactNode, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldProps, type FieldProps } from './field-props';

interface Props extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly maxLength?: number;
  readonly type?: 'text' | 'search' | 'url' | 'time' | 'date';
  readonly icon?: ReactNode;
  readonly end?: ReactNode;
  /** `bar` 30 px, `form` 36 px. */
  readonly size?: 'bar' | 'form';
  readonly mono?: boolean;
  readonly takesFocus?: boolean;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  readonly ref?: Ref<HTMLInputElement>;
}

const height = { bar: '1.875rem', form: '2.25rem' } as const;

/** One line of text. */
export const TextField = (props: Props): ReactNode => {
  const {
    value,
    onChange,
    maxLength,
    type = 'text',
    icon,
    end,
    size = 'form',
    mono = false,
    onKeyDown,
    ref,
  } = props;
  return (
    <TextInput
      {...useFieldProps(props)}
      ref={ref ?? null}
      type={type}
      value={value}
      {...(maxLength === undefined ? {} : { maxLength })}
      leftSection={icon}
      rightSection={end}
      styles={{
        input: {
          height: height[size],
          minHeight: height[size],
          ...(mono ? { fontFamily: 'var(--mantine-font-family-monospace)' } : {}),
        },
      }}
      {...(props.takesFocus === true ? { 'data-autofocus': true } : {})}
      {...(onKeyDown === undefined ? {} : { onKeyDown })}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
};

interface AreaProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly rows?: number;
  readonly mono?: boolean;
  readonly maxLength?: number;
  readonly takesFocus?: boolean;
}

/** Several lines of text. */
export const TextAreaField = (props: AreaProps): ReactNode => (
  <Textarea
    {...useFieldProps(props)}
    value={props.value}
    rows={props.rows ?? 4}
    {...(props.takesFocus === true ? { 'data-autofocus': true } : {})}
    {...(props.maxLength === undefined ? {} : { maxLength: props.maxLength })}
    styles={{
      input: { fontFamily: props.mono === true ? 'var(--mantine-font-family-monospace)' : 'inherit' },
    }}
    onChange={(event) => props.onChange(event.currentTarget.value)}
  />
);

interface SecretProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A password or token; it can be shown while it is typed, never read back. */
export const SecretField = (props: SecretProps): ReactNode => {
  const { t } = useTranslation('fields');
  return (
    <PasswordInput
      {...useFieldProps(props)}
      value={props.value}
      autoComplete="off"
      visibilityToggleButtonProps={{ 'aria-label': t('showSecret') }}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
};
