import { removeRecords } from '../../cache/builder-commands';
import { copyName } from '../../cache/carry/copy-dockerfiles';
import type { LeftLayers } from '../../cache/carry/report';
import { LAYER_TYPE, measure } from '../../cache/usage-record';
import { ProductError } from '../../errors/product-error';
import type { World } from '../../io/world';
import { dockerOutput } from '../cache-status/docker-output';
import { readRecords, type SeenBuilder } from '../cache-status/read-builder';

/**
 * Gives back the layers of copies, which are found by their names. An engine's own builder with the containerd image store keeps
 * them: whatever is pruned there, BuildKit forgets the layers of every build that stands on an image (`emptyMounts`). A builder
 * that does not answer costs no result.
 */
export async function giveBackCopies(
  world: World,
  builder: SeenBuilder,
  tokens: readonly string[],
): Promise<LeftLayers | undefined> {
  try {
    const { records } = await readRecords(world, builder);
    const own = records.filter(
      ({ type, description }) =>
        type === LAYER_TYPE && tokens.some((token) => description.includes(copyName(token))),
    );
    const { bytes = 0 } = measure(own);
    const removed = own.length > 0 && (await mayPrune(world, builder));
    if (removed)
      for (const command of removeRecords(
        builder.facts.name,
        own.map(({ id }) => id),
      ))
        await dockerOutput(world, command, 'the copies cannot be removed from the builder');
    return { bytes, removed };
  } catch (error) {
    if (error instanceof ProductError) return undefined;
    throw error;
  }
}

async function mayPrune({ engine }: Pick<World, 'engine'>, { facts }: SeenBuilder): Promise<boolean> {
  if (facts.driver !== 'docker') return true;
  const seen = await engine.facts();
  return 'facts' in seen && !seen.facts.containerdStore;
}
