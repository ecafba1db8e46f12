import { IconFilter, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Button } from './button';
import classes from './filter-panel.module.css';
import { PopoverPanel } from './popover-panel';

interface PanelProps {
  readonly label: string;
  readonly children: ReactNode;
}

/** The button of a list's further filters, and the panel with their fields. */
export const FilterPanel = ({ label, children }: PanelProps): ReactNode => (
  <PopoverPanel
    label={label}
    trigger={
      <Button
        icon={<IconFilter width="1rem" height="1rem" stroke={1.8} aria-hidden="true" />}
        hasPopup="dialog"
      >
        {label}
      </Button>
    }
  >
    {children}
  </PopoverPanel>
);

/** The fields, one below the other. */
export const FilterFields = ({ children }: { readonly children: ReactNode }): ReactNode => (
  <div className={classes['fields']}>{children}</div>
);

interface FieldProps {
  /** The field inside bears the same name. */
  readonly name: string;
  readonly children: ReactNode;
}

/** One filter: its name above its field. */
export const FilterField = ({ name, children }: FieldProps): ReactNode => (
  <label>
    <span className={classes['name']}>{name}</span>
    {children}
  </label>
);

interface ActiveProps {
  readonly label: string;
  /** `text` names the filter, `remove` what the button does. */
  readonly filters: readonly {
    readonly key: string;
    readonly text: string;
    readonly remove: string;
    readonly onRemove: () => void;
  }[];
}

/** The filters in force, each a button that takes it away; nothing where none is. */
export const ActiveFilterList = ({ label, filters }: ActiveProps): ReactNode =>
  filters.length === 0 ? null : (
    <ul className={classes['active']} aria-label={label}>
      {filters.map((filter) => (
        <li key={filter.key}>
          <button
            type="button"
            className={classes['drop']}
            aria-label={filter.remove}
            onClick={filter.onRemove}
          >
            {filter.text}
            <IconX width="0.875rem" height="0.875rem" aria-hidden="true" />
          </button>
        </li>
      ))}
    </ul>
  );
