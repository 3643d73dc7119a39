import type { ImageStateStore } from '../io/image-state-store';
import { formsOf, irregularFilesOf } from '../io/git-files';
import type { ImageObservation, World } from '../io/world';
import type { ImageState } from '../image-state/state';
import { valueToHash, type Seen } from '../image-state/value';
import { VARIABLES } from '../image-state/variables';

/** What is looked at: the engine, and git for what Nx does not hash. */
export type LookingWorld = Pick<World, 'engine' | 'uuid' | 'processes' | 'files'>;

/**
 * The variables that the hash of this run is made with: one for each known target, and the two that guard them.
 * One look at the engine answers for all. An engine that does not answer makes every image unknown: then the
 * executors run, and say what is wrong.
 */
export async function lookAtImages(
  world: LookingWorld,
  store: ImageStateStore,
  workspaceRoot: string,
): Promise<Readonly<Record<string, string>>> {
  const run = world.uuid();
  const registry = store.registry();
  if (registry?.workspaceRoot !== workspaceRoot) return { [VARIABLES.run]: run, [VARIABLES.epoch]: run };
  const states = new Map(registry.variables.map((variable) => [variable, store.state(variable)]));
  const seen = await see(world, store, [...states.values()], workspaceRoot);
  store.startRun(run);
  const values = [...states].map(
    ([variable, state]) => [variable, valueToHash({ state, seen, workspaceRoot, run })] as const,
  );
  return { ...Object.fromEntries(values), [VARIABLES.run]: run, [VARIABLES.epoch]: registry.epoch };
}

async function see(
  world: LookingWorld,
  store: ImageStateStore,
  states: readonly (ImageState | undefined)[],
  workspaceRoot: string,
): Promise<Seen | undefined> {
  const references = [...new Set(states.flatMap((state) => Object.keys(state?.images ?? {})))];
  if (references.length === 0) return undefined;
  const untracked = states.flatMap((state) => Object.keys(state?.untracked ?? {}));
  const looked = await seeImages(world, store, references, workspaceRoot, untracked);
  if (looked !== undefined) store.writeObservation(looked.observation);
  return looked?.seen;
}

/**
 * Asks the engine for images, and git for what Nx does not hash.
 * @param untracked files that git did not keep when they were read: they are looked at one by one.
 * @returns undefined where the engine does not answer
 */
export async function seeImages(
  world: LookingWorld,
  store: Pick<ImageStateStore, 'observation'>,
  references: readonly string[],
  workspaceRoot: string,
  untracked: readonly string[],
): Promise<{ readonly seen: Seen; readonly observation: ImageObservation } | undefined> {
  const [answer, irregular, forms] = await Promise.all([
    world.engine.observeImages(references, store.observation()),
    irregularFilesOf(world, workspaceRoot),
    formsOf(world, workspaceRoot, [...new Set(untracked)]),
  ]);
  if (!('observation' in answer)) return undefined;
  const { observation } = answer;
  return {
    seen: { images: { engineId: observation.engine.id, ids: observation.ids }, irregular, untracked: forms },
    observation,
  };
}
