import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../repository-root';
import { SOURCE } from '../declared';
import type { Outputs } from '../output-file';

const FOLDER = `${SOURCE}/timing/cache-use`;

/** `timing/cache-use/registry.ts`: one package manager a file of `timing/cache-use/tools`. */
export const outputs: Outputs = () => {
  const tools = readdirSync(join(repositoryRoot, FOLDER, 'tools'))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    .map((name) => name.slice(0, -'.ts'.length))
    .sort();
  const variable = (tool: string): string => tool.replaceAll('-', '_');
  const content = [
    '/* Generated from the files of timing/cache-use/tools by `npm run codegen`. */',
    "import type { ToolLog } from './tool-log';",
    ...tools.map((tool) => `import { log as ${variable(tool)} } from './tools/${tool}';`),
    '',
    '/** What the logs of package managers tell, by the names of their recipes; those that have been studied. */',
    'export const TOOL_LOGS: Readonly<Record<string, ToolLog>> = {',
    ...tools.map((tool) => (variable(tool) === tool ? `${tool},` : `'${tool}': ${variable(tool)},`)),
    '};',
    '',
  ].join('\n');
  return Promise.resolve([{ path: `${FOLDER}/registry.ts`, content }]);
};
