import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../repository-root';
import { SOURCE } from '../declared';
import type { Outputs } from '../output-file';

/** `rules/registry.ts`: one rule a file of `rules/list`, by code. */
export const outputs: Outputs = () => {
  const files = readdirSync(join(repositoryRoot, SOURCE, 'rules/list'))
    .filter((name) => /^NDC\d+-.*\.ts$/.test(name))
    .map((name) => name.slice(0, -'.ts'.length))
    .sort();
  const codeOf = (file: string): string => file.slice(0, file.indexOf('-'));
  const content = [
    '/* Generated from the files of rules/list by `npm run codegen`. */',
    "import type { Rule } from './rule';",
    ...files.map((file) => `import { rule as ${codeOf(file)} } from './list/${file}';`),
    '',
    '/** Every rule, by its code. */',
    `export const RULES: readonly Rule[] = [${files.map(codeOf).join(', ')}];`,
    '',
  ].join('\n');
  return Promise.resolve([{ path: `${SOURCE}/rules/registry.ts`, content }]);
};
