import type { BuildOptions } from '../../build/build-options';
import { givenBuildArgs, readExtraArguments } from '../../build/given-arguments';
import { platformArgs } from '../../context/platform-args';
import { stagesOf } from '../../dockerfile/stages';
import type { Dockerfile } from '../../dockerfile/syntax';
import { hashEntries, type HashedEntry } from '../../io/content-hashes';
import { folderTree } from '../../io/folder-tree';
import { machineKey } from '../../io/machine-key';
import type { World } from '../../io/world';
import { explainBuild } from '../../timing/explain/explain';
import { filesRead } from '../../timing/explain/files-read';
import { keptBuild, readKeptBuild, shownRecord, type KeptBuild } from '../../timing/explain/kept-build';
import { keyedHasher, type Hasher } from '../../timing/explain/keyed-hash';
import { makeBuildKey } from '../../timing/explain/make-build-key';
import { makeStepKey, type InstructionFiles } from '../../timing/explain/make-step-key';
import { manifestEntries, type ManifestEntries } from '../../timing/explain/manifests/manifest-entries';
import { LARGEST_MANIFEST_BYTES, listsDependencies } from '../../timing/explain/manifests/read-entries';
import { maskText } from '../../timing/mask';
import type { BuildRecord } from '../../timing/record';
import type { BuildMemory } from './build-memory';
import type { BuildRequest } from './build-request';
import { limitWait } from './end-wait';
import { contextReads, readPlace, type ContextRead } from './context-reads';
import { ignoreText } from './ignore-text';
import { secretsOf } from './secrets-of';

/** What is looked at while a build runs, so that it can be explained at its end. */
export interface BuildObservation {
  /** The record with what decides each step's cache and with the reasons of those that ran. Remembered for the next build. */
  end(record: BuildRecord): Promise<BuildRecord>;
  /** For a build that is not going to have a record. */
  stop(): void;
}

type ObservingWorld = Pick<World, 'files' | 'clock' | 'environment'>;

interface SentDockerfile {
  /** Undefined for one that only a frontend of its own can read. */
  readonly dockerfile: Dockerfile | undefined;
  /** The file that buildx was given: beside it may lie the ignore file. Absolute. */
  readonly sentAs: string;
}

interface Observed extends SentDockerfile {
  readonly request: BuildRequest;
  readonly dockerfile: Dockerfile;
  readonly memory: BuildMemory;
  readonly hasher: Hasher;
  readonly buildArgs: Readonly<Record<string, string>>;
}

/**
 * To be called once the build is running: reading and hashing goes on beside it. Undefined where nothing can be kept,
 * and for a Dockerfile that only a frontend of its own can read.
 */
export function observeBuild(
  world: ObservingWorld,
  request: BuildRequest,
  { dockerfile, sentAs }: SentDockerfile,
): BuildObservation | undefined {
  const { memory } = request;
  const key = memory && machineKey(memory.keyFolder);
  if (memory === undefined || key === undefined || dockerfile === undefined) return undefined;
  const observed: Observed = {
    request,
    dockerfile,
    sentAs,
    memory,
    hasher: keyedHasher(key),
    buildArgs: givenBuildArgs(request.options, world.environment.get),
  };
  const stop = new AbortController();
  // Whatever goes wrong here: the build is not to fail for want of an explanation.
  const files = lookAtFiles(world, observed, stop.signal).catch(() => undefined);
  return {
    end: async (record) => {
      const cancel = limitWait(world.clock, record.wallMs, () => {
        stop.abort();
      });
      const looked = await files.finally(cancel);
      return looked === undefined ? record : explainedOrWarned(world, observed, record, looked);
    },
    stop: () => {
      stop.abort();
    },
  };
}

/** Never fails: a build that succeeded is not to fail for want of an explanation. */
function explainedOrWarned(
  world: ObservingWorld,
  observed: Observed,
  record: BuildRecord,
  looked: LookedAt,
): BuildRecord {
  try {
    return explained(world, observed, record, looked);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ...record, warnings: [...record.warnings, `why steps ran is not known: ${why}`] };
  }
}

interface LookedAt {
  readonly reads: ReadonlyMap<string, ContextRead>;
  readonly entries: ReadonlyMap<string, HashedEntry>;
}

async function lookAtFiles(
  { files, clock }: ObservingWorld,
  { request, dockerfile, sentAs, memory, hasher, buildArgs }: Observed,
  signal: AbortSignal,
): Promise<LookedAt> {
  const since = clock.now();
  const { options } = request;
  const reads = contextReads({
    dockerfile,
    buildArgs,
    target: options.target,
    platform: onlyPlatform(options.platforms),
    namedContexts: namedContexts(options),
    tree: folderTree(options.context),
    ignoreText: await ignoreText(files, sentAs, options.context),
  });
  const paths = new Set([...reads.values()].flatMap((read) => [...(read.paths ?? [])]));
  const entries = await hashEntries({
    root: options.context,
    paths: [...paths],
    since,
    hasher,
    memoryFile: memory.hashFile(options.context),
    wantsText: (file, bytes) => bytes <= LARGEST_MANIFEST_BYTES && listsDependencies(file),
    signal,
  });
  return { reads, entries };
}

function onlyPlatform(platforms: readonly string[]): string | undefined {
  return platforms.length === 1 ? platforms[0] : undefined;
}

function namedContexts({ buildContexts, extraArgs }: BuildOptions): readonly string[] {
  const all = [...buildContexts, ...readExtraArguments(extraArgs).buildContexts];
  return all.map((written) => written.split('=')[0] ?? '');
}

function explained(
  world: ObservingWorld,
  observed: Observed,
  record: BuildRecord,
  { reads, entries }: LookedAt,
): BuildRecord {
  const { memory } = observed;
  const withKeys = keyed(world, observed, record, { reads, entries });
  const builderId = withKeys.key?.builderId ?? '';
  const last = readKeptBuild(memory.lastBuilds.read(builderId));
  const manifests = manifestEntries(withKeys, entries, last);
  const result = explainBuild(withKeys, {
    record: last?.record,
    otherBuilder: last === undefined ? otherBuilder(memory) : undefined,
    entriesOf: manifests.changesOf,
  });
  remember(memory, result, manifests);
  return shownRecord(result);
}

function keyed(
  { environment }: Pick<World, 'environment'>,
  { request, dockerfile, hasher, buildArgs }: Observed,
  record: BuildRecord,
  { reads, entries }: LookedAt,
): BuildRecord {
  const { options } = request;
  const secrets = secretsOf(environment, request, dockerfile);
  const stages = stagesOf(dockerfile, {
    buildArgs,
    platformArgs: platformArgs(onlyPlatform(options.platforms)),
  });
  const filesOf = (stage: number, line: number): InstructionFiles => {
    const read = reads.get(readPlace(stage, line));
    return {
      files: read?.paths && filesRead(read.paths, entries, hasher),
      unseen: read?.unseen ?? [],
    };
  };
  const sources = { hasher, stages, filesOf, mask: (text: string) => maskText(text, secrets) };
  return {
    ...record,
    key: makeBuildKey(record, {
      hasher,
      builderId: builderIdOf(record),
      options,
      extra: readExtraArguments(options.extraArgs),
      buildArgs,
    }),
    steps: record.steps.map((step) => ({ ...step, key: makeStepKey(step, sources) })),
  };
}

/** The docker driver builds in the engine itself, under whatever name. */
function builderIdOf({ builder, engine }: BuildRecord): string {
  if (builder.driver === 'docker') return `docker ${engine?.id ?? 'of unknown id'}`;
  return `${builder.driver} ${builder.name} ${engine?.id ?? ''}`;
}

function otherBuilder({ lastBuilds }: BuildMemory): string | undefined {
  return lastBuilds.all().flatMap((kept) => readKeptBuild(kept) ?? [])[0]?.builder.name;
}

/** A build that never came to a step of the Dockerfile tells nothing that a later one could be compared with. */
function remember({ lastBuilds }: BuildMemory, record: BuildRecord, { entries }: ManifestEntries): void {
  if (record.key === undefined || record.totalSteps === 0) return;
  const { builderId } = record.key;
  const kept: KeptBuild = { builder: { id: builderId, name: record.builder.name }, record, entries };
  try {
    lastBuilds.write(builderId, keptBuild(kept));
  } catch {
    // The next build is compared with the one before, or with none.
  }
}
