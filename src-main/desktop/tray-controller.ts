import type { DeskTimers } from './desk-timers';
import { IconDelay } from './icon-delay';
import type { TrayItem, TrayModel } from './tray-model';

/** The icon itself: Electron's tray, or a recorder in a test. */
export interface TrayFace {
  setIcon(icon: TrayModel['icon']): void;
  setTooltip(text: string): void;
  setMenu(items: readonly TrayItem[]): void;
  destroy(): void;
}

/** Some desktops drop pictures that come faster. */
const throttleMs = 200;

/** The menu without what changes every second, so that a running clock does not rebuild a menu somebody has open. */
const steadyKey = (items: readonly TrayItem[]): string =>
  JSON.stringify(items, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && 'steady' in value ? { steady: value.steady } : value,
  );

/**
 * Renders models into the tray. It may be told the same thing any number of times: only what differs reaches the system,
 * at most every 200 ms, and the icon waits as `IconDelay` says.
 */
export class TrayController {
  #face: TrayFace | null = null;
  #model: TrayModel | null = null;
  #shown = { icon: '', tooltip: '', menu: '', labels: '' };
  #throttle: (() => void) | null = null;
  #again: 'no' | 'steady' | 'exact' = 'no';
  readonly #icon: IconDelay;

  constructor(
    private readonly createFace: () => TrayFace,
    private readonly timers: DeskTimers,
  ) {
    this.#icon = new IconDelay(timers, () => this.#render('steady'));
  }

  /** Puts the icon into the tray or takes it away. */
  setEnabled(enabled: boolean): void {
    if (enabled === (this.#face !== null)) return;
    if (enabled) {
      this.#shown = { icon: '', tooltip: '', menu: '', labels: '' };
      this.#face = this.createFace();
      this.#render('steady');
    } else {
      this.#face?.destroy();
      this.#face = null;
    }
  }

  update(model: TrayModel): void {
    this.#model = model;
    this.#icon.want(model.icon);
    this.#render('steady');
  }

  /** The same once a minute: brings the running times in the menu up to date as well. */
  refresh(model: TrayModel): void {
    this.#model = model;
    this.#icon.want(model.icon);
    this.#render('exact');
  }

  close(): void {
    this.#throttle?.();
    this.#throttle = null;
    this.#icon.close();
    this.#face?.destroy();
    this.#face = null;
  }

  #render(how: 'steady' | 'exact'): void {
    if (this.#throttle !== null) {
      if (this.#again !== 'exact') this.#again = how;
      return;
    }
    const face = this.#face;
    const model = this.#model;
    if (face === null || model === null) return;
    const icon = this.#icon.shown;
    const { tooltip, items } = model;
    const menu = steadyKey(items);
    const labels = JSON.stringify(items);
    const menuChanged = menu !== this.#shown.menu || (how === 'exact' && labels !== this.#shown.labels);
    if (icon === this.#shown.icon && tooltip === this.#shown.tooltip && !menuChanged) return;
    if (icon !== this.#shown.icon) face.setIcon(icon);
    if (tooltip !== this.#shown.tooltip) face.setTooltip(tooltip);
    if (menuChanged) face.setMenu(items);
    this.#shown = menuChanged ? { icon, tooltip, menu, labels } : { ...this.#shown, icon, tooltip };
    this.#throttle = this.timers.after(throttleMs, () => {
      this.#throttle = null;
      const again = this.#again;
      this.#again = 'no';
      if (again !== 'no') this.#render(again);
    });
  }
}
