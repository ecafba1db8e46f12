import type { Answer, EventName } from '../../src-main/contract/api';
import type { CallSender } from '../../src-main/contract/client';
import { contractTexts } from '../../src-main/contract/contract-texts';
import { Problem } from '../../src-main/contract/errors';
import type { Locale } from '../../src-main/contract/primitives';
import { pushFrame } from '../../src-main/contract/frames';
import { ListenerSet } from './listener-set';
import type { LinkState, Transport } from './transport';

/** The first tries come fast, later ones every 15 s: a restart is noticed in a second, a long outage costs nothing. */
export const reconnectDelayMs = (attempt: number): number =>
  Math.min(15_000, 500 * 2 ** Math.min(attempt, 6));

const lostAnswer = (since: Date, locale: Locale): Answer => ({
  ok: false,
  error: new Problem('connection_failed', contractTexts.noAnswer, {
    remedy: contractTexts.reconnects,
    since,
  }).infoIn(locale),
});

/**
 * The browser's way: JSON frames over one WebSocket, `{id, group, call, input, locale}` answered by `{id, answer}`, and
 * `{event, payload}` pushed. Reconnects by itself; calls made while the link is down are answered with an error.
 */
export class SocketTransport implements Transport {
  readonly #url: string;
  readonly #events = new ListenerSet<unknown>();
  readonly #links = new ListenerSet<void>();
  readonly #waiting = new Map<
    number,
    { readonly resolve: (answer: Answer) => void; readonly locale: Locale }
  >();
  #socket: WebSocket | null = null;
  #state: LinkState = { kind: 'connecting' };
  #opened: Promise<void> = Promise.resolve();
  #nextId = 1;
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(url: string) {
    this.#url = url;
    this.#connect();
  }

  readonly link = (): LinkState => this.#state;
  readonly onLink = (listener: () => void): (() => void) => this.#links.add('link', listener);
  readonly on = (event: EventName, listener: (payload: unknown) => void): (() => void) =>
    this.#events.add(event, listener);

  readonly call: CallSender = async (group, name, input, locale) => {
    if (this.#state.kind === 'connecting') await this.#opened;
    const socket = this.#socket;
    if (socket === null || socket.readyState !== WebSocket.OPEN) {
      return lostAnswer(this.#state.kind === 'lost' ? this.#state.since : new Date(), locale);
    }
    const id = this.#nextId++;
    return new Promise((resolve) => {
      this.#waiting.set(id, { resolve, locale });
      socket.send(JSON.stringify({ id, group, call: name, input, locale }));
    });
  };

  readonly retry = (): void => {
    if (this.#state.kind !== 'lost') return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#connect();
  };

  #connect(): void {
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    this.#opened = new Promise((resolve) => {
      socket.addEventListener('open', () => {
        this.#attempt = 0;
        this.#setState({ kind: 'open', since: new Date() });
        resolve();
      });
      socket.addEventListener('close', () => {
        this.#lost(socket);
        resolve();
      });
    });
    socket.addEventListener('message', (message) => this.#receive(message.data));
  }

  #receive(data: unknown): void {
    if (typeof data !== 'string') return;
    const parsed = pushFrame.safeParse(JSON.parse(data));
    if (!parsed.success) return;
    if ('event' in parsed.data) {
      this.#events.emit(parsed.data.event, parsed.data.payload);
      return;
    }
    this.#waiting.get(parsed.data.id)?.resolve(parsed.data.answer);
    this.#waiting.delete(parsed.data.id);
  }

  #lost(socket: WebSocket): void {
    if (this.#socket !== socket) return;
    const since = this.#state.kind === 'lost' ? this.#state.since : new Date();
    const delay = reconnectDelayMs(this.#attempt++);
    this.#socket = null;
    for (const { resolve, locale } of this.#waiting.values()) resolve(lostAnswer(since, locale));
    this.#waiting.clear();
    this.#timer = setTimeout(() => this.#connect(), delay);
    this.#setState({ kind: 'lost', since, retryAt: new Date(Date.now() + delay) });
  }

  #setState(state: LinkState): void {
    this.#state = state;
    this.#links.emit('link', undefined);
  }
}
