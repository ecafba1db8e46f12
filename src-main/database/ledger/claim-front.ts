/** After so many picks in a row that began at the front, one begins at the first due task again. */
const mostPicks = 32;

/**
 * Where a pick begins while other cycles of this executor are under way: behind what they have picked. Those tasks are
 * locked, or moved on and still in the index for whoever looks at the older state; a pick that begins at the first due
 * task looks at each of them, with four cycles at once three for every one that it takes.
 *
 * What was left before the front (locked by somebody for a moment, given back by a cycle that failed, moved there by an
 * edit) is found by a pick that begins at the first due task: one follows every pick that found less than it wanted, every
 * `mostPicks`, and each moment in which nothing is under way.
 */
export class ClaimFront {
  #cycles = 0;
  #picks = 0;
  #seconds = -Infinity;

  /** Where a pick begins now: seconds since the epoch, or -Infinity. */
  get seconds(): number {
    return this.#picks < mostPicks ? this.#seconds : -Infinity;
  }

  /** What one cycle does, from its first statement to its commit. */
  async during<T>(cycle: () => Promise<T>): Promise<T> {
    this.#cycles += 1;
    try {
      return await cycle();
    } catch (error) {
      this.#reset();
      throw error;
    } finally {
      this.#cycles -= 1;
      if (this.#cycles === 0) this.#reset();
    }
  }

  /**
   * @param from where the pick began
   * @param found so many tasks, of `wanted`
   * @param last the planned instant of the last of them, seconds since the epoch; NaN where there is none
   * @returns whether there may be more
   */
  picked(from: number, found: number, wanted: number, last: number): boolean {
    if (found < wanted) {
      this.#reset();
      return from > -Infinity;
    }
    if (from === -Infinity) this.#picks = 0;
    this.#picks += 1;
    if (last > this.#seconds) this.#seconds = last;
    return true;
  }

  #reset(): void {
    this.#seconds = -Infinity;
    this.#picks = 0;
  }
}
