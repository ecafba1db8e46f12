import { IconDots } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { ActionMenu, type MenuEntry } from './action-menu';
import { RowButton } from './row-controls';

interface Props {
  /** What the menu is for, with the row's name. */
  readonly label: string;
  readonly tabIndex: 0 | -1;
  readonly entries: () => readonly MenuEntry[];
}

/** Everything else that can be done with a row; the menu is made only when it is asked for. */
export const RowMenu = ({ label, tabIndex, entries }: Props): ReactNode => {
  const [armed, setArmed] = useState(false);
  const button = (
    <RowButton
      label={label}
      icon={<IconDots />}
      hasPopup="menu"
      blocked={null}
      tabIndex={tabIndex}
      onClick={() => {
        // Once armed the menu's own trigger opens and closes it.
        if (!armed) setArmed(true);
      }}
    />
  );
  return armed ? (
    <ActionMenu
      label={label}
      openAtOnce
      onClosed={() => setArmed(false)}
      trigger={button}
      entries={entries()}
    />
  ) : (
    button
  );
};
