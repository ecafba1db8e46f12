import { createServer, type ServerResponse } from 'node:http';
import { afterAll } from 'vitest';

/** A start as the server saw it. */
export interface SeenStart {
  /** Of the `Idempotency-Key`. */
  readonly runId: string;
  readonly body: string;
}

/** The server at the other end of HTTP targets: counts every start, and keeps answers back when told to. */
export class HttpTarget {
  readonly starts: SeenStart[] = [];
  readonly #held = new Map<string, ServerResponse>();
  #holding: (body: string) => boolean = () => false;
  #echoStatus: number | null = null;
  #port = 0;

  /** On the loopback address, for this test file. */
  static async open(): Promise<HttpTarget> {
    const target = new HttpTarget();
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const runId = String(request.headers['idempotency-key']);
        const body = Buffer.concat(chunks).toString('utf8');
        target.starts.push({ runId, body });
        if (target.#holding(body)) target.#held.set(runId, response);
        else if (target.#echoStatus !== null)
          response.writeHead(target.#echoStatus).end(JSON.stringify({ headers: request.headers, body }));
        else response.end('{"ok":true}');
      });
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    afterAll(() => {
      server.closeAllConnections();
      server.close();
    });
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('The target listens on no port.');
    target.#port = address.port;
    return target;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}/start`;
  }

  /** Runs whose answers are kept back. */
  get held(): ReadonlySet<string> {
    return new Set(this.#held.keys());
  }

  /** From now on answers to such bodies are kept back. */
  hold(which: (body: string) => boolean = () => true): void {
    this.#holding = which;
  }

  /** From now on answers say back all that was sent, with this status. */
  echo(status: number): void {
    this.#echoStatus = status;
  }

  /** Answers everything that was kept back, and from now on at once. */
  release(): void {
    this.#holding = () => false;
    for (const response of this.#held.values()) response.end('{"ok":true}');
    this.#held.clear();
  }

  /** How often each run was started. */
  startsByRun(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const { runId } of this.starts) counts.set(runId, (counts.get(runId) ?? 0) + 1);
    return counts;
  }
}
