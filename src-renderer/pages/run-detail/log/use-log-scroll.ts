import { useCallback, useEffect, useRef, type RefObject } from 'react';

const bottomPx = 6;
/** A scroll so soon after a wheel, key, touch or drag is the reader's own. */
const intentMs = 1_000;

interface LogScroll {
  readonly onScroll: () => void;
  readonly onIntent: () => void;
}

const isAtBottom = (element: HTMLElement): boolean =>
  element.scrollHeight - element.scrollTop - element.clientHeight <= bottomPx;

/**
 * Keeps the view at the newest line while it follows. The reader's own scrolling up ends that, scrolling to the very end
 * begins it again; scrolling by the program itself does neither.
 * @param count how many lines are shown
 */
export const useLogScroll = (
  element: RefObject<HTMLElement | null>,
  follow: boolean,
  count: number,
  toEnd: () => void,
  onFollow: (follow: boolean) => void,
): LogScroll => {
  const top = useRef(0);
  const intent = useRef(-Infinity);
  useEffect(() => {
    if (follow && count > 0) toEnd();
  }, [count, follow, toEnd]);
  return {
    onIntent: useCallback(() => {
      intent.current = performance.now();
    }, []),
    onScroll: useCallback(() => {
      const present = element.current;
      if (present === null) return;
      const up = present.scrollTop < top.current - 1;
      const down = present.scrollTop > top.current + 1;
      top.current = present.scrollTop;
      if (performance.now() - intent.current > intentMs) return;
      if (follow && up && !isAtBottom(present)) onFollow(false);
      if (!follow && down && isAtBottom(present)) onFollow(true);
    }, [element, follow, onFollow]),
  };
};
