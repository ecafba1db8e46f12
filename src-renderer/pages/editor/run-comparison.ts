import type { Preview } from '../../../src-main/contract/api';
import type { Occurrence } from '../../../src-main/contract/rule';

/** What a change does to one coming run. */
export type RunMark =
  | { readonly kind: 'kept' | 'added' }
  /** Another time on the same day. */
  | { readonly kind: 'shifted'; readonly from: Occurrence }
  /** Further ahead than the saved schedule was asked. */
  | { readonly kind: 'unknown' };

export interface RunComparison {
  /** By instant. */
  readonly marks: ReadonlyMap<string, RunMark>;
  /** Runs of the saved schedule that do not come any more, within what the new one shows. */
  readonly dropped: readonly Occurrence[];
}

const dayOf = (run: Occurrence): string => run.localTime.slice(0, 10);

/** How far a preview tells: nothing is known after its last run unless the schedule ends there. */
const horizonOf = ({ occurrences, ended }: Preview): number => {
  const last = occurrences.at(-1);
  return ended || last === undefined ? Infinity : Date.parse(last.at);
};

/**
 * Sets the next runs as they are saved against those of the edited schedule. Runs are the same when their instants are;
 * one that goes and one that comes on the same day are one run that is shifted.
 */
export const compareRuns = (before: Preview, after: Preview): RunComparison => {
  const old = new Set(before.occurrences.map((run) => run.at));
  const fresh = new Set(after.occurrences.map((run) => run.at));
  const shownUntil = horizonOf(after);
  const gone = before.occurrences.filter((run) => !fresh.has(run.at) && Date.parse(run.at) <= shownUntil);
  const knownUntil = horizonOf(before);
  const paired = new Set<string>();
  const markOf = (run: Occurrence): RunMark => {
    if (old.has(run.at)) return { kind: 'kept' };
    if (Date.parse(run.at) > knownUntil) return { kind: 'unknown' };
    const from = gone.find((one) => dayOf(one) === dayOf(run) && !paired.has(one.at));
    if (from === undefined) return { kind: 'added' };
    paired.add(from.at);
    return { kind: 'shifted', from };
  };
  const marks = new Map(after.occurrences.map((run) => [run.at, markOf(run)]));
  return { marks, dropped: gone.filter((run) => !paired.has(run.at)) };
};
