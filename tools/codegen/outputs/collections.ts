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
        : { implementation: `./dist/${folder}/${name}/${module}` }),
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
