import { useState, type KeyboardEvent } from 'react';

interface Roving {
  /** Attributes of the mark with this key: one mark is in the tab order, arrows reach the others. */
  readonly mark: (key: string) => {
    readonly tabIndex: 0 | -1;
    readonly 'data-roving': string;
    readonly onFocus: () => void;
  };
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

const find = (rows: readonly (readonly string[])[], key: string): readonly [number, number] => {
  const row = rows.findIndex((keys) => keys.includes(key));
  return row === -1 ? [0, 0] : [row, rows[row]?.indexOf(key) ?? 0];
};

/**
 * One tab stop for a plot of many links: left and right move within a row, up and down to the nearest in the next row,
 * Home and End to the row's ends.
 * @param rows keys of the marks, row by row
 */
export const useRoving = (rows: readonly (readonly string[])[]): Roving => {
  const [active, setActive] = useState<string | null>(null);
  const first = rows.find((row) => row.length > 0)?.[0] ?? null;
  const present = active !== null && rows.some((row) => row.includes(active)) ? active : first;
  const target = (key: string, from: string): string | undefined => {
    const [row, column] = find(rows, from);
    const keys = rows[row] ?? [];
    const share = keys.length > 1 ? column / (keys.length - 1) : 0;
    const vertical = (step: 1 | -1): string | undefined => {
      for (let next = row + step; next >= 0 && next < rows.length; next += step) {
        const there = rows[next] ?? [];
        if (there.length > 0) return there[Math.round(share * (there.length - 1))];
      }
      return undefined;
    };
    switch (key) {
      case 'ArrowRight':
        return keys[column + 1];
      case 'ArrowLeft':
        return keys[column - 1];
      case 'Home':
        return keys[0];
      case 'End':
        return keys.at(-1);
      case 'ArrowDown':
        return vertical(1);
      case 'ArrowUp':
        return vertical(-1);
      default:
        return undefined;
    }
  };
  return {
    mark: (key) => ({
      tabIndex: key === present ? 0 : -1,
      'data-roving': key,
      onFocus: () => setActive(key),
    }),
    onKeyDown: (event) => {
      if (present === null) return;
      const next = target(event.key, present);
      if (next === undefined) return;
      event.preventDefault();
      event.currentTarget.querySelector<HTMLElement>(`[data-roving="${CSS.escape(next)}"]`)?.focus();
    },
  };
};
