import { realEngine } from '../../packages/nx-docker-cache/src/io/engine';
import { realEnvironment } from '../../packages/nx-docker-cache/src/io/environment';
import type { Engine } from '../../packages/nx-docker-cache/src/io/world';

/** The engine's API as seen through another environment than the process's. */
export function engineAt(env: Readonly<Record<string, string | undefined>>): Engine {
  const real = realEnvironment();
  return realEngine({ ...real, get: (name) => env[name] ?? real.get(name) });
}
