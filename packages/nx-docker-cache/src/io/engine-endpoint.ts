import { createHash } from 'node:crypto';
import { isRecord } from './json';

/** Where an engine listens. */
export type EngineEndpoint =
  /** A Unix socket, or a named pipe of Windows in the form that Node takes (`\\.\pipe\docker_engine`). */
  | { readonly kind: 'socket'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  /** Reached through `docker system dial-stdio`: ssh and TLS, whose keys and settings the docker CLI knows. */
  | { readonly kind: 'docker-cli' }
  | { readonly kind: 'unknown'; readonly reason: string };

/** What decides which engine the docker CLI talks to. */
export interface EndpointSources {
  readonly environment: (name: string) => string | undefined;
  readonly platform: string;
  readonly homeFolder: string;
  /** The text of a file, undefined when there is none. Called for the CLI's config and for one context at most. */
  readonly readText: (path: string) => string | undefined;
  readonly join: (...parts: string[]) => string;
}

const DEFAULT_CONTEXT = 'default';
const PLAIN_PORT = 2375;

/**
 * The endpoint the docker CLI would use, by its own rules (docker/cli, cli/command/cli.go `resolveContextName`):
 * DOCKER_HOST, then DOCKER_CONTEXT, then `currentContext` of config.json, then the platform's default.
 */
export function resolveEngineEndpoint(sources: EndpointSources): EngineEndpoint {
  const name = contextName(sources);
  if (name !== DEFAULT_CONTEXT) return endpointOfContext(name, sources);
  const host = nonEmpty(sources.environment('DOCKER_HOST')) ?? defaultHost(sources.platform);
  const tls = ['DOCKER_TLS_VERIFY', 'DOCKER_TLS'].some(
    (variable) => nonEmpty(sources.environment(variable)) !== undefined,
  );
  return parseHost(host, tls);
}

/** The folder of the docker CLI's settings. */
export function dockerConfigFolder(
  sources: Pick<EndpointSources, 'environment' | 'homeFolder' | 'join'>,
): string {
  return nonEmpty(sources.environment('DOCKER_CONFIG')) ?? sources.join(sources.homeFolder, '.docker');
}

function contextName(sources: EndpointSources): string {
  if (nonEmpty(sources.environment('DOCKER_HOST')) !== undefined) return DEFAULT_CONTEXT;
  const asked = nonEmpty(sources.environment('DOCKER_CONTEXT'));
  if (asked !== undefined) return asked;
  const config = parseJson(sources.readText(sources.join(dockerConfigFolder(sources), 'config.json')));
  const current = isRecord(config) ? config['currentContext'] : undefined;
  return typeof current === 'string' && current !== '' ? current : DEFAULT_CONTEXT;
}

function endpointOfContext(name: string, sources: EndpointSources): EngineEndpoint {
  const id = createHash('sha256').update(name).digest('hex');
  const folder = sources.join(dockerConfigFolder(sources), 'contexts');
  const meta = parseJson(sources.readText(sources.join(folder, 'meta', id, 'meta.json')));
  const host = dockerHostOf(meta);
  if (host === undefined)
    return {
      kind: 'unknown',
      reason: `docker context ${JSON.stringify(name)} does not exist or names no engine`,
    };
  const tls = ['ca.pem', 'cert.pem', 'key.pem'].some(
    (file) => sources.readText(sources.join(folder, 'tls', id, 'docker', file)) !== undefined,
  );
  return parseHost(host, tls);
}

/** docker/cli, cli/context/docker: `{"Endpoints": {"docker": {"Host": "unix:///…"}}}`. */
function dockerHostOf(meta: unknown): string | undefined {
  const endpoints = isRecord(meta) ? meta['Endpoints'] : undefined;
  const docker = isRecord(endpoints) ? endpoints['docker'] : undefined;
  const host = isRecord(docker) ? docker['Host'] : undefined;
  return typeof host === 'string' && host !== '' ? host : undefined;
}

function defaultHost(platform: string): string {
  return platform === 'win32' ? 'npipe:////./pipe/docker_engine' : 'unix:///var/run/docker.sock';
}

function parseHost(host: string, tls: boolean): EngineEndpoint {
  const match = /^([a-z]+):\/\/(.*)$/.exec(host);
  const [, scheme, rest = ''] = match ?? [];
  switch (scheme) {
    case 'unix':
      return rest === '' ? unknownHost(host) : { kind: 'socket', path: rest };
    case 'npipe':
      return rest === '' ? unknownHost(host) : { kind: 'socket', path: rest.replaceAll('/', '\\') };
    case 'tcp':
    case 'http':
      return tls ? { kind: 'docker-cli' } : parseTcp(rest, host);
    case 'https':
    case 'ssh':
      return { kind: 'docker-cli' };
    default:
      return unknownHost(host);
  }
}

function parseTcp(rest: string, host: string): EngineEndpoint {
  const match = /^(?:\[([0-9a-fA-F:.%]+)\]|([^:/[\]]*))(?::(\d+))?\/?$/.exec(rest);
  if (match === null) return unknownHost(host);
  const [, ipv6, name, port] = match;
  const address = ipv6 ?? (name === undefined || name === '' ? '127.0.0.1' : name);
  return { kind: 'tcp', host: address, port: port === undefined ? PLAIN_PORT : Number(port) };
}

function unknownHost(host: string): EngineEndpoint {
  return {
    kind: 'unknown',
    reason: `${JSON.stringify(host)} is no address of an engine (unix://, npipe://, tcp://, ssh://)`,
  };
}

function parseJson(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function nonEmpty(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}
