import { useCallback, useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import type { TaskRow } from '../../../src-main/contract/task';
import type { TaskActions } from './use-task-actions';

interface Options {
  readonly body: RefObject<HTMLTableSectionElement | null>;
  readonly count: number;
  readonly pageRows: number;
  readonly singleKeys: boolean;
  readonly actions: TaskActions;
  readonly scrollTo: (index: number) => void;
  readonly choose: (task: TaskRow) => void;
}

interface RowKeys {
  /** The row in the tab order. */
  readonly active: number;
  readonly onFocus: (index: number) => void;
  readonly onKeyDown: (
    event: KeyboardEvent<HTMLTableRowElement>,
    task: TaskRow | undefined,
    index: number,
  ) => void;
}

const controlsOf = (row: HTMLElement): HTMLElement[] => [
  ...row.querySelectorAll<HTMLElement>('a[href], button, input'),
];

/** The keys of the list: arrows, J and K, Home, End and pages move; Space chooses; Enter opens; R, P and E act. */
export const useRowKeys = (options: Options): RowKeys => {
  const { body, count, pageRows, singleKeys, actions, scrollTo, choose } = options;
  const [active, setActive] = useState(0);
  const wanted = useRef<number | null>(null);

  useEffect(() => {
    if (wanted.current === null) return;
    const row = body.current?.querySelector<HTMLElement>(`tr[data-index="${wanted.current}"]`);
    if (row === null || row === undefined) return;
    wanted.current = null;
    row.focus({ preventScroll: true });
  });

  const move = useCallback(
    (index: number) => {
      const target = Math.max(0, Math.min(count - 1, index));
      wanted.current = target;
      setActive(target);
      scrollTo(target);
    },
    [count, scrollTo],
  );

  const onKeyDown = useCallback(
    (event: KeyboardEvent<HTMLTableRowElement>, task: TaskRow | undefined, index: number) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const row = event.currentTarget;
      const onRow = event.target === row;
      const moves: Readonly<Record<string, number>> = {
        ArrowDown: index + 1,
        ArrowUp: index - 1,
        Home: 0,
        End: count - 1,
        PageDown: index + pageRows,
        PageUp: index - pageRows,
        ...(singleKeys && onRow ? { j: index + 1, k: index - 1 } : {}),
      };
      const target = moves[event.key];
      if (target !== undefined) {
        event.preventDefault();
        move(target);
        return;
      }
      if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
        const controls = controlsOf(row);
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
      if (!onRow || task === undefined) return;
      const commands: Readonly<Record<string, () => void>> = {
        ' ': () => choose(task),
        Enter: () => actions.open(task),
        ...(singleKeys
          ? {
              r: () => actions.runNow(task),
              p: () => actions.togglePause(task),
              e: () => actions.edit(task),
            }
          : {}),
      };
      const command = commands[event.key];
      if (command === undefined) return;
      event.preventDefault();
      command();
    },
    [actions, choose, count, move, pageRows, singleKeys],
  );
  return { active: Math.min(active, Math.max(0, count - 1)), onFocus: setActive, onKeyDown };
};
