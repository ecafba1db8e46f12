import type { Clock } from './clock';
import { shortRunMs } from './pace';
import type { StartingLine } from './starting-line';

/** Notices when what stands on the starting line is not about to start after all. */
export class LineWatch {
  #watching = false;

  /** @param onStalled the first on the line has stood there for longer than a short run takes */
  constructor(
    private readonly line: StartingLine,
    private readonly clock: Clock,
    private readonly onStalled: () => void,
  ) {}

  /** To be called whenever somebody may stand there. */
  look(): void {
    if (this.#watching || this.line.size === 0) return;
    this.#watching = true;
    const { first } = this.line;
    this.clock.after(shortRunMs, () => {
      this.#watching = false;
      if (this.line.first === first) this.onStalled();
      else this.look();
    });
  }
}
