import {
  isLoaded,
  type BuildOptions,
  type CachePolicy,
  type Compression,
  type Destination,
} from './build-options';
import type { ProcessCommand } from './process-command';

export interface CommandPlace {
  /** Where buildx writes the facts of the image; absolute. */
  readonly metadataFile: string;
  readonly cwd: string;
}

/**
 * The build as a value. Every value stands in one word with its flag (`--tag=…`), so that no value can become a flag.
 */
export function buildCommand(options: BuildOptions, { metadataFile, cwd }: CommandPlace): ProcessCommand {
  const args = [
    'buildx',
    'build',
    '--progress=rawjson',
    `--metadata-file=${metadataFile}`,
    `--file=${options.dockerfile}`,
    ...repeated('tag', options.references),
    ...repeated('label', options.labels),
    ...(options.platforms.length > 0 ? [`--platform=${options.platforms.join(',')}`] : []),
    ...optional('target', options.target),
    ...repeated('build-arg', options.buildArgs),
    ...repeated('build-context', options.buildContexts),
    ...repeated('secret', options.secrets),
    ...repeated('ssh', options.ssh),
    ...repeated('cache-from', options.cacheFrom),
    ...repeated('cache-to', options.cacheTo),
    ...optional('builder', options.builder),
    ...destinationFlags(options.destination, isLoaded(options)),
    ...optional('network', options.network),
    ...repeated('add-host', options.addHosts),
    ...(options.pull ? ['--pull'] : []),
    ...optional('provenance', options.provenance),
    ...optional('sbom', options.sbom),
    ...cacheFlags(options.cachePolicy),
    ...options.extraArgs,
    options.context,
  ];
  return { file: 'docker', args, cwd, env: BUILDX_ENVIRONMENT };
}

/** The metadata file would hold a provenance that nobody reads here, for another round trip to the engine. */
export const BUILDX_ENVIRONMENT = { BUILDX_METADATA_PROVENANCE: 'disabled' } as const;

function repeated(flag: string, values: readonly string[]): string[] {
  return values.map((value) => `--${flag}=${value}`);
}

function optional(flag: string, value: string | undefined): string[] {
  return value === undefined ? [] : [`--${flag}=${value}`];
}

/** `--load` is what the docker driver does anyway, and what other drivers need to be told. */
function destinationFlags(destination: Destination, load: boolean): string[] {
  switch (destination.kind) {
    case 'load':
      return destination.compression === undefined
        ? ['--load']
        : repeated('output', imageOutputs(destination));
    case 'push':
      return destination.compression === undefined
        ? ['--push']
        : repeated('output', imageOutputs(destination));
    case 'output':
      return [...repeated('output', destination.outputs), ...(load ? ['--load'] : [])];
    case 'none':
      return [];
  }
}

/** Where an image goes, as buildx's `output` has it; nowhere for what is no image. */
export function imageOutputs(destination: Destination): readonly string[] {
  if (destination.kind !== 'load' && destination.kind !== 'push') return [];
  const type = destination.kind === 'load' ? 'type=docker' : 'type=registry';
  return [destination.compression === undefined ? type : `${type},${compressed(destination.compression)}`];
}

/** zstd has a media type of OCI only. Its first level: each further one takes longer to save little. */
function compressed(compression: Compression): string {
  return compression === 'zstd'
    ? 'compression=zstd,compression-level=1,oci-mediatypes=true'
    : `compression=${compression}`;
}

/**
 * BuildKit's `--no-cache` empties the cache mounts of the steps it touches (moby/buildkit#1213). The names of extra
 * hosts are part of the cache key of every RUN, their addresses are not (solver/llbsolver/ops/exec.go, `CacheMap`):
 * a host name that was never used before makes every RUN run again, also ONBUILD ones, and leaves the mounts, the
 * Dockerfile and the image as they are. Later builds keep the name, or they would return to the older layers.
 * It ends in .invalid (RFC 2606), so it can stand for nothing real.
 */
function cacheFlags(policy: CachePolicy): string[] {
  switch (policy.kind) {
    case 'reuse':
      return policy.since === undefined ? [] : [generationFlag(policy.since)];
    case 'rerun':
      return [generationFlag(policy.token)];
    case 'raw-no-cache':
      return ['--no-cache'];
  }
}

function generationFlag(token: string): string {
  return `--add-host=${token}.nx-docker-cache.invalid:127.0.0.1`;
}
