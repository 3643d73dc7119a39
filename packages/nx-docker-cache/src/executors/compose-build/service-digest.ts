import { givenBuildArgs } from '../../build/given-arguments';
import { below } from '../../context/clean-path';
import type { ContextTree } from '../../context/context-tree';
import { sentFiles } from '../../context/project-files';
import { hashEntries } from '../../io/content-hashes';
import { machineKey } from '../../io/machine-key';
import type { World } from '../../io/world';
import { keyedHasher } from '../../timing/explain/keyed-hash';
import type { BuildRequest } from '../build/build-request';
import { sentIgnoreText } from '../build/leave-out-records';

/** What a build is made from, in one word; undefined where that cannot be said, or changes just now. */
export type ServiceDigest = string | undefined;

/**
 * The digest of everything that a build of ours takes from this machine: its options, the values of its build arguments, the
 * Dockerfile, the ignore file, and every file of the context that is sent, whether an instruction reads it or not. What
 * lies elsewhere is not in it, as it is not in the inputs of `docker-build`: base images behind a tag, values of secrets.
 */
export async function serviceDigest(
  world: Pick<World, 'files' | 'clock' | 'environment'>,
  request: Pick<BuildRequest, 'options' | 'memory' | 'workspaceRoot' | 'outputFolder'>,
): Promise<ServiceDigest> {
  const { options, memory } = request;
  const key = memory && machineKey(memory.keyFolder);
  const dockerfile = await world.files.read(options.dockerfile).catch(() => undefined);
  const ignored = await sentIgnoreText(world.files, request, Buffer.from(dockerfile ?? []).toString('utf8'));
  const sent = sentFiles(world.files.project(options.context), ignored);
  if (memory === undefined || key === undefined || sent === undefined || dockerfile === undefined)
    return undefined;
  const hasher = keyedHasher(key);
  const paths = [...pathsOf(sent)].sort();
  const entries = await hashEntries({
    root: options.context,
    paths,
    since: world.clock.now(),
    hasher,
    memoryFile: memory.hashFile(options.context),
    wantsText: () => false,
    signal: new AbortController().signal,
  });
  if (entries.size < paths.length || [...entries.values()].some(({ isUnsure }) => isUnsure)) return undefined;
  const { cachePolicy, ...decisive } = options;
  return hasher.of(
    JSON.stringify({
      decisive,
      hasPolicy: cachePolicy.kind,
      buildArgs: givenBuildArgs(options, world.environment.get),
      dockerfile: Buffer.from(dockerfile).toString('base64'),
      ignored,
      files: paths.map((path) => {
        const entry = entries.get(path);
        return [path, entry?.kind, entry?.mode, entry?.content];
      }),
    }),
  );
}

function* pathsOf(tree: ContextTree, folder = ''): Generator<string> {
  for (const [name, kind] of tree.list(folder) ?? []) {
    const path = below(folder, name);
    yield path;
    if (kind === 'directory') yield* pathsOf(tree, path);
  }
}
