import type { MouseEvent, ReactNode, Ref } from 'react';
import classes from './row-controls.module.css';

interface ButtonProps {
  /** What it does and to what. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly onClick: (event: MouseEvent<HTMLButtonElement>) => void;
  readonly blocked: string | null;
  readonly tabIndex: 0 | -1;
  readonly hasPopup?: 'menu';
  readonly ref?: Ref<HTMLButtonElement>;
}

/** An icon button inside a table row: plain, because a table has hundreds. */
export const RowButton = ({
  label,
  icon,
  onClick,
  blocked,
  tabIndex,
  hasPopup,
  ref,
}: ButtonProps): ReactNode => (
  <button
    ref={ref}
    type="button"
    className={classes['button']}
    aria-label={label}
    aria-haspopup={hasPopup}
    aria-disabled={blocked !== null || undefined}
    title={blocked === null ? label : `${label}: ${blocked}`}
    tabIndex={tabIndex}
    onClick={(event) => {
      if (blocked === null) onClick(event);
    }}
  >
    {icon}
  </button>
);

interface CheckProps {
  readonly label: string;
  readonly checked: boolean;
  readonly indeterminate?: boolean;
  readonly tabIndex: 0 | -1;
  readonly onChange: (checked: boolean) => void;
}

/** A tick inside a table row. */
export const RowCheck = ({
  label,
  checked,
  indeterminate = false,
  tabIndex,
  onChange,
}: CheckProps): ReactNode => (
  <span className={classes['check']}>
    <input
      ref={(element) => {
        if (element !== null) element.indeterminate = indeterminate;
      }}
      type="checkbox"
      aria-label={label}
      checked={checked}
      tabIndex={tabIndex}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  </span>
);
