import { useId, type ReactNode } from 'react';
import classes from './card.module.css';

interface Props {
  /** Heading of the card; a region of its own for screen readers. */
  readonly title?: string;
  /** Quiet text beside the title: a count, a range. */
  readonly note?: ReactNode;
  /** Actions at the right end of the head. */
  readonly aside?: ReactNode;
  readonly tone?: 'plain' | 'fail';
  /** Without padding, for tables and lists that bring their own. */
  readonly flush?: boolean;
  readonly children: ReactNode;
}

/** A 1 px line, 8 px corners, no shadow: the only box of the product. */
export const Card = ({ title, note, aside, tone = 'plain', flush = false, children }: Props): ReactNode => {
  const heading = useId();
  return (
    <section
      className={classes['card']}
      data-tone={tone}
      aria-labelledby={title === undefined ? undefined : heading}
    >
      {title === undefined ? null : (
        <div className={classes['head']}>
          <h2 id={heading} className={classes['title']}>
            {title}
          </h2>
          {note === undefined ? null : <span className={classes['note']}>{note}</span>}
          {aside === undefined ? null : <div className={classes['aside']}>{aside}</div>}
        </div>
      )}
      {children === null ? null : <div className={flush ? undefined : classes['body']}>{children}</div>}
    </section>
  );
};
