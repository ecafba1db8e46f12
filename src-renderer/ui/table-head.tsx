import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { RowCheck } from './row-controls';
import classes from './virtual-table.module.css';

export interface TableColumn {
  readonly heading: string;
  /** In rem; null takes what is left. */
  readonly width: number | null;
  readonly align?: 'right' | undefined;
  /** How the table is ordered by it now, where it can be. */
  readonly sort?:
    { readonly now: 'ascending' | 'descending' | null; readonly onSort: () => void } | undefined;
}

export interface HeadChoice {
  readonly count: number;
  readonly all: boolean;
  /** Chooses every loaded row, or none. */
  readonly onChange: (chosen: boolean) => void;
}

interface Props<Name extends string> {
  readonly columns: readonly Name[];
  readonly column: (name: Name, shown: readonly Name[]) => TableColumn;
  readonly endsRem: number;
  readonly actionsLabel: string;
  readonly choice: HeadChoice;
}

const Heading = ({ heading, sort }: TableColumn): ReactNode =>
  sort === undefined ? (
    heading
  ) : (
    <button type="button" className={classes['sort']} onClick={sort.onSort}>
      {heading}
      {sort.now === null ? null : sort.now === 'descending' ? (
        <IconArrowDown aria-hidden="true" />
      ) : (
        <IconArrowUp aria-hidden="true" />
      )}
    </button>
  );

/** Widths and head of a table of many rows: the tick for all, the columns, and room for the rows' actions. */
export const TableHead = <Name extends string>(props: Props<Name>): ReactNode => {
  const { choice, endsRem, actionsLabel } = props;
  const { t: common } = useTranslation();
  const columns = props.columns.map((name) => ({ name, ...props.column(name, props.columns) }));
  return (
    <>
      <colgroup>
        <col className={classes['tickColumn']} />
        {columns.map(({ name, width }) => (
          <col key={name} style={width === null ? {} : { width: `${width}rem` }} />
        ))}
        <col style={{ width: `${endsRem}rem` }} />
      </colgroup>
      <thead>
        <tr aria-rowindex={1}>
          <td>
            <RowCheck
              label={common('rowSelected', { count: choice.count })}
              checked={choice.all}
              indeterminate={choice.count > 0 && !choice.all}
              tabIndex={0}
              onChange={choice.onChange}
            />
          </td>
          {columns.map((column) => (
            <th
              key={column.name}
              scope="col"
              data-align={column.align}
              aria-sort={column.sort?.now ?? undefined}
            >
              <Heading {...column} />
            </th>
          ))}
          <td>
            <span className="nx-hidden">{actionsLabel}</span>
          </td>
        </tr>
      </thead>
    </>
  );
};
