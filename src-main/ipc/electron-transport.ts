import {
  ipcMain,
  type IpcMainEvent,
  type IpcMainInvokeEvent,
  type WebContents,
  type WebFrameMain,
} from 'electron';
import type { Answer, Caller, EventName, EventPayload } from '../contract/api';
import { contractTexts } from '../contract/contract-texts';
import { Problem } from '../contract/errors';
import { locale as localeSchema, type Locale } from '../contract/primitives';
import { channels } from './electron-channels';
import type { EventSource } from './event-hub';
import type { Router } from './router';

/** What a window that has not said it listens yet is owed; older events are dropped, its first questions catch up. */
const mostOwed = 200;

/** A window of another version does not say its language. */
const spoken = localeSchema.catch('en');

interface TransportOptions {
  readonly router: Pick<Router, 'call'>;
  /** Origin of our own pages, `app://nexus`. */
  readonly origin: string;
  readonly caller: () => Caller;
  readonly log: { warn(message: string): void };
}

interface Page {
  listens: boolean;
  owed: (readonly [EventName, unknown])[];
}

/** Null when the frame has navigated or is gone; older versions of Electron throw then. */
const frameOf = (event: IpcMainEvent | IpcMainInvokeEvent): WebFrameMain | null => {
  try {
    return event.senderFrame;
  } catch {
    return null;
  }
};

/**
 * The way between a window and the router. A call is taken only from the main frame of a window we made that shows a
 * page of ours; everything else is refused, and said so in the log.
 */
export class ElectronTransport {
  readonly #pages = new Map<WebContents, Page>();
  #unsubscribe: () => void = () => undefined;

  constructor(private readonly options: TransportOptions) {
    ipcMain.handle(channels.call, (event, group: unknown, name: unknown, input: unknown, locale: unknown) =>
      this.#call(event, group, name, input, spoken.parse(locale)),
    );
    ipcMain.on(channels.ready, (event) => this.#ready(event));
  }

  /** Passes every event on to the windows. */
  follow(events: Pick<EventSource, 'onAny'>): void {
    this.#unsubscribe();
    this.#unsubscribe = events.onAny((name, payload) => {
      for (const contents of this.#pages.keys()) this.#send(contents, name, payload);
    });
  }

  /** Lets a window's contents take part from now until they are destroyed. */
  trust(contents: WebContents): void {
    this.#pages.set(contents, { listens: false, owed: [] });
    contents.on('did-start-navigation', (_event, _url, inPage, isMainFrame) => {
      const page = this.#pages.get(contents);
      if (page !== undefined && isMainFrame && !inPage) page.listens = false;
    });
    contents.once('destroyed', () => this.#pages.delete(contents));
  }

  /** Tells this machine's windows, and not the browsers at the console. */
  tell<N extends EventName>(name: N, payload: EventPayload<N>): void {
    for (const contents of this.#pages.keys()) this.#send(contents, name, payload);
  }

  close(): void {
    this.#unsubscribe();
    ipcMain.removeHandler(channels.call);
    ipcMain.removeAllListeners(channels.ready);
    this.#pages.clear();
  }

  async #call(
    event: IpcMainInvokeEvent,
    group: unknown,
    name: unknown,
    input: unknown,
    locale: Locale,
  ): Promise<Answer> {
    // Read before anything is awaited: the frame is gone after a navigation.
    if (!this.#isOurs(event))
      return { ok: false, error: new Problem('refused', contractTexts.notFromHere).infoIn(locale) };
    return this.options.router.call(group, name, input, { ...this.options.caller(), locale });
  }

  #isOurs(event: IpcMainEvent | IpcMainInvokeEvent): boolean {
    const frame = frameOf(event);
    const ours =
      this.#pages.has(event.sender) &&
      frame !== null &&
      frame.parent === null &&
      frame.url.startsWith(`${this.options.origin}/`);
    if (!ours) this.options.log.warn(`Refused a message from ${frame?.url ?? 'a frame that is gone'}`);
    return ours;
  }

  #ready(event: IpcMainEvent): void {
    const page = this.#pages.get(event.sender);
    if (page === undefined || !this.#isOurs(event)) return;
    page.listens = true;
    const owed = page.owed;
    page.owed = [];
    for (const [name, payload] of owed) this.#send(event.sender, name, payload);
  }

  #send(contents: WebContents, name: EventName, payload: unknown): void {
    const page = this.#pages.get(contents);
    if (page === undefined || contents.isDestroyed()) return;
    if (page.listens) contents.send(channels.event, name, payload);
    else page.owed = [...page.owed, [name, payload] as const].slice(-mostOwed);
  }
}
