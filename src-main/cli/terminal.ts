import type { Readable, Writable } from 'node:stream';

/** Where the program's words go and come from. */
export interface Terminal {
  readonly stdin: Readable;
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A pipe without a reader, a terminal that was closed, a stream that one of these has ended. */
const readerGone: ReadonlySet<string> = new Set(['EPIPE', 'EIO', 'ERR_STREAM_DESTROYED']);

/**
 * Writes to a stream whose reader may go away (`| head`): from then on everything is dropped and the work goes on to its
 * end, so that nothing that was started is left behind.
 */
export class SafeWriter {
  #closed = false;
  #failure: string | null = null;

  constructor(private readonly stream: Writable) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      this.#closed = true;
      if (!readerGone.has(error.code ?? '')) this.#failure ??= error.message;
    });
  }

  /** Why it could not be written, other than that nobody reads any more: a full disk loses what was asked for. */
  get failure(): string | null {
    return this.#failure;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Resolves when the stream takes more: a slow reader slows the writer down. Never rejects. */
  write(text: string): Promise<void> {
    if (this.#closed) return Promise.resolve();
    return new Promise((resolve) => {
      if (this.stream.write(text, () => resolve())) resolve();
    });
  }

  /** Resolves when everything has left. */
  flush(): Promise<void> {
    if (this.#closed) return Promise.resolve();
    return new Promise((resolve) => {
      this.stream.write('', () => resolve());
    });
  }
}

/** Everything on standard input, as text. */
export const readAll = async (stdin: Readable): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of stdin) chunks.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk)));
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
};
