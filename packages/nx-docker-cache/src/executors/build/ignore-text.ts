import * as path from 'node:path';
import type { World } from '../../io/world';

/**
 * The text of the ignore file that is in force, undefined where there is none. One beside the Dockerfile takes the place
 * of the one of the context.
 */
export async function ignoreText(
  files: Pick<World['files'], 'read'>,
  dockerfile: string,
  context: string,
): Promise<string | undefined> {
  for (const file of [`${dockerfile}.dockerignore`, path.join(context, '.dockerignore')]) {
    const bytes = await files.read(file).catch(() => undefined);
    if (bytes !== undefined) return Buffer.from(bytes).toString('utf8');
  }
  return undefined;
}
