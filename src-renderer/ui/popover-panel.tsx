import { Popover } from '@mantine/core';
import { cloneElement, useState, type ReactElement, type ReactNode } from 'react';
import { fitWindow } from './fit-window';

interface Props {
  /** What the panel holds, for screen readers. */
  readonly label: string;
  /** The button that opens it. */
  readonly trigger: ReactElement<{ readonly onClick?: () => void; readonly expanded?: boolean }>;
  readonly children: ReactNode;
}

/** A small panel under a button, for a few fields; Esc closes it and focus goes back. */
export const PopoverPanel = ({ label, trigger, children }: Props): ReactNode => {
  const [open, setOpen] = useState(false);
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-end"
      middlewares={fitWindow}
      transitionProps={{ duration: 0 }}
      trapFocus
      returnFocus
      withRoles={false}
    >
      <Popover.Target>
        {cloneElement(trigger, { onClick: () => setOpen(!open), expanded: open })}
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={label}>
        {children}
      </Popover.Dropdown>
    </Popover>
  );
};
