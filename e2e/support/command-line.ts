import { join } from 'node:path';
import type { Workspace } from './workspace';

/** `nx-docker-cache` as it is installed in the workspace: a file for node. */
export function program({ root }: Pick<Workspace, 'root'>): string {
  return join(root, 'node_modules/nx-docker-cache/bin/nx-docker-cache.js');
}
