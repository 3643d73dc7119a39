import { join, resolve } from 'node:path';
import type { World } from '../io/world';

/**
 * The Dockerfile that somebody means who names a folder, as `build` and `verify` take one. A file, and a folder without a
 * Dockerfile, stay as they were written.
 */
export async function dockerfileIn(
  written: string,
  { files, environment: { cwd } }: Pick<World, 'files' | 'environment'>,
): Promise<string> {
  const place = resolve(cwd, written);
  const real = await files.realPath(place).catch(() => place);
  if ((await files.facts(real))?.kind !== 'directory') return written;
  const inside = join(written, 'Dockerfile');
  return (await files.facts(resolve(cwd, inside))) === undefined ? written : inside;
}
