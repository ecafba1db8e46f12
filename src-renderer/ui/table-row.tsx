import type { ReactNode } from 'react';
import { RowCheck } from './row-controls';
import classes from './virtual-table.module.css';

interface FrameProps {
  readonly index: number;
  readonly active: boolean;
  /** What tells the row in the document, such as `data-task`. */
  readonly mark?: Readonly<Record<`data-${string}`, string>>;
  readonly chosen?: boolean;
  /** Its cells are on their way. */
  readonly busy?: boolean;
  readonly children: ReactNode;
}

/** A row of a `VirtualTable` without its cells: one tab stop, which stays and keeps the focus when the cells arrive. */
export const RowFrame = ({ index, active, mark, chosen, busy, children }: FrameProps): ReactNode => (
  <tr
    {...mark}
    aria-rowindex={index + 2}
    data-index={index}
    data-chosen={chosen === true || undefined}
    className={classes['row']}
    aria-busy={busy === true || undefined}
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    tabIndex={active ? 0 : -1}
  >
    {children}
  </tr>
);

interface CellsProps<Name extends string> {
  readonly active: boolean;
  readonly columns: readonly Name[];
  readonly chosen: boolean;
  readonly chooseLabel: string;
  readonly onChoose: (chosen: boolean) => void;
  /** The column that names the row. */
  readonly header: Name;
  readonly align: (name: Name) => 'right' | undefined;
  readonly renderCell: (name: Name) => ReactNode;
  readonly ends: ReactNode;
}

/** The cells of a row; its tick, links and buttons are reached by the right arrow. */
export const RowCells = <Name extends string>(props: CellsProps<Name>): ReactNode => (
  <>
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
  </>
);

interface WaitingProps {
  readonly columns: readonly string[];
  readonly label: string;
}

/** Stands in for cells that are on their way, so that nothing jumps and nobody is stuck on the row with the keys. */
export const WaitingCells = ({ columns, label }: WaitingProps): ReactNode => (
  <td colSpan={columns.length + 2}>
    <span className={classes['waiting']} />
    <span className="nx-hidden">{label}</span>
  </td>
);

interface RowProps<Name extends string> extends CellsProps<Name> {
  readonly index: number;
  readonly mark: Readonly<Record<`data-${string}`, string>>;
}

/** A row that is whole. */
export const TableRow = <Name extends string>({ index, mark, ...cells }: RowProps<Name>): ReactNode => (
  <RowFrame index={index} active={cells.active} mark={mark} chosen={cells.chosen}>
    <RowCells {...cells} />
  </RowFrame>
);
