import type { ReactNode } from 'react';

interface Props {
  readonly name: string;
  /** Words stand strong; anything else brings its own look. */
  readonly value: ReactNode;
  readonly note?: ReactNode;
}

/** One fact of a list of facts: its name, its value, a remark. */
export const Fact = ({ name, value, note }: Props): ReactNode => (
  <div>
    <dt>{name}</dt>
    <dd>
      {typeof value === 'string' ? <strong>{value}</strong> : value}
      {note === undefined || note === null || note === '' ? null : <span>{note}</span>}
    </dd>
  </div>
);
