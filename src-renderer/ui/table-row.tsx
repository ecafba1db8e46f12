import type { ReactNode } from 'react';
import { RowCheck } from './row-controls';
import classes from './virtual-table.module.css';
import type { RowPlace } from './virtual-table';

interface Props<Name extends string> extends Omit<RowPlace<Name>, 'compact'> {
  /** What tells the row in the document, such as `data-task`. */
  readonly mark: Readonly<Record<`data-${string}`, string>>;
  readonly chosen: boolean;
  readonly chooseLabel: string;
  readonly onChoose: (chosen: boolean) => void;
  /** The column that names the row. */
  readonly header: Name;
  readonly align: (name: Name) => 'right' | undefined;
  readonly renderCell: (name: Name) => ReactNode;
  readonly ends: ReactNode;
}

/** A row of a `VirtualTable`: one tab stop; its tick, links and buttons are reached by the right arrow. */
export const TableRow = <Name extends string>(props: Props<Name>): ReactNode => (
  <tr
    {...props.mark}
    aria-rowindex={props.index + 2}
    data-index={props.index}
    data-chosen={props.chosen || undefined}
    className={classes['row']}
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    tabIndex={props.active ? 0 : -1}
  >
    <td>
      <RowCheck
        label={props.chooseLabel}
        checked={props.chosen}
        tabIndex={props.active ? 0 : -1}
        onChange={props.onChoose}
      />
    </td>
    {props.columns.map((name) =>
      name === props.header ? (
        <th key={name} scope="row">
          {props.renderCell(name)}
        </th>
      ) : (
        <td key={name} data-align={props.align(name)}>
          {props.renderCell(name)}
        </td>
      ),
    )}
    <td className={classes['ends']}>{props.ends}</td>
  </tr>
);

interface WaitingProps {
  readonly index: number;
  readonly active: boolean;
  readonly columns: readonly string[];
  readonly label: string;
}

/** A row that is on its way: there already, empty, so that nothing jumps and nobody is stuck on it with the keys. */
export const WaitingRow = ({ index, active, columns, label }: WaitingProps): ReactNode => (
  <tr
    aria-rowindex={index + 2}
    data-index={index}
    className={classes['row']}
    aria-busy="true"
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    tabIndex={active ? 0 : -1}
  >
    <td colSpan={columns.length + 2}>
      <span className={classes['waiting']} />
      <span className="nx-hidden">{label}</span>
    </td>
  </tr>
);
