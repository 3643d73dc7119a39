import type { Tree } from '@nx/devkit';
import { ProductError } from '../../errors/product-error';
import { planRenewals, type RenewalPlan } from '../../upgrade/split/plan-renewal';
import { chosenDockerfiles, type ProjectDockerfile } from '../project-dockerfiles';
import { readSources, writeSnapshots } from '../split-requirements/split-dockerfile';
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
    const plan = renewals(tree, each);
    if (plan === undefined) continue;
    writeSnapshots(tree, each, plan.writes);
    for (const { path, state, isRenewed } of plan.snapshots)
      if (isRenewed) reasons.push(`${each.file}: ${path}: ${state.due ?? ''}`);
  }
  if (reasons.length === 0) return undefined;
  return { outOfSyncMessage: `Snapshots of requirements are out of date.\n${reasons.join('\n')}` };
}

/** A file that cannot be read is for its own build to complain about. */
function renewals(tree: Tree, place: ProjectDockerfile): RenewalPlan | undefined {
  try {
    const sources = readSources(tree, place);
    return sources && planRenewals(sources.dockerfile, sources.context);
  } catch (error) {
    if (error instanceof ProductError) return undefined;
    throw error;
  }
}
