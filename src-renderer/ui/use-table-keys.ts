import {
  useCallback,
  useEffect,
  useRef,
  useState,
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
} from 'react';

/** What a key does on a row that has the focus itself. */
export type RowCommands = Readonly<Record<string, () => void>>;

interface Options {
  readonly body: RefObject<HTMLTableSectionElement | null>;
  readonly count: number;
  readonly pageRows: number;
  /** Whether J and K move, as the settings say. */
  readonly singleKeys: boolean;
  readonly scrollTo: (index: number) => void;
  readonly commandsOf: (index: number) => RowCommands;
}

interface TableKeys {
  /** The row in the tab order. */
  readonly active: number;
  readonly onFocus: (event: FocusEvent<HTMLTableSectionElement>) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLTableSectionElement>) => void;
}

/** The row an event came from; none for what a row opened elsewhere, such as its menu. */
const rowOf = (target: EventTarget): HTMLTableRowElement | null =>
  target instanceof Element ? target.closest<HTMLTableRowElement>('tr[data-index]') : null;

/**
 * The keys of a table of many rows: arrows, J and K, Home, End and pages move; left and right go through a row's controls;
 * all else is the table's own. Told by the body for all rows, so that a row has no handlers that change.
 */
export const useTableKeys = (options: Options): TableKeys => {
  const { body, count, scrollTo } = options;
  const [active, setActive] = useState(0);
  const wanted = useRef<number | null>(null);

  useEffect(() => {
    if (wanted.current === null) return;
    const row = body.current?.querySelector<HTMLElement>(`tr[data-index="${wanted.current}"]`);
    if (row === null || row === undefined) return;
    wanted.current = null;
    row.focus({ preventScroll: true });
  });

  const move = (index: number): void => {
    const target = Math.max(0, Math.min(count - 1, index));
    wanted.current = target;
    setActive(target);
    scrollTo(target);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTableSectionElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = rowOf(event.target);
    if (row === null) return;
    const index = Number(row.dataset['index']);
    const onRow = event.target === row;
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      Home: 0,
      End: count - 1,
      PageDown: index + options.pageRows,
      PageUp: index - options.pageRows,
      ...(options.singleKeys && onRow ? { j: index + 1, k: index - 1 } : {}),
    };
    const target = moves[event.key];
    if (target !== undefined) {
      event.preventDefault();
      move(target);
      return;
    }
    if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      const controls = [...row.querySelectorAll<HTMLElement>('a[href], button, input')];
      const place = controls.findIndex((control) => control === document.activeElement);
      const next = place + (event.key === 'ArrowRight' ? 1 : -1);
      event.preventDefault();
      if (next < 0) row.focus();
      else controls[next]?.focus();
      return;
    }
    if (event.key === 'Escape' && !onRow) {
      row.focus();
      return;
    }
    const command = onRow ? options.commandsOf(index)[event.key] : undefined;
    if (command === undefined) return;
    event.preventDefault();
    command();
  };

  const onFocus = useCallback((event: FocusEvent<HTMLTableSectionElement>) => {
    const row = rowOf(event.target);
    if (row !== null) setActive(Number(row.dataset['index']));
  }, []);
  return { active: Math.min(active, Math.max(0, count - 1)), onFocus, onKeyDown };
};
