import { IconPencil, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { IconButton } from '../../ui/icon-button';
import classes from './settings-page.module.css';

interface Entry {
  /** What tells it from others of the same name; without it the name does. */
  readonly id?: string;
  readonly name: string;
  readonly mark?: ReactNode;
  readonly text: ReactNode;
  readonly actions?: ReactNode;
}

interface Props {
  readonly label: string;
  readonly entries: readonly Entry[];
  readonly editLabel: (name: string) => string;
  readonly removeLabel: (name: string) => string;
  readonly onEdit: (id: string) => void;
  readonly onRemove: (id: string) => void;
}

/** Things with a name that can be edited and removed: workflows, connections, commands. */
export const NamedList = (props: Props): ReactNode => (
  <ul className={classes['named']} aria-label={props.label}>
    {props.entries.map((entry) => (
      <li key={entry.id ?? entry.name} data-setting>
        <div className={classes['namedText']}>
          <span className={classes['namedName']}>
            {entry.name} {entry.mark}
          </span>
          <span className={classes['namedNote']}>{entry.text}</span>
        </div>
        <div className={classes['namedActions']}>
          {entry.actions}
          <IconButton
            label={props.editLabel(entry.name)}
            icon={<IconPencil width="1rem" height="1rem" stroke={1.8} aria-hidden="true" />}
            onClick={() => props.onEdit(entry.id ?? entry.name)}
          />
          <IconButton
            label={props.removeLabel(entry.name)}
            icon={<IconTrash width="1rem" height="1rem" stroke={1.8} aria-hidden="true" />}
            onClick={() => props.onRemove(entry.id ?? entry.name)}
          />
        </div>
      </li>
    ))}
  </ul>
);
