import type { ReactNode } from 'react';
import classes from './empty-state.module.css';

interface Props {
  readonly title: string;
  readonly text?: string | undefined;
  readonly icon?: ReactNode;
  /** One primary action, or “Clear filters”, or “Try again”. */
  readonly actions?: ReactNode;
}

/** Says why nothing is here and what to do: nothing yet, nothing matches, or failed to load. */
export const EmptyState = ({ title, text, icon, actions }: Props): ReactNode => (
  <div className={classes['empty']} data-testid="empty">
    {icon === undefined ? null : <div className={classes['icon']}>{icon}</div>}
    <p className={classes['title']}>{title}</p>
    {text === undefined ? null : <p className={classes['text']}>{text}</p>}
    {actions === undefined ? null : <div className={classes['actions']}>{actions}</div>}
  </div>
);
