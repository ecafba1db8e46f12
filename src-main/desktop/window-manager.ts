import { BrowserWindow, screen, type WebContents } from 'electron';
import { appOrigin } from './app-scheme';
import type { DesktopLog } from './application-port';
import type { DeskTimers } from './desk-timers';
import { placeWindow, smallestWindow, type Bounds } from './window-bounds';

export interface WindowOptions {
  readonly preload: string;
  readonly icon: string;
  readonly log: DesktopLog;
  readonly timers: DeskTimers;
  readonly remembered: () => { readonly bounds: Bounds | null; readonly maximized: boolean };
  readonly remember: (place: { bounds: Bounds; maximized: boolean }) => void;
  /** A window was made whose page may talk to the application. */
  readonly created: (contents: WebContents) => void;
  /** The operator closes the window. True lets it go away, false keeps it as it is. */
  readonly closing: () => boolean;
}

/** A hidden window holds about a hundred megabytes: after this long it goes, and comes back within a second. */
const hiddenLifeMs = 60_000;
/** Moving a window tells of every pixel on the way. */
const restMs = 500;
/** A page may end before its first picture so often in a row; then it is left to the next click. */
const mostLost = 3;

/** The one window: made when somebody wants to see it, let go of a while after nobody does. */
export class WindowManager {
  #window: BrowserWindow | null = null;
  #attention = 0;
  #pageTitle = 'Nexus Scheduler';
  #goodbye: (() => void) | null = null;
  #rest: (() => void) | null = null;
  /** Asked for, and without a picture so far. */
  #coming = false;
  #lost = 0;

  constructor(private readonly options: WindowOptions) {}

  get isFocused(): boolean {
    return this.#window?.isFocused() ?? false;
  }

  get isVisible(): boolean {
    return this.#window?.isVisible() ?? false;
  }

  /** Whether the window's page answers at all. */
  get isAlive(): boolean {
    return this.#window !== null && !this.#window.webContents.isCrashed();
  }

  /** Brings the window to the front, making it if need be. */
  show(): void {
    this.#lost = 0;
    this.#show();
  }

  #show(): void {
    this.#goodbye?.();
    this.#goodbye = null;
    const window = this.#window;
    if (window === null) this.#create();
    else {
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    }
  }

  /** Takes the window off the screen; after a while it is let go of. */
  hide(): void {
    const window = this.#window;
    if (window === null) return;
    this.#coming = false;
    window.hide();
    this.#goodbye?.();
    this.#goodbye = this.options.timers.after(hiddenLifeMs, () => this.destroy());
  }

  minimize(): void {
    this.#window?.minimize();
  }

  destroy(): void {
    this.#goodbye?.();
    this.#goodbye = null;
    this.#window?.destroy();
  }

  /** How much needs attention, said in the title: `(2) Tasks`. */
  setAttention(count: number): void {
    if (count === this.#attention) return;
    this.#attention = count;
    this.#title();
  }

  #create(): void {
    const { bounds, maximized } = this.options.remembered();
    const primary = screen.getPrimaryDisplay();
    const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
    const areas = [primary, ...others].map(({ workArea }) => workArea);
    const window = new BrowserWindow({
      ...placeWindow(bounds, areas),
      minWidth: smallestWindow.width,
      minHeight: smallestWindow.height,
      show: false,
      title: 'Nexus Scheduler',
      icon: this.options.icon,
      autoHideMenuBar: true,
      webPreferences: {
        preload: this.options.preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInSubFrames: false,
        nodeIntegrationInWorker: false,
        webviewTag: false,
        spellcheck: false,
        navigateOnDragDrop: false,
      },
    });
    this.#window = window;
    this.#coming = true;
    this.options.created(window.webContents);
    if (maximized) window.maximize();
    window.once('ready-to-show', () => {
      if (!this.#coming) return;
      this.#coming = false;
      window.show();
      window.focus();
    });
    this.#watch(window);
    window.loadURL(`${appOrigin}/`).catch((error: unknown) => {
      if (!window.isDestroyed()) this.options.log.error('The window could not load its page', error);
    });
  }

  #watch(window: BrowserWindow): void {
    const changed = (): void => this.#remember(window);
    window.on('resize', changed);
    window.on('move', changed);
    window.on('maximize', changed);
    window.on('unmaximize', changed);
    window.on('close', (event) => {
      this.#rest?.();
      this.#rest = null;
      this.#store(window);
      if (!this.options.closing()) event.preventDefault();
    });
    window.on('closed', () => {
      if (this.#window === window) this.#window = null;
    });
    window.on('page-title-updated', (event, title) => {
      event.preventDefault();
      this.#pageTitle = title;
      this.#title();
    });
    window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
      if (reason === 'clean-exit') return;
      const wanted = this.#coming ? ++this.#lost < mostLost : window.isVisible();
      const next = wanted ? 'it is made anew' : 'it is made anew when somebody wants to see it';
      this.options.log.error(`The window's page ended (${reason}, ${exitCode}); ${next}`);
      // Not within the event: the dead process is still being cleared away.
      setImmediate(() => {
        window.destroy();
        if (wanted) this.#show();
      });
    });
    window.webContents.on('unresponsive', () => this.options.log.warn('The window does not respond'));
  }

  #title(): void {
    this.#window?.setTitle(this.#attention > 0 ? `(${this.#attention}) ${this.#pageTitle}` : this.#pageTitle);
  }

  #remember(window: BrowserWindow): void {
    this.#rest?.();
    this.#rest = this.options.timers.after(restMs, () => {
      this.#rest = null;
      if (!window.isDestroyed()) this.#store(window);
    });
  }

  #store(window: BrowserWindow): void {
    if (window.isMinimized()) return;
    this.options.remember({ bounds: window.getNormalBounds(), maximized: window.isMaximized() });
  }
}
