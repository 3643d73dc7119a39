import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where the tools keep what is dear to make (engines, base images, package files): shared by all clones of a user. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  const base = env['XDG_CACHE_HOME'];
  return base !== undefined && base !== '' ? join(base, 'nx-docker-cache') : usualCacheFolder();
}

/** The same without regard to XDG_CACHE_HOME. */
export function usualCacheFolder(): string {
  return join(homedir(), '.cache', 'nx-docker-cache');
}
