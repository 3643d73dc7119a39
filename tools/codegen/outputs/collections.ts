import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../repository-root';
import { declared, KINDS } from '../declared';
import type { OutputFile, Outputs } from '../output-file';

const PACKAGE = 'packages/nx-docker-cache';

/** `executors.json` and `generators.json`, from the folders. Nx finds the sources behind `dist/` in this workspace. */
export const outputs: Outputs = () => Promise.resolve([collection('executors'), collection('generators')]);

function collection(kind: 'executors' | 'generators'): OutputFile {
  const { folder, module } = KINDS[kind];
  const members = declared(kind).map(({ name, schema }) => [
    name,
    {
      ...(kind === 'generators'
        ? { factory: `./dist/${folder}/${name}/${module}` }
        : implementations(`${folder}/${name}`, module)),
      schema: `./dist/${folder}/${name}/schema.json`,
      description: schema.description,
      ...(schema.aliases && { aliases: schema.aliases }),
    },
  ]);
  const content = {
    $schema: 'http://json-schema.org/schema',
    [kind]: Object.fromEntries(members) as unknown,
  };
  return { path: `${PACKAGE}/${kind}.json`, content: `${JSON.stringify(content, undefined, 2)}\n` };
}

/** An executor that can do many tasks at once has a module for that. */
function implementations(folder: string, module: string): Readonly<Record<string, string>> {
  const isForMany = existsSync(join(repositoryRoot, PACKAGE, 'src', folder, `batch-${module}.ts`));
  return {
    implementation: `./dist/${folder}/${module}`,
    ...(isForMany && { batchImplementation: `./dist/${folder}/batch-${module}` }),
  };
}
