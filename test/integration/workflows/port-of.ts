import { once } from 'node:events';
import type { Server } from 'node:net';

/** Lets a server listen on this machine only, and resolves with the port it was given. */
export const portOf = async (server: Server): Promise<number> => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  return address.port;
};
