import * as path from 'node:path';
import { configFolder } from './builder';
import { isRecord } from './json';
import type { Environment, Files } from './world';

/**
 * The proxies that the docker CLI gives to every RUN, by the name of the setting, each as its host alone: addresses may
 * hold passwords (docker/cli, cli/config/configfile `ParseProxyConfig`: `proxies` of config.json, for the engine's address or
 * `default`).
 */
export async function dockerProxies(
  files: Pick<Files, 'read'>,
  environment: Pick<Environment, 'get'>,
): Promise<Readonly<Record<string, string>>> {
  const proxies = await readProxies(files, environment);
  if (!isRecord(proxies)) return {};
  const chosen = proxies[environment.get('DOCKER_HOST') ?? ''] ?? proxies['default'];
  if (!isRecord(chosen)) return {};
  return Object.fromEntries(
    Object.entries(chosen).flatMap(([name, value]): [string, string][] =>
      name !== 'noProxy' && typeof value === 'string' && value !== '' ? [[name, hostOf(value)]] : [],
    ),
  );
}

async function readProxies(
  files: Pick<Files, 'read'>,
  environment: Pick<Environment, 'get'>,
): Promise<unknown> {
  try {
    const bytes = await files.read(path.join(configFolder(environment), 'config.json'));
    const config: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    return isRecord(config) ? config['proxies'] : undefined;
  } catch {
    return undefined;
  }
}

/** `http://user:password@proxy:3128` → `proxy`. */
function hostOf(address: string): string {
  try {
    return new URL(address.includes('://') ? address : `http://${address}`).hostname;
  } catch {
    return 'an address that cannot be read';
  }
}
