import { Button as MantineButton, Tooltip, type ButtonVariant } from '@mantine/core';
import type { MouseEvent, ReactNode, Ref } from 'react';

type Look = 'default' | 'primary' | 'danger' | 'quiet';

const variants: Record<Look, ButtonVariant> = {
  default: 'default',
  primary: 'filled',
  danger: 'filled',
  quiet: 'subtle',
};

interface Props {
  readonly children: ReactNode;
  readonly onClick?: (event: MouseEvent<HTMLButtonElement>) => void;
  readonly look?: Look;
  /** `bar` 30 px, `row` 26 px, `form` 36 px. */
  readonly size?: 'bar' | 'row' | 'form';
  readonly icon?: ReactNode;
  /** After the words: the mark of a menu. */
  readonly end?: ReactNode;
  readonly type?: 'button' | 'submit';
  /** Working: stays in place and focusable, does nothing. */
  readonly busy?: boolean;
  /** Why it cannot be used now. The button stays focusable and says so; null = it can. */
  readonly blocked?: string | null;
  /** The accessible name, where the words alone do not say what is acted on: “Cancel Price crawler”. */
  readonly label?: string | undefined;
  readonly form?: string;
  readonly expanded?: boolean;
  readonly hasPopup?: 'menu' | 'dialog';
  readonly takesFocus?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
}

const heights = { row: '1.625rem', bar: '1.875rem', form: '2.25rem' } as const;

/** The button of the product. It is never disabled silently: `blocked` gives the reason. */
export const Button = ({
  children,
  onClick,
  look = 'default',
  size = 'bar',
  icon,
  end,
  type = 'button',
  busy = false,
  blocked = null,
  label,
  form,
  expanded,
  hasPopup,
  takesFocus,
  ref,
}: Props): ReactNode => {
  const idle = blocked !== null || busy;
  const button = (
    <MantineButton
      ref={ref ?? null}
      type={type}
      variant={variants[look]}
      {...(look === 'danger' ? { color: 'red' } : {})}
      {...(look === 'quiet' ? { color: 'gray' } : {})}
      {...(form === undefined ? {} : { form })}
      {...(takesFocus === true ? { 'data-autofocus': true } : {})}
      h={heights[size]}
      px={size === 'row' ? '0.5625rem' : '0.8125rem'}
      leftSection={icon}
      rightSection={end}
      loading={busy}
      aria-disabled={idle || undefined}
      data-look={look}
      data-blocked={blocked !== null || undefined}
      aria-label={label}
      aria-expanded={expanded}
      aria-haspopup={hasPopup}
      onClick={(event) => {
        if (idle) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {children}
    </MantineButton>
  );
  return blocked === null ? (
    button
  ) : (
    <Tooltip
      label={blocked}
      events={{ hover: true, focus: true, touch: true }}
      withArrow
      multiline
      maw="20rem"
    >
      {button}
    </Tooltip>
  );
};
