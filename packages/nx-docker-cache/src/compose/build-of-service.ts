import type { WrittenOptions } from '../build/written-options';
import { isObject, type Json } from '../timing/json';
import type { ComposeConfig, ComposeService } from './read-config';

/** A build of ours that makes the same image as compose would. */
export interface ServiceBuild {
  /** Absolute. */
  readonly context: string;
  /** Absolute, or relative to the context. */
  readonly dockerfile: string;
  readonly options: WrittenOptions;
  /** It takes what no look at its files could tell to be the same: another context, a newer base image. */
  readonly readsMore: boolean;
}

/** Why compose has to build a service itself. */
export interface ServiceDeclined {
  readonly reason: string;
}

/**
 * The build of a service in our words. A key that cannot be said exactly, or that is not known, declines it: nothing is
 * ever left away. Pure and total.
 */
export function buildOfService(
  { image, build }: ComposeService,
  { secrets }: Pick<ComposeConfig, 'secrets'>,
): ServiceBuild | ServiceDeclined {
  const context = build['context'];
  if (typeof context !== 'string' || !isFolder(context)) return { reason: 'its context is no folder' };
  let options: WrittenOptions = { tags: [image] };
  for (const [key, value] of Object.entries(build)) {
    if (value === null || value === undefined) continue;
    const translate = Object.hasOwn(KEYS, key) ? KEYS[key] : undefined;
    if (translate === undefined) return { reason: `the key ${key} of its build is not known here` };
    const part = translate(value, secrets);
    if (part === undefined) return { reason: `what its build says of ${key} is not understood here` };
    options = merged(options, part);
  }
  const dockerfile = typeof build['dockerfile'] === 'string' ? build['dockerfile'] : 'Dockerfile';
  const readsMore = ['additional_contexts', 'pull', 'no_cache', 'no_cache_filter'].some((key) =>
    isSet(build[key]),
  );
  return { context, dockerfile, options, readsMore };
}

/** Undefined: it cannot be said. */
type Translate = (value: unknown, secrets: Json) => WrittenOptions | undefined;

/** The keys of compose's build specification (compose-spec, build.md). */
const KEYS: Readonly<Record<string, Translate>> = {
  context: () => ({}),
  dockerfile: (value) => (typeof value === 'string' ? {} : undefined),
  dockerfile_inline: () => undefined,
  isolation: () => undefined,
  privileged: (value) => (value === false ? {} : undefined),
  args: (value) => pairs(value, (buildArgs) => ({ buildArgs })),
  labels: (value) => pairs(value, (labels) => ({ labels })),
  tags: (value) => list(value, (tags) => ({ tags })),
  platforms: (value) => list(value, (platforms) => ({ platforms })),
  cache_from: (value) => list(value, (cacheFrom) => ({ cacheFrom })),
  cache_to: (value) => list(value, (cacheTo) => ({ cacheTo })),
  ssh: (value) => list(value, (ssh) => ({ ssh })),
  extra_hosts: (value) => list(value, (hosts) => ({ addHosts: hosts.map((host) => host.replace('=', ':')) })),
  target: (value) => text(value, (target) => ({ target })),
  network: (value) =>
    text(value, (network) => (/^(?:default|none|host)$/.test(network) ? { network } : undefined)),
  pull: (value) => flag(value, (pull) => ({ pull })),
  no_cache: (value) => flag(value, (noCache) => ({ noCache })),
  provenance: (value) => flagOrText(value, (provenance) => ({ provenance })),
  sbom: (value) => flagOrText(value, (sbom) => ({ sbom })),
  secrets: (value, known) => secretsOf(value, known),
  additional_contexts: (value) =>
    pairs(value, (contexts) =>
      contexts.some((context) => /^[^=]*=service:/.test(context))
        ? undefined
        : extra('build-context', contexts),
    ),
  no_cache_filter: (value) => list(value, (stages) => extra('no-cache-filter', stages)),
  entitlements: (value) => list(value, (names) => extra('allow', names)),
  shm_size: (value) =>
    typeof value === 'number' || typeof value === 'string' ? extra('shm-size', [String(value)]) : undefined,
  ulimits: (value) => ulimitsOf(value),
};

/** Lists are joined: the image's own name stands in front of further tags. */
function merged(one: WrittenOptions, other: WrittenOptions): WrittenOptions {
  const joined = (key: 'tags' | 'extraArgs'): object => {
    const words = [...(one[key] ?? []), ...(other[key] ?? [])];
    return words.length === 0 ? {} : { [key]: words };
  };
  return { ...one, ...other, ...joined('tags'), ...joined('extraArgs') };
}

function extra(name: string, values: readonly string[]): WrittenOptions {
  return { extraArgs: values.map((value) => `--${name}=${value}`) };
}

function list(
  value: unknown,
  make: (words: readonly string[]) => WrittenOptions | undefined,
): WrittenOptions | undefined {
  const words = Array.isArray(value) ? (value as readonly unknown[]) : undefined;
  return words?.every((word) => typeof word === 'string') === true ? make(words) : undefined;
}

/** Compose prints mappings; null stands for a name without a value. */
function pairs(
  value: unknown,
  make: (words: readonly string[]) => WrittenOptions | undefined,
): WrittenOptions | undefined {
  if (!isObject(value)) return list(value, make);
  const words = Object.entries(value).map(([name, each]) => {
    if (each === null) return name;
    return ['string', 'number', 'boolean'].includes(typeof each) ? `${name}=${each as string}` : undefined;
  });
  return words.every((word) => word !== undefined) ? make(words) : undefined;
}

function text(
  value: unknown,
  make: (text: string) => WrittenOptions | undefined,
): WrittenOptions | undefined {
  return typeof value === 'string' ? (value === '' ? {} : make(value)) : undefined;
}

function flag(value: unknown, make: (isOn: boolean) => WrittenOptions): WrittenOptions | undefined {
  return typeof value === 'boolean' ? make(value) : undefined;
}

function flagOrText(
  value: unknown,
  make: (value: boolean | string) => WrittenOptions,
): WrittenOptions | undefined {
  return typeof value === 'boolean' || typeof value === 'string' ? make(value) : undefined;
}

/** A secret of a service names one of the file, which is a file or a variable; one that is elsewhere is not understood. */
function secretsOf(value: unknown, known: Json): WrittenOptions | undefined {
  if (!Array.isArray(value)) return undefined;
  const words = (value as readonly unknown[]).map((secret) => {
    if (!isObject(secret) || typeof secret['source'] !== 'string') return undefined;
    const { source, target } = secret;
    const origin = known[source];
    if (!isObject(origin)) return undefined;
    const id = typeof target === 'string' && target !== '' ? target : source;
    const place =
      typeof origin['environment'] === 'string'
        ? `env=${origin['environment']}`
        : typeof origin['file'] === 'string'
          ? `src=${origin['file']}`
          : undefined;
    // A comma would begin another field.
    return place === undefined || /[,"\n]/.test(`${id}${place}`) ? undefined : `id=${id},${place}`;
  });
  return words.every((word) => word !== undefined) ? { secrets: words } : undefined;
}

function ulimitsOf(value: unknown): WrittenOptions | undefined {
  if (!isObject(value)) return undefined;
  const words = Object.entries(value).map(([name, limit]) => {
    if (typeof limit === 'number') return `${name}=${limit}`;
    if (!isObject(limit) || typeof limit['soft'] !== 'number' || typeof limit['hard'] !== 'number')
      return undefined;
    return `${name}=${limit['soft']}:${limit['hard']}`;
  });
  return words.every((word) => word !== undefined) ? extra('ulimit', words) : undefined;
}

function isSet(value: unknown): boolean {
  if (value === undefined || value === null || value === false) return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

/** Not an address of a repository or an archive. Compose prints absolute paths. */
function isFolder(context: string): boolean {
  return /^(?:\/|[A-Za-z]:[\\/])/.test(context);
}
