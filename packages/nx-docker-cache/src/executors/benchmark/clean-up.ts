import * as path from 'node:path';
import { emptyMounts } from '../../benchmark/empty-mounts';
import { parse } from '../../dockerfile/parse';
import { errorCode } from '../../io/error-code';
import { hasSucceeded } from '../../io/process-result';
import type { World } from '../../io/world';
import { removeImages } from '../verify/temporary-images';

/** Cache mounts of a benchmark: what one variant has used in one repetition. */
export interface UsedMounts {
  readonly namespace: string;
  /** The text of the Dockerfile that was built. */
  readonly text: string;
  /** The image that came out. */
  readonly reference: string;
}

/** What a benchmark leaves in the engine unless it is removed. */
export interface Leftovers {
  readonly references: readonly string[];
  readonly mounts: readonly UsedMounts[];
}

export interface CleaningPlace {
  /** A folder for the time of the benchmark. */
  readonly scratch: string;
  /** The one that has built; undefined for the one in use. */
  readonly builder: string | undefined;
}

/**
 * Empties the cache mounts of a benchmark and removes its images. Its layers, and the empty mounts, are left to the garbage
 * collector: see `emptyMounts`. What cannot be emptied is said, and costs no result.
 */
export async function cleanUp(
  world: World,
  { references, mounts }: Leftovers,
  place: CleaningPlace,
): Promise<void> {
  const left: string[] = [];
  for (const used of mounts) {
    const parsed = parse(used.text);
    const text = parsed.ok ? emptyMounts(parsed.dockerfile, used.reference) : undefined;
    if (text !== undefined && !(await empty(world, used, text, place))) left.push(used.namespace);
  }
  await removeImages(world, references);
  if (left.length > 0)
    world.terminal.err(
      `cache mounts of the benchmark are not empty, and are left to the garbage collector: ${left.join(', ')}\n`,
    );
}

async function empty(
  { files, processes }: World,
  { namespace }: UsedMounts,
  text: string,
  { scratch, builder }: CleaningPlace,
): Promise<boolean> {
  const folder = path.join(scratch, `empty-${namespace}`);
  try {
    await files.write(path.join(folder, 'Dockerfile'), text);
  } catch (error) {
    // As on a full disk: what the benchmark itself has to say of that must not be lost for it.
    if (errorCode(error) === undefined) throw error;
    return false;
  }
  const result = await processes.run({
    file: 'docker',
    args: [
      ...['buildx', 'build', '--output=type=cacheonly', '--provenance=false'],
      ...(builder === undefined ? [] : [`--builder=${builder}`]),
      ...[`--build-arg=BUILDKIT_CACHE_MOUNT_NS=${namespace}`, folder],
    ],
  });
  return hasSucceeded(result);
}
