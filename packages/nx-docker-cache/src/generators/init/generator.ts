import { readNxJson, updateNxJson, type Tree } from '@nx/devkit';
import { readPluginOptions } from '../../infer/plugin-options';
import { registerPlugin } from './register-plugin';
import type { InitGeneratorSchema } from './schema';

/** `nx g nx-docker-cache:init`, run by `nx add`: registers the plugin in nx.json. A second run changes nothing. */
export default function initGenerator(tree: Tree, options: InitGeneratorSchema): void {
  const { buildTarget, context, inferProjects } = options;
  const given = Object.fromEntries(
    Object.entries({ buildTarget, context, inferProjects }).filter(([, value]) => value !== undefined),
  );
  readPluginOptions(given);
  const before = readNxJson(tree) ?? {};
  const after = registerPlugin(before, given);
  if (after !== before) updateNxJson(tree, after);
}
