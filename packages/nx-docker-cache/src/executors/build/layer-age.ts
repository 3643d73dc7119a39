import { createHash } from 'node:crypto';
import * as path from 'node:path';
import type { CachePolicy } from '../../build/build-options';
import type { Files } from '../../io/world';

/**
 * Where the token of the last build without layer cache is kept, so that later builds reuse its layers and not those
 * before it.
 * @param folder for the state of this machine
 * @param names what tells one image's builds from another's
 */
export function layerAgeFile(folder: string, names: readonly string[]): string {
  const key = createHash('sha256').update(names.join('\0')).digest('hex').slice(0, 32);
  return path.join(folder, 'nx-docker-cache', 'layer-age', key);
}

/** Undefined when there was none, or when what is kept cannot be read: then the layers of any age are good. */
export async function readLayerAge(files: Pick<Files, 'read'>, file: string): Promise<string | undefined> {
  try {
    const token = Buffer.from(await files.read(file))
      .toString('utf8')
      .trim();
    return /^[0-9a-f-]{36}$/.test(token) ? token : undefined;
  } catch {
    return undefined;
  }
}

/** After a build that succeeded. BuildKit's own `--no-cache` leaves its layers without a token. */
export async function keepLayerAge(
  files: Pick<Files, 'write' | 'remove'>,
  file: string,
  policy: CachePolicy,
): Promise<void> {
  if (policy.kind === 'rerun') await files.write(file, `${policy.token}\n`);
  if (policy.kind === 'raw-no-cache') await files.remove(file);
}
