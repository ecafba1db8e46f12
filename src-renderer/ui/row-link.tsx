import { useRouter } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, MouseEvent, ReactNode } from 'react';
import classes from './action-link.module.css';

interface Props extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href' | 'onClick'> {
  /** Address inside the window, from `router/paths`. */
  readonly to: string;
  readonly look?: 'text' | 'bare';
}

const isPlain = (event: MouseEvent): boolean =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

/** An `ActionLink` for table rows: it looks and works the same, and follows nothing of the router, because a row has a dozen. */
export const RowLink = ({ to, look = 'bare', className = '', children, ...rest }: Props): ReactNode => {
  const { history } = useRouter();
  return (
    <a
      {...rest}
      href={history.createHref(to)}
      className={look === 'bare' ? className : `${classes['link'] ?? ''} ${className}`.trim()}
      data-look={look}
      data-size="bar"
      onClick={(event) => {
        if (!isPlain(event)) return;
        event.preventDefault();
        history.push(to);
      }}
    >
      {children}
    </a>
  );
};
