import type { Tree } from '@nx/devkit';
import { ProductError } from '../../errors/product-error';
import { renderSplit } from '../../upgrade/split/render-split';
import { chosenDockerfiles } from '../project-dockerfiles';
import { realSurroundings, type GeneratorSurroundings } from '../surroundings';
import { writeInside } from '../write-inside';
import type { SplitRequirementsGeneratorSchema } from './schema';
import { planDockerfile, writeSnapshots } from './split-dockerfile';

/**
 * `nx g split-requirements`: base layers for the Dockerfiles of a project, or of all.
 * @throws ProductError as `chosenDockerfiles`, DOCKERFILE_SYNTAX, DOCKERFILE_NOT_UTF8
 */
export default async function splitRequirementsGenerator(
  tree: Tree,
  options: SplitRequirementsGeneratorSchema,
  { terminal, projects }: GeneratorSurroundings = realSurroundings(),
): Promise<void> {
  for (const each of await chosenDockerfiles(tree, options, projects(tree))) {
    try {
      const plan = planDockerfile(tree, each, options);
      if (plan === undefined) continue;
      writeSnapshots(tree, each, plan.writes);
      if (plan.splits.length > 0) writeInside(tree, each.file, plan.text);
      terminal.out(renderSplit(each.file, plan));
    } catch (error) {
      // With --all one file that cannot be read keeps no other from its layer.
      if (options.all !== true || !(error instanceof ProductError)) throw error;
      terminal.err(`${error.message}\n`);
    }
  }
}
