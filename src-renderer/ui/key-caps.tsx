import { Fragment, type ReactNode } from 'react';
import classes from './key-caps.module.css';

interface Props {
  /** Keys pressed together, as printed on them. */
  readonly keys: readonly string[];
}

/** Keys as they look on a keyboard. */
export const KeyCaps = ({ keys }: Props): ReactNode => (
  <span className={classes['caps']}>
    {keys.map((key) => (
      <Fragment key={key}>
        <kbd>{key}</kbd>
      </Fragment>
    ))}
  </span>
);
