import { powerSaveBlocker } from 'electron';

/** Keeps the computer from falling asleep by itself while runs go on, if the operator wants that. */
export class KeepAwake {
  #blocker: number | null = null;

  update(wanted: boolean, running: number): void {
    const needed = wanted && running > 0;
    if (needed && this.#blocker === null) this.#blocker = powerSaveBlocker.start('prevent-app-suspension');
    if (!needed) this.close();
  }

  get isHeld(): boolean {
    return this.#blocker !== null;
  }

  close(): void {
    if (this.#blocker !== null) powerSaveBlocker.stop(this.#blocker);
    this.#blocker = null;
  }
}
