import * as os from 'node:os';
import * as path from 'node:path';
import { dockerConfigFolder } from './engine-endpoint';
import { isRecord } from './json';
import type { Environment, Files } from './world';

/**
 * The driver of a buildx builder, read where buildx keeps it (docker/buildx, store/store.go: one JSON file a builder),
 * because `docker buildx inspect` takes a fifth of a second. A builder without a file is a docker context.
 */
export async function builderDriver(
  files: Pick<Files, 'read'>,
  environment: Pick<Environment, 'get'>,
  name: string,
): Promise<string> {
  const folder = environment.get('BUILDX_CONFIG') ?? path.join(configFolder(environment), 'buildx');
  try {
    const bytes = await files.read(path.join(folder, 'instances', path.basename(name)));
    const instance: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    const driver = isRecord(instance) ? instance['Driver'] : undefined;
    return typeof driver === 'string' ? driver : 'docker';
  } catch {
    return 'docker';
  }
}

/** The builder that an option or the environment names, as docker reads them; undefined for the one in use. */
export function namedBuilder(
  { get }: Pick<Environment, 'get'>,
  option: string | undefined,
): string | undefined {
  return option ?? get('BUILDX_BUILDER');
}

/** The folder of the docker CLI's settings. */
export function configFolder({ get }: Pick<Environment, 'get'>): string {
  return dockerConfigFolder({
    environment: get,
    homeFolder: os.homedir(),
    join: (...parts) => path.join(...parts),
  });
}
