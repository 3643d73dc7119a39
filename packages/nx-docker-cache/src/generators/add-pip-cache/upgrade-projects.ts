import type { Tree } from '@nx/devkit';
import { dirname, join } from 'node:path/posix';
import { ProductError } from '../../errors/product-error';
import type { Recipe } from '../../recipes/recipe';
import { RECIPES } from '../../recipes/registry';
import { checkMountId, chooseRecipes } from '../../upgrade/choose-recipes';
import type { UpgradeOptions } from '../../upgrade/plan';
import { orderHint } from '../../upgrade/order/order-hint';
import { renderUpgrade } from '../../upgrade/render-upgrade';
import { recipeLinks, renderSummary, type Outcome } from '../../upgrade/summary';
import { installerWishes, toolsWith } from '../../upgrade/installer/read-wishes';
import { upgradeBytes } from '../../upgrade/upgrade-bytes';
import { chosenDockerfiles } from '../project-dockerfiles';
import { realSurroundings, type GeneratorSurroundings } from '../surroundings';
import type { AddPipCacheGeneratorSchema } from './schema';
import { treeContext } from '../tree-context';
import { writeInside } from '../write-inside';

type UpgradeWishes = AddPipCacheGeneratorSchema & {
  readonly only?: readonly string[];
  /** Says what `reorder` would do where it is not given. */
  readonly hintsAtOrder?: boolean;
};

/** The Dockerfiles of a project, or of all, with cache mounts for these tools; for all where none is named. */
export async function upgradeProjects(
  tree: Tree,
  { only, reorder, hintsAtOrder = false, ...options }: UpgradeWishes,
  { terminal, projects }: GeneratorSurroundings = realSurroundings(),
): Promise<void> {
  const installing = installerWishes(options);
  const recipes = chooseRecipes(RECIPES, toolsWith(only, installing));
  const wishes = { ...upgradeOptions(options), reorder: reorder === true, ...installing };
  const files = await chosenDockerfiles(tree, options, projects(tree));
  const outcomes: Outcome[] = [];
  for (const { file, root, context: written } of files) {
    try {
      const context =
        reorder === true || hintsAtOrder || installing.uv !== undefined
          ? treeContext(tree, { file, root, written })
          : undefined;
      const bytes = tree.read(file) ?? new Uint8Array();
      const facts = {
        ...wishes,
        files: filesBeside(tree, file, recipes),
        ...(context !== undefined && { context }),
      };
      const upgrade = upgradeBytes(file, bytes, recipes, facts);
      if (upgrade.after !== upgrade.before) writeInside(tree, file, upgrade.after);
      terminal.out(renderUpgrade(upgrade));
      if (hintsAtOrder && reorder !== true)
        terminal.out(orderHint(upgradeBytes(file, bytes, recipes, { ...facts, reorder: true }).plan));
      outcomes.push(upgrade);
    } catch (error) {
      // With --all one file that cannot be read keeps no other from its upgrade.
      if (options.all !== true || !(error instanceof ProductError)) throw error;
      terminal.err(`${error.message}\n`);
      outcomes.push({ file, failed: true });
    }
  }
  terminal.out(`${renderSummary(outcomes)}${recipeLinks(outcomes)}`);
}

/** What recipes want to know of the project: files beside the Dockerfile, or at the top of the workspace. */
function filesBeside(tree: Tree, file: string, recipes: readonly Recipe[]): ReadonlyMap<string, string> {
  const names = new Set(recipes.flatMap(({ projectFiles }) => projectFiles));
  const found = new Map<string, string>();
  for (const name of names) {
    const text = tree.read(join(dirname(file), name), 'utf8') ?? tree.read(name, 'utf8');
    if (text !== null) found.set(name, text);
  }
  return found;
}

function upgradeOptions({ sharing, id, onbuild, syntax }: AddPipCacheGeneratorSchema): UpgradeOptions {
  const mountId = checkMountId(id);
  return {
    ...(sharing !== undefined && { sharing }),
    ...(mountId !== undefined && { id: mountId }),
    ...(onbuild !== undefined && { onbuild }),
    ...(syntax !== undefined && { syntax }),
  };
}
