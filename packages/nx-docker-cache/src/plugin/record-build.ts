import { join } from 'node:path';
import { judgeBuild, type Verdict } from '../image-state/after-build';
import type { ImageState } from '../image-state/state';
import { isRestless } from '../image-state/restless-folders';
import { imageVariable, VARIABLES } from '../image-state/variables';
import { untrackedFiles } from '../io/git-files';
import type { ImageStateStore } from '../io/image-state-store';
import type { World } from '../io/world';
import { seeImages, type LookingWorld } from './look-at-images';
import { registerMissedVariable } from './register-targets';

/** A build that has just succeeded, as its executor knows it. */
export interface FinishedBuild {
  /** Absolute. */
  readonly workspaceRoot: string;
  /** Relative to the workspace, as Nx writes it (`.` for the workspace itself). */
  readonly projectRoot: string;
  readonly target: string;
  /** The tags that were asked for. */
  readonly tags: readonly string[];
  /** All digests by which an engine may call the image that was built (`containerimage.digest`, `….config.digest`). */
  readonly builtIds: readonly string[];
  /** False for a build that did anything else (a push, another output) or that must run every time (no cache). */
  readonly imageIsOnlyEffect: boolean;
  /** Why it may have read something that the target's inputs do not name, in words. */
  readonly unnamedReads: readonly string[];
  /** What it read, relative to the workspace: the Dockerfile, and files and folders of the context. */
  readonly sources: readonly string[];
}

/**
 * To be called after every successful build and before the executor reports success, because Nx then stores the
 * result: keeps or takes back what the hook will hash the next time, so that a later hit always finds the image that
 * the sources build.
 * @returns what it means for later runs, with the reason where the result will not be found again.
 * @throws what the file system throws: a build that cannot be recorded must fail, or its result could be found wrongly.
 */
export async function recordBuild(
  world: LookingWorld & Pick<World, 'environment'>,
  store: ImageStateStore,
  build: FinishedBuild,
): Promise<Verdict> {
  const variable = imageVariable(build.projectRoot, build.target);
  const [run, hashedUnder] = [VARIABLES.run, variable].map((name) => world.environment.get(name));
  const state = store.state(variable);
  const verdict = judgeBuild({
    ...build,
    hashedUnder,
    run,
    state,
    ...(build.imageIsOnlyEffect ? await seen(world, store, build, state) : { seen: undefined }),
    sourcesChanged:
      run === undefined ||
      store.changedSinceStart(
        run,
        build.sources.filter((path) => !isRestless(path)).map((path) => join(build.workspaceRoot, path)),
      ),
  });
  if (hashedUnder === undefined) {
    registerMissedVariable(store, build.workspaceRoot, variable, () => world.uuid());
    return verdict;
  }
  return settle(store, variable, hashedUnder, verdict);
}

async function seen(
  world: LookingWorld,
  store: ImageStateStore,
  { tags, workspaceRoot, sources }: FinishedBuild,
  state: ImageState | undefined,
) {
  const [looked, untracked] = await Promise.all([
    seeImages(world, store, tags, workspaceRoot, Object.keys(state?.untracked ?? {})),
    untrackedFiles(world, workspaceRoot, sources),
  ]);
  return { seen: looked?.seen, ...(Object.keys(untracked).length > 0 && { untracked }) };
}

function settle(store: ImageStateStore, variable: string, hashedUnder: string, verdict: Verdict): Verdict {
  if (verdict.kind === 'keep') return verdict;
  if (verdict.kind === 'adopt' && store.claim(hashedUnder, variable)) {
    store.writeState(variable, verdict.state);
    if (!store.isSpoilt(hashedUnder, variable)) return verdict;
  }
  store.spoil(hashedUnder, variable);
  if (store.state(variable)?.generation === hashedUnder) store.removeState(variable);
  return verdict.kind === 'forget'
    ? verdict
    : { kind: 'forget', reason: 'another task of this run has built the same target' };
}
