import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, ReactNode, Ref } from 'react';
import classes from './action-link.module.css';

interface Props extends AnchorHTMLAttributes<HTMLAnchorElement> {
  /** `text` in running words, `button` beside buttons, `bare` for rows and marks that bring their own look. */
  readonly look?: 'text' | 'quiet' | 'button' | 'primary' | 'bare';
  readonly size?: 'bar' | 'row';
  readonly icon?: ReactNode;
  readonly ref?: Ref<HTMLAnchorElement>;
}

const Anchor = ({
  look = 'text',
  size = 'bar',
  icon,
  children,
  className,
  ref,
  ...rest
}: Props): ReactNode => (
  <a
    {...rest}
    ref={ref}
    className={[look === 'bare' ? '' : classes['link'], className ?? ''].join(' ').trim()}
    data-look={look}
    data-size={size}
  >
    {icon}
    {children}
  </a>
);

/** A link inside the window, typed by the routes: it can be opened, copied and middle-clicked like any link. */
export const ActionLink = createLink(Anchor);
