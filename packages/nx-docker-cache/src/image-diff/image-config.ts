import { TarError } from './tar-header';

/**
 * What an image says of itself, as flat facts: name → value. Fields that hold several values are one fact a value
 * (`env PATH`, `label version`, `exposed port 80/tcp`), so that a difference names what differs.
 */
export type ImageConfig = ReadonlyMap<string, string>;

/**
 * Fields that say when and how the image was made, or that follow from the files: they are compared as files.
 * The rest, known or not, is compared.
 */
const NOT_COMPARED: ReadonlySet<string> = new Set([
  'created',
  'history',
  'rootfs',
  'author',
  'container',
  'container_config',
  'docker_version',
  'id',
  'parent',
  'moby.buildkit.buildinfo.v1',
  'moby.buildkit.cache.v0',
]);

/** Of the part `config`: what the classic builder writes of its own last step, and what only Windows reads. */
const NOT_COMPARED_IN_CONFIG: ReadonlySet<string> = new Set([
  'Image',
  'Hostname',
  'Domainname',
  'ArgsEscaped',
]);

/** @throws TarError when it is no config of an image. */
export function readImageConfig(text: string): ImageConfig {
  const parsed = parseJson(text);
  if (!isRecord(parsed)) throw new TarError('the config of the image cannot be read');
  const { config, ...outer } = parsed;
  const inner = isRecord(config) ? config : {};
  const facts = [
    ...Object.entries(outer)
      .filter(([name]) => !NOT_COMPARED.has(name))
      .flatMap(([name, value]) => plainFacts(name, value)),
    ...Object.entries(inner)
      .filter(([name]) => !NOT_COMPARED_IN_CONFIG.has(name))
      .flatMap(([name, value]) => (FIELDS[name] ?? plainFacts)(name, value)),
  ];
  return new Map(facts.sort(([a], [b]) => (a < b ? -1 : 1)));
}

type Fact = [name: string, value: string];

/** OCI image specification, config.md, and moby's `container.Config`. Docker omits what is empty, BuildKit writes it as null. */
const FIELDS: Readonly<Record<string, (name: string, value: unknown) => Fact[]>> = {
  Env: (_, value) => listOf(value).map((pair) => cut(String(pair), 'env')),
  Labels: (_, value) =>
    Object.entries(isRecord(value) ? value : {}).map(([key, label]) => [`label ${key}`, String(label)]),
  ExposedPorts: (_, value) => keysOf(value).map((port) => [`exposed port ${port}`, 'yes']),
  Volumes: (_, value) => keysOf(value).map((folder) => [`volume ${folder}`, 'yes']),
  User: (_, value) => plainFacts('user', value),
  WorkingDir: (_, value) => plainFacts('working folder', value === '' ? '/' : value),
  Entrypoint: (_, value) => plainFacts('entrypoint', value),
  Cmd: (_, value) => plainFacts('command', value),
  Healthcheck: (_, value) => plainFacts('healthcheck', value),
  StopSignal: (_, value) => plainFacts('stop signal', value),
  Shell: (_, value) => plainFacts('shell', value),
  OnBuild: (_, value) => plainFacts('ONBUILD', value),
};

/** Nothing, `false`, `""`, `[]` and `{}` all mean that there is no such thing. */
function plainFacts(name: string, value: unknown): Fact[] {
  const isEmpty =
    value === null ||
    value === undefined ||
    value === '' ||
    value === false ||
    (Array.isArray(value) && value.length === 0) ||
    (isRecord(value) && Object.keys(value).length === 0);
  return isEmpty ? [] : [[name, typeof value === 'string' ? value : JSON.stringify(value)]];
}

function cut(pair: string, prefix: string): Fact {
  const equals = pair.indexOf('=');
  return equals < 0
    ? [`${prefix} ${pair}`, '']
    : [`${prefix} ${pair.slice(0, equals)}`, pair.slice(equals + 1)];
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function keysOf(value: unknown): readonly string[] {
  return isRecord(value) ? Object.keys(value) : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TarError('the config of the image is no JSON', { cause });
  }
}
