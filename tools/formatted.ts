import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { repositoryRoot } from './repository-root';

/**
 * The content of a generated file as prettier would have it: no formatter and no reader stumbles over it.
 * @param path relative to the repository
 */
export async function formatted(path: string, content: string): Promise<string> {
  const filepath = join(repositoryRoot, path);
  return format(content, { ...(await resolveConfig(filepath)), filepath });
}
