import { ActionIcon, Tooltip } from '@mantine/core';
import type { MouseEvent, ReactNode, Ref } from 'react';

interface Props {
  /** What it does and to what: the accessible name and the tooltip. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly onClick?: (event: MouseEvent<HTMLButtonElement>) => void;
  readonly pressed?: boolean;
  readonly blocked?: string | null;
  readonly hasPopup?: 'menu' | 'dialog';
  readonly tabIndex?: number;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button with a picture only; 28 px, never without a name. */
export const IconButton = ({
  label,
  icon,
  onClick,
  pressed,
  blocked = null,
  hasPopup,
  tabIndex,
  ref,
}: Props): ReactNode => (
  <Tooltip
    label={blocked === null ? label : `${label}: ${blocked}`}
    events={{ hover: true, focus: true, touch: false }}
    openDelay={400}
    withArrow
  >
    <ActionIcon
      ref={ref ?? null}
      variant="subtle"
      color="gray"
      size="1.75rem"
      aria-label={label}
      aria-pressed={pressed}
      aria-haspopup={hasPopup}
      aria-disabled={blocked !== null || undefined}
      data-look="quiet"
      data-blocked={blocked !== null || undefined}
      {...(tabIndex === undefined ? {} : { tabIndex })}
      onClick={(event) => {
        if (blocked === null) onClick?.(event);
      }}
    >
      {icon}
    </ActionIcon>
  </Tooltip>
);
