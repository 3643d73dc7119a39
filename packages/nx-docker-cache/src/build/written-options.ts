import type { OptionNames } from '../errors/option-names';
import { ProductError } from '../errors/product-error';
import type { BuildOptions, CachePolicy, Compression, Destination } from './build-options';
import { imageReferences } from './image-references';
import { LISTS_OF_FIELDS, rejoined } from './rejoined';

/** The options of a build as somebody wrote them: the executor's and the command's schemas declare these. */
export interface WrittenOptions {
  readonly image?: string;
  readonly tags?: readonly string[];
  readonly labels?: readonly string[];
  readonly platforms?: readonly string[];
  readonly target?: string;
  readonly buildArgs?: readonly string[];
  readonly buildContexts?: readonly string[];
  readonly secrets?: readonly string[];
  readonly ssh?: readonly string[];
  readonly cacheFrom?: readonly string[];
  readonly cacheTo?: readonly string[];
  readonly builder?: string;
  readonly compression?: Compression;
  readonly load?: boolean;
  readonly push?: boolean;
  readonly output?: readonly string[];
  readonly network?: string;
  readonly addHosts?: readonly string[];
  readonly pull?: boolean;
  readonly provenance?: boolean | string;
  readonly sbom?: boolean | string;
  readonly noCache?: boolean;
  readonly rawNoCache?: boolean;
  readonly extraArgs?: readonly string[];
}

/** What is decided outside of the options. */
export interface BuildPlace {
  readonly project: string;
  /** `variantOfTarget`; default: none. */
  readonly variant?: string;
  /** Absolute. */
  readonly dockerfile: string;
  /** Absolute. */
  readonly context: string;
  /** Never used before: names this build if it shall run every RUN again. */
  readonly freshToken: string;
  /** Names the last build that did so. */
  readonly lastToken: string | undefined;
}

/** @throws ProductError IMAGE_NAME_INVALID, OPTION_TYPE */
export function normaliseOptions(given: WrittenOptions, place: BuildPlace): BuildOptions {
  const written = withWholeValues(given);
  checkArguments(written);
  const destination = destinationOf(written);
  return {
    dockerfile: place.dockerfile,
    context: place.context,
    references: imageReferences(place.project, { ...written, variant: place.variant }),
    labels: written.labels ?? [],
    platforms: written.platforms ?? [],
    target: written.target,
    buildArgs: written.buildArgs ?? [],
    buildContexts: written.buildContexts ?? [],
    secrets: written.secrets ?? [],
    ssh: written.ssh ?? [],
    cacheFrom: written.cacheFrom ?? [],
    cacheTo: written.cacheTo ?? [],
    builder: written.builder,
    destination,
    network: written.network,
    addHosts: written.addHosts ?? [],
    pull: written.pull ?? false,
    provenance: written.provenance === undefined ? localProvenance(destination) : String(written.provenance),
    sbom: written.sbom === undefined ? undefined : String(written.sbom),
    cachePolicy: cachePolicyOf(written, place),
    extraArgs: written.extraArgs ?? [],
  };
}

/** As they were meant on a command line of Nx. */
function withWholeValues(given: WrittenOptions): WrittenOptions {
  const lists = LISTS_OF_FIELDS.flatMap((list) => {
    const values = given[list];
    return values === undefined ? [] : [[list, rejoined(list, values)] as const];
  });
  return { ...given, ...Object.fromEntries(lists) };
}

function destinationOf(written: WrittenOptions): Destination {
  const destination = plainDestination(written);
  const { compression } = written;
  if (compression === undefined) return destination;
  if (destination.kind === 'load' || destination.kind === 'push') return { ...destination, compression };
  throw wrongValue(
    'compression',
    'it is for images that are either loaded or pushed',
    (names) => `leave it out, and write it into ${names('output')} (type=oci,dest=x,compression=zstd)`,
  );
}

function plainDestination({ load, push, output = [] }: WrittenOptions): Destination {
  if (output.length > 0)
    return { kind: 'output', outputs: [...output, ...(push ? ['type=registry'] : [])], load: load ?? false };
  if (push) return load ? { kind: 'output', outputs: ['type=registry'], load } : { kind: 'push' };
  return (load ?? true) ? { kind: 'load' } : { kind: 'none' };
}

/** Provenance holds the time of the build, so each build of the same content would have another id (moby/moby#48391). */
function localProvenance({ kind }: Destination): string | undefined {
  return kind === 'load' ? 'false' : undefined;
}

function cachePolicyOf(
  { noCache, rawNoCache }: WrittenOptions,
  { freshToken, lastToken }: BuildPlace,
): CachePolicy {
  if (rawNoCache) return { kind: 'raw-no-cache' };
  return noCache ? { kind: 'rerun', token: freshToken } : { kind: 'reuse', since: lastToken };
}

const NAME_AND_VALUE = {
  buildArgs: 'NAME=value',
  labels: 'key=value',
  buildContexts: 'name=where',
  addHosts: 'name:address',
} as const;

function checkArguments(written: WrittenOptions): void {
  for (const [option, value] of Object.entries(written) as readonly [string, unknown][]) {
    const words = Array.isArray(value) ? (value as readonly unknown[]) : [value];
    if (words.some((word) => typeof word === 'string' && word.includes('\0'))) {
      throw wrongValue(option, 'a character with code 0 cannot be part of a command', 'remove it');
    }
    if (words.some((word) => word === ''))
      throw wrongValue(option, 'it is empty', 'give it a value or leave it out');
  }
  for (const [option, form] of Object.entries(NAME_AND_VALUE) as readonly [
    keyof typeof NAME_AND_VALUE,
    string,
  ][]) {
    const nameless = written[option]?.find((word) => /^\s*[=:]/.test(word));
    if (nameless !== undefined)
      throw wrongValue(option, `${JSON.stringify(nameless)} has no name`, `write it as ${form}`);
  }
  const misnamed = written.buildArgs
    ?.map((word) => word.replace(/=.*$/s, ''))
    .find((name) => /\s/.test(name));
  if (misnamed !== undefined)
    throw wrongValue(
      'buildArgs',
      `${JSON.stringify(misnamed)} is no name: a build argument has no white space in it`,
      `write it as ${NAME_AND_VALUE.buildArgs}, or NAME for the value of the environment`,
    );
}

function wrongValue(
  option: string,
  why: string,
  next: string | ((names: OptionNames) => string),
): ProductError {
  return new ProductError((names) => ({
    code: 'OPTION_TYPE',
    what: `the value of ${names(option)} cannot be used`,
    why,
    next: typeof next === 'string' ? next : next(names),
  }));
}
