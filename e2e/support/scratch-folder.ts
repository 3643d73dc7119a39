import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where the tests keep what they share and what they throw away: outside of the repository, or Nx would find its nx.json. */
export function scratchFolder(...parts: readonly string[]): string {
  const folder = join(tmpdir(), 'nx-docker-cache-e2e', ...parts);
  mkdirSync(folder, { recursive: true });
  return folder;
}
