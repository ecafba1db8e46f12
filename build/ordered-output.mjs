/**
 * Keeps what several programs say at the same time readable: the first of `names` that has not ended is shown as it
 * speaks; what the others say is kept and shown in its turn, so that each one's output stays in one piece.
 */
export class OrderedOutput {
  #waiting;

  /**
   * @param {readonly string[]} names in the order in which they are shown
   * @param {(text: string | Buffer) => void} write
   */
  constructor(names, write) {
    this.#waiting = names.map((name) => ({ name, kept: [], ended: false }));
    this.write = write;
  }

  /** What `name` has to say now. */
  say(name, text) {
    const place = this.#waiting.findIndex((one) => one.name === name);
    if (place === 0) this.write(text);
    else this.#waiting[place]?.kept.push(text);
  }

  /** `name` has said everything. `news` is shown at once when its turn has not come yet. */
  end(name, news) {
    const place = this.#waiting.findIndex((one) => one.name === name);
    if (place < 0) return;
    this.#waiting[place].ended = true;
    if (place > 0) this.write(`${news}\n`);
    while (this.#waiting[0]?.ended) {
      this.#waiting.shift();
      for (const text of this.#waiting[0]?.kept.splice(0) ?? []) this.write(text);
    }
  }
}
