import type { Tree } from '@nx/devkit';
import { ProductError } from '../../errors/product-error';
import { chosenDockerfiles } from '../project-dockerfiles';
import { planDockerfile, writePlan } from '../split-requirements/split-dockerfile';
import { realSurroundings, type GeneratorSurroundings } from '../surroundings';
import type { SyncRequirementsGeneratorSchema } from './schema';

/** What Nx shows of a sync generator that has changed something. */
export interface SyncResult {
  readonly outOfSyncMessage: string;
}

/** `nx sync`: takes the snapshots that base layers install anew where that is due. */
export default async function syncRequirementsGenerator(
  tree: Tree,
  _options?: SyncRequirementsGeneratorSchema,
  { projects }: GeneratorSurroundings = realSurroundings(),
): Promise<SyncResult | undefined> {
  const reasons: string[] = [];
  for (const each of await chosenDockerfiles(tree, { all: true }, projects(tree))) {
    const plan = planned(tree, each);
    const due = plan?.snapshots.filter(({ isRenewed }) => isRenewed) ?? [];
    if (plan === undefined || due.length === 0) continue;
    const writes = new Map(due.map(({ path, text = '' }) => [path, text]));
    writePlan(tree, each, { writes, splits: [], text: '' });
    reasons.push(...due.map(({ path, state }) => `${each.file}: ${path}: ${state.due ?? ''}`));
  }
  if (reasons.length === 0) return undefined;
  return { outOfSyncMessage: `Snapshots of requirements are out of date.\n${reasons.join('\n')}` };
}

/** A file that cannot be read is for its own build to complain about. */
function planned(tree: Tree, each: Parameters<typeof planDockerfile>[1]) {
  try {
    return planDockerfile(tree, each, {});
  } catch (error) {
    if (error instanceof ProductError) return undefined;
    throw error;
  }
}
