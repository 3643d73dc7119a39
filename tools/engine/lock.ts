import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const RETRY_MS = 100;

/**
 * Runs the action while no other process of this machine holds the same lock. The lock is an abstract unix socket:
 * the kernel frees it when its holder dies, so there is no stale lock to clear. Linux only.
 */
export async function withLock<T>(name: string, action: () => Promise<T>, onWait?: () => void): Promise<T> {
  const address = `\0nx-docker-cache-${createHash('sha256').update(name).digest('hex').slice(0, 24)}`;
  let waited = false;
  let server = await tryToListen(address);
  while (server === undefined) {
    if (!waited) onWait?.();
    waited = true;
    await sleep(RETRY_MS);
    server = await tryToListen(address);
  }
  try {
    return await action();
  } finally {
    await close(server);
  }
}

function tryToListen(address: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen(address, () => {
      resolve(server);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
  });
}
