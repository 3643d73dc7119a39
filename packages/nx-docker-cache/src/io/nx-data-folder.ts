import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The folder that the workspace's own Nx gives its plugins for data; undefined where no Nx is installed. */
export function nxDataFolder(workspaceRoot: string): string | undefined {
  try {
    const load = createRequire(join(workspaceRoot, 'package.json'));
    const module: unknown = load('nx/src/utils/cache-directory');
    const folder = Reflect.get(module as object, 'workspaceDataDirectory') as unknown;
    return typeof folder === 'string' ? folder : undefined;
  } catch {
    return undefined;
  }
}
