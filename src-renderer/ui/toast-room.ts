/** More than these hide what is below them. */
const most = 3;

interface Shown {
  readonly id: string;
  readonly subject: string | null;
  readonly undoable: boolean;
}

/**
 * Decides which short messages leave when another one comes: the one about the same subject, whose words no longer
 * hold; beyond three the oldest that offers nothing to take back, and only then the oldest that does.
 */
export class ToastRoom {
  #shown: readonly Shown[] = [];

  /** @returns the ids of the messages that leave */
  enter(coming: Shown): readonly string[] {
    const outdated = this.#shown.filter(({ subject }) => subject !== null && subject === coming.subject);
    let left = this.#shown.filter((one) => !outdated.includes(one));
    const crowded: Shown[] = [];
    while (left.length >= most) {
      const leaving = left.find(({ undoable }) => !undoable) ?? left[0];
      if (leaving === undefined) break;
      crowded.push(leaving);
      left = left.filter((one) => one !== leaving);
    }
    this.#shown = [...left, coming];
    return [...outdated, ...crowded].map(({ id }) => id);
  }

  /** A message that was closed, or whose time is over. */
  leave(id: string): void {
    this.#shown = this.#shown.filter((one) => one.id !== id);
  }
}
