import type { BuildOptions, CachePolicy } from '../../build/build-options';
import type { BuildRecord } from '../record';
import type { BuildKey, HashedValue, NoCache } from '../step-key';
import type { Hasher } from './keyed-hash';

export interface BuildKeySources {
  readonly hasher: Hasher;
  readonly builderId: string;
  readonly options: BuildOptions;
  /** What the further arguments of docker say. */
  readonly extra: {
    readonly noCache: boolean;
    readonly noCacheStages: readonly string[];
    readonly buildContexts: readonly string[];
    readonly rest: readonly string[];
  };
  readonly buildArgs: Readonly<Record<string, string>>;
}

export function makeBuildKey({ steps }: Pick<BuildRecord, 'steps'>, sources: BuildKeySources): BuildKey {
  const { hasher, builderId, options, buildArgs } = sources;
  const hashed = ([name, value]: readonly [string, string]): HashedValue => ({
    name,
    hash: hasher.of(value),
  });
  return {
    hashKey: hasher.id,
    builderId,
    noCache: noCacheOf(sources),
    buildArgs: Object.entries(buildArgs).map(hashed).sort(byName),
    options: Object.entries(optionTexts(options, sources.extra)).map(hashed).sort(byName),
    frontend: frontendOf(steps),
  };
}

function noCacheOf({ options, extra }: BuildKeySources): NoCache {
  if (options.cachePolicy.kind === 'raw-no-cache' || extra.noCache) return { kind: 'all' };
  if (options.cachePolicy.kind === 'rerun') return { kind: 'runs' };
  return extra.noCacheStages.length > 0 ? { kind: 'stages', stages: extra.noCacheStages } : { kind: 'none' };
}

/** What else of the options decides which steps there are, what is in their keys, or where layers come from. */
function optionTexts(
  options: BuildOptions,
  { buildContexts, rest }: BuildKeySources['extra'],
): Record<string, string> {
  return {
    // The address of a host is no part of the key.
    addHosts: JSON.stringify(options.addHosts.map((host) => host.split(/[:=]/)[0])),
    buildContexts: JSON.stringify([...options.buildContexts, ...buildContexts]),
    cacheFrom: JSON.stringify(options.cacheFrom),
    extraArgs: JSON.stringify(rest),
    layerAge: layerAge(options.cachePolicy),
    network: options.network ?? '',
    platforms: JSON.stringify(options.platforms),
    target: options.target ?? '',
  };
}

function layerAge(policy: CachePolicy): string {
  switch (policy.kind) {
    case 'reuse':
      return policy.since ?? '';
    case 'rerun':
      return policy.token;
    case 'raw-no-cache':
      return '';
  }
}

/** An image that is loaded and that no step uses: it reads the Dockerfile. */
function frontendOf(steps: BuildRecord['steps']): string | undefined {
  const used = new Set(steps.flatMap(({ inputs }) => inputs));
  return steps.find(({ digest, name }) => name.startsWith('docker-image://') && !used.has(digest))?.name;
}

function byName(a: HashedValue, b: HashedValue): number {
  return a.name < b.name ? -1 : Number(a.name > b.name);
}
