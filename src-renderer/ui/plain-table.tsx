import { Fragment, useState, type ReactNode } from 'react';
import classes from './plain-table.module.css';

interface Props {
  /** What the table is about, for screen readers. */
  readonly label: string;
  readonly head: readonly string[];
  /** The first cell of a row is its head; numbers are aligned right. */
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
}

/** A small table, such as a plot's twin. */
export const PlainTable = ({ label, head, rows }: Props): ReactNode => {
  const [scrolls, setScrolls] = useState(false);
  return (
    <div
      className={classes['scroll']}
      // What scrolls must be reachable by keys; what does not is no stop.
      {...(scrolls ? { tabIndex: 0, role: 'group', 'aria-label': label } : {})}
      ref={(box) => {
        if (box === null) return undefined;
        const measure = new ResizeObserver(() =>
          setScrolls(box.scrollHeight > box.clientHeight || box.scrollWidth > box.clientWidth),
        );
        measure.observe(box);
        return () => measure.disconnect();
      }}
    >
      <table className={classes['table']} aria-label={label}>
        <thead>
          <tr>
            {head.map((text, column) => (
              <th
                key={text}
                scope="col"
                data-number={typeof rows[0]?.cells[column] === 'number' || undefined}
              >
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              {row.cells.map((cell, column) => (
                <Fragment key={head[column] ?? column}>
                  {column === 0 ? (
                    <th scope="row">{cell}</th>
                  ) : (
                    <td data-number={typeof cell === 'number' || undefined}>{cell}</td>
                  )}
                </Fragment>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
