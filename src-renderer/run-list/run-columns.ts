/** Columns of the run list, left to right. */
export const runColumns = [
  'state',
  'task',
  'started',
  'late',
  'duration',
  'trigger',
  'attempt',
  'message',
  'id',
] as const;
export type RunColumn = (typeof runColumns)[number];

interface Definition {
  /** In rem; the message takes what is left. */
  readonly width: number | null;
  readonly align?: 'right';
  /** Takes what is left where the message has left, but never less than this. */
  readonly shrinks?: number;
  /** Leaves a narrow window first; never when left out. */
  readonly leaves?: number;
}

export const columnDefinitions: Readonly<Record<RunColumn, Definition>> = {
  state: { width: 11.25 },
  task: { width: 9.25, shrinks: 7 },
  started: { width: 10.5 },
  late: { width: 4.25, align: 'right', leaves: 3 },
  duration: { width: 5.5, align: 'right', leaves: 6 },
  trigger: { width: 6.25, leaves: 4 },
  attempt: { width: 4.5, align: 'right', leaves: 1 },
  message: { width: null, leaves: 5 },
  id: { width: 4.75, align: 'right', leaves: 2 },
};

/** Width of the actions at the row's end, in rem. */
export const endsRem = 5;
const fixedRem = 2.75 + endsRem;
const messageRem = 8.75;

/** The columns that fit: the least important leave first. @param rem room for the table */
export const fittingColumns = (rem: number, withTask: boolean): readonly RunColumn[] => {
  let shown: RunColumn[] = runColumns.filter((name) => withTask || name !== 'task');
  const width = (): number =>
    shown.reduce(
      (sum, name) =>
        sum +
        ((shown.includes('message') ? undefined : columnDefinitions[name].shrinks) ??
          columnDefinitions[name].width ??
          messageRem),
      fixedRem,
    );
  while (width() > rem) {
    const leaving = shown
      .filter((name) => columnDefinitions[name].leaves !== undefined)
      .sort((a, b) => (columnDefinitions[a].leaves ?? 0) - (columnDefinitions[b].leaves ?? 0))[0];
    if (leaving === undefined) break;
    shown = shown.filter((name) => name !== leaving);
  }
  return shown;
};

/** Width of a column as the table takes it; null = what is left. */
export const columnWidth = (name: RunColumn, shown: readonly RunColumn[]): number | null =>
  columnDefinitions[name].shrinks !== undefined && !shown.includes('message')
    ? null
    : columnDefinitions[name].width;
