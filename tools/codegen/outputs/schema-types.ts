import { join } from 'node:path';
import { repositoryRoot } from '../../repository-root';
import { declared, type Declared, type Kind } from '../declared';
import type { Outputs } from '../output-file';

const KIND_SUFFIX = {
  executors: 'ExecutorSchema',
  generators: 'GeneratorSchema',
  commands: 'CommandSchema',
} as const satisfies Record<Kind, string>;

const BANNER = '/* Generated from schema.json by `npm run codegen`. */';

/** `schema.d.ts` beside every schema.json, with an interface named after the folder: `BuildExecutorSchema`. */
export const outputs: Outputs = () =>
  Promise.all(
    (['executors', 'generators', 'commands'] as const)
      .flatMap((kind) => declared(kind))
      .map(async (member) => ({ path: `${member.folder}/schema.d.ts`, content: await compile(member) })),
  );

async function compile({ folder, kind, name, schema }: Declared): Promise<string> {
  const { compile: compileSchema } = await import('json-schema-to-typescript');
  return compileSchema(
    { ...schema, title: `${pascal(name)}${KIND_SUFFIX[kind]}` } as Parameters<typeof compileSchema>[0],
    name,
    {
      bannerComment: BANNER,
      cwd: join(repositoryRoot, folder),
      additionalProperties: false,
      style: { singleQuote: true, printWidth: 110 },
    },
  );
}

function pascal(name: string): string {
  return name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
