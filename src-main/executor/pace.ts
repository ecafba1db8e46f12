/** Starts are written ahead of a free slot only where runs are this short (ms) ... */
export const shortRunMs = 250;
/** ... and only as many as will have their slot within so many cycles. */
const cyclesAhead = 4;

/** How long runs and cycles usually take (ms), and how far ahead of a free slot a start may be written for it. */
export class Pace {
  #runMs = Infinity;
  #cycleMs = 5;

  /** The clock may be set back meanwhile: less than nothing would hold claims back for ever. */
  runTook(measuredMs: number): void {
    const ms = Math.max(0, measuredMs);
    this.#runMs = this.#runMs === Infinity ? ms : this.#runMs * 0.8 + ms * 0.2;
  }

  /** Runs that were short have not ended for long: nothing is written ahead until one does. */
  stalled(): void {
    this.#runMs = Infinity;
  }

  cycleTook(measuredMs: number): void {
    this.#cycleMs = this.#cycleMs * 0.8 + Math.max(0, measuredMs) * 0.2;
  }

  /** How many starts may be written ahead of a free slot. */
  ahead(slots: number): number {
    if (this.#runMs >= shortRunMs) return 0;
    return Math.ceil(slots * Math.min(1, (cyclesAhead * this.#cycleMs) / Math.max(1, this.#runMs)));
  }
}
