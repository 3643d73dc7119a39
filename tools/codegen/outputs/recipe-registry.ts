import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../repository-root';
import { SOURCE } from '../declared';
import type { Outputs } from '../output-file';

/** `recipes/registry.ts`: one recipe a file of `recipes/tools`. */
export const outputs: Outputs = () => {
  const tools = readdirSync(join(repositoryRoot, SOURCE, 'recipes/tools'))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    .map((name) => name.slice(0, -'.ts'.length))
    .sort();
  const content = [
    '/* Generated from the files of recipes/tools by `npm run codegen`. */',
    "import type { Recipe } from './recipe';",
    ...tools.map((tool) => `import { recipe as ${camel(tool)} } from './tools/${tool}';`),
    '',
    '/** Every recipe, by the name of its tool. */',
    `export const RECIPES: readonly Recipe[] = [${tools.map(camel).join(', ')}];`,
    '',
  ].join('\n');
  return Promise.resolve([{ path: `${SOURCE}/recipes/registry.ts`, content }]);
};

function camel(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
