import { useEffect, useState, type RefObject, type ReactNode } from 'react';
import classes from './whole-text.module.css';

interface Tip {
  readonly text: string;
  readonly left: number;
  /** Distance from the window's edge on the side it hangs from. */
  readonly from: { readonly top: number } | { readonly bottom: number };
}

/** Words for screen readers only are cut on purpose. */
const cuts = (element: Element): boolean =>
  !element.classList.contains('nx-hidden') &&
  getComputedStyle(element).overflowX !== 'visible' &&
  element.clientWidth > 0 &&
  (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1);

/** What is cut inside an element, whole: the titles of all that had no room. */
const wholeOf = (place: Element): string =>
  [
    ...new Set(
      [...place.querySelectorAll('[title]')]
        .filter((titled) => cuts(titled) || [...titled.querySelectorAll('*')].some(cuts))
        .map((titled) => titled.getAttribute('title') ?? ''),
    ),
  ].join('\n');

const tipFor = (target: EventTarget | null): Tip | null => {
  if (!(target instanceof HTMLElement) || !target.matches(':focus-visible')) return null;
  const cell = target.closest('td, th');
  const row = target.closest('tr');
  if (cell === null || row === null) return null;
  // The link that names the row speaks for cells that nothing can be focused in.
  const text = wholeOf(cell.matches('th') ? row : cell);
  if (text === '') return null;
  const { top, bottom } = row.getBoundingClientRect();
  const { left } = cell.getBoundingClientRect();
  const gap = 4;
  return {
    text,
    left,
    from:
      bottom > window.innerHeight * 0.7 ? { bottom: window.innerHeight - top + gap } : { top: bottom + gap },
  };
};

/**
 * Shows what a table's row had no room for while the keys stand on one of its controls, as the title does for the
 * pointer. One for the whole table: a tooltip in every row would be drawn and forgotten with each row that scrolls by.
 * Screen readers have the titles.
 */
export const WholeText = ({ within }: { readonly within: RefObject<HTMLElement | null> }): ReactNode => {
  const [tip, setTip] = useState<Tip | null>(null);
  useEffect(() => {
    const place = within.current;
    if (place === null) return undefined;
    const show = (event: FocusEvent): void => setTip(tipFor(event.target));
    const hide = (): void => setTip(null);
    place.addEventListener('focusin', show);
    place.addEventListener('focusout', hide);
    window.addEventListener('scroll', hide, true);
    return () => {
      place.removeEventListener('focusin', show);
      place.removeEventListener('focusout', hide);
      window.removeEventListener('scroll', hide, true);
    };
  }, [within]);
  return tip === null ? null : (
    <div
      className={classes['tip']}
      style={{ left: tip.left, ...tip.from }}
      data-testid="whole"
      aria-hidden="true"
    >
      {tip.text}
    </div>
  );
};
