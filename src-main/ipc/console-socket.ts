import type { WebSocket } from 'ws';
import type { Caller } from '../contract/api';
import { requestFrame, type PushFrame } from '../contract/frames';
import type { AnyListener } from './event-hub';
import type { Router } from './router';

/** A browser that reads slower than this much is let go of; it connects again and asks for what it missed. */
const mostUnsentBytes = 16 * 1024 * 1024;
/** The meaning of these codes is in RFC 6455, section 7.4.1. */
const closeCode = { policy: 1008, tooSlow: 1013 } as const;

const parseFrame = (text: string): ReturnType<typeof requestFrame.safeParse> | null => {
  try {
    return requestFrame.safeParse(JSON.parse(text));
  } catch {
    return null;
  }
};

/** One browser page that is signed in: its calls go to the router, every event goes to it. */
export class ConsoleSocket {
  #alive = true;

  constructor(
    private readonly socket: WebSocket,
    private readonly router: Router,
    private readonly caller: () => Caller,
  ) {
    socket.on('message', (data, isBinary) => {
      void this.#take(!isBinary && Buffer.isBuffer(data) ? data.toString('utf8') : '');
    });
    socket.on('pong', () => {
      this.#alive = true;
    });
  }

  readonly tell: AnyListener = (event, payload) => this.#send({ event, payload });

  /** Called now and then: a page that has not answered since the last time is gone. */
  checkAlive(): void {
    if (!this.#alive) {
      this.socket.terminate();
      return;
    }
    this.#alive = false;
    this.socket.ping();
  }

  async #take(text: string): Promise<void> {
    const frame = parseFrame(text);
    if (frame?.success !== true) {
      this.socket.close(closeCode.policy, 'Not a call');
      return;
    }
    const { id, group, call, input, locale } = frame.data;
    this.#send({ id, answer: await this.router.call(group, call, input, { ...this.caller(), locale }) });
  }

  #send(frame: PushFrame): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    if (this.socket.bufferedAmount > mostUnsentBytes) this.socket.close(closeCode.tooSlow, 'Too slow');
    else this.socket.send(JSON.stringify(frame));
  }
}
