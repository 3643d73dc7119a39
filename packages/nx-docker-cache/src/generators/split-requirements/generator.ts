import type { Tree } from '@nx/devkit';
import { ProductError } from '../../errors/product-error';
import { renderSplit } from '../../upgrade/split/render-split';
import { chosenDockerfiles } from '../project-dockerfiles';
import { realSurroundings, type GeneratorSurroundings } from '../surroundings';
import type { SplitRequirementsGeneratorSchema } from './schema';
import { planDockerfile, writePlan } from './split-dockerfile';

/**
 * `nx g split-requirements`: base layers for the Dockerfiles of a project, or of all.
 * @throws ProductError as `chosenDockerfiles`, DOCKERFILE_SYNTAX, DOCKERFILE_NOT_UTF8
 */
export default async function splitRequirementsGenerator(
  tree: Tree,
  { complete, renew, mostInDelta, ...options }: SplitRequirementsGeneratorSchema,
  { terminal, projects }: GeneratorSurroundings = realSurroundings(),
): Promise<void> {
  const wishes = {
    ...(complete !== undefined && { complete }),
    ...(renew !== undefined && { renew }),
    ...(mostInDelta !== undefined && { mostInDelta }),
  };
  for (const each of await chosenDockerfiles(tree, options, projects(tree))) {
    try {
      const plan = planDockerfile(tree, each, wishes);
      if (plan === undefined) continue;
      writePlan(tree, each, plan);
      terminal.out(renderSplit(each.file, plan));
    } catch (error) {
      // With --all one file that cannot be read keeps no other from its layer.
      if (options.all !== true || !(error instanceof ProductError)) throw error;
      terminal.err(`${error.message}\n`);
    }
  }
}
