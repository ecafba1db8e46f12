import { Menu } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import classes from './action-menu.module.css';
import { fitWindow } from './fit-window';

export type MenuEntry =
  | {
      readonly kind: 'action';
      readonly label: string;
      readonly onSelect: () => void;
      readonly icon?: ReactNode;
      readonly danger?: boolean;
      /** A choice that is on; shown as a tick and told to screen readers. */
      readonly checked?: boolean;
      /** Keeps the menu open, for lists of ticks. */
      readonly stay?: boolean;
      readonly blocked?: string | null;
      /** Why a choice that is on does not show; said quietly beside it. */
      readonly note?: string | undefined;
    }
  | { readonly kind: 'line'; readonly key: string }
  | { readonly kind: 'heading'; readonly label: string };

interface Props {
  /** The button that opens it; it must carry its own name. */
  readonly trigger: ReactElement;
  readonly entries: readonly MenuEntry[];
  readonly label?: string;
  readonly width?: string;
  /** Opens with its first picture, for menus that are made when they are asked for. */
  readonly openAtOnce?: boolean;
  readonly onClosed?: () => void;
}

/** A menu of actions under a button. */
export const ActionMenu = ({
  trigger,
  entries,
  label,
  width,
  openAtOnce = false,
  onClosed,
}: Props): ReactNode => (
  <Menu
    position="bottom-end"
    middlewares={fitWindow}
    transitionProps={{ duration: 0 }}
    {...(width === undefined ? {} : { width })}
    withinPortal
    returnFocus
    withInitialFocusPlaceholder={false}
    defaultOpened={openAtOnce}
    {...(onClosed === undefined ? {} : { onClose: onClosed })}
  >
    <Menu.Target>{trigger}</Menu.Target>
    <Menu.Dropdown {...(label === undefined ? {} : { 'aria-label': label })}>
      {entries.map((entry) => {
        if (entry.kind === 'line') return <Menu.Divider key={entry.key} />;
        if (entry.kind === 'heading') return <Menu.Label key={entry.label}>{entry.label}</Menu.Label>;
        if (entry.checked !== undefined) {
          return (
            <Menu.CheckboxItem
              key={entry.label}
              checked={entry.checked}
              closeMenuOnClick={entry.stay !== true}
              onChange={entry.onSelect}
            >
              {entry.label}
              {entry.note === undefined ? null : (
                <>
                  {' '}
                  <span className={classes['note']}>{entry.note}</span>
                </>
              )}
            </Menu.CheckboxItem>
          );
        }
        return (
          <Menu.Item
            key={entry.label}
            leftSection={entry.icon}
            {...(entry.danger === true ? { color: 'var(--nx-fail)' } : {})}
            aria-disabled={(entry.blocked ?? null) !== null || undefined}
            title={entry.blocked ?? undefined}
            closeMenuOnClick={entry.stay !== true}
            onClick={() => {
              if ((entry.blocked ?? null) === null) entry.onSelect();
            }}
          >
            {entry.label}
          </Menu.Item>
        );
      })}
    </Menu.Dropdown>
  </Menu>
);
