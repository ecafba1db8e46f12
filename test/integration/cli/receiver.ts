import { createServer } from 'node:http';
import { afterAll } from 'vitest';

/** A server that counts what it is sent and answers 200. */
export interface Receiver {
  readonly url: string;
  readonly bodies: readonly string[];
  /** Resolves when so many requests have come. */
  received(count: number): Promise<void>;
}

/** On the loopback address, for this test file. */
export const receiver = async (): Promise<Receiver> => {
  const bodies: string[] = [];
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      bodies.push(Buffer.concat(chunks).toString('utf8'));
      response.end('{"ok":true}');
      for (const look of waiting) look();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  afterAll(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port}/run`,
    bodies,
    received: (count) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (bodies.length < count) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
  };
};
