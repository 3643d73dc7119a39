import { declared, SOURCE, type Declared } from '../declared';
import type { Outputs } from '../output-file';

/** `cli/registry.ts`: the commands by folder, each loaded when it is called. */
export const outputs: Outputs = () => {
  const commands = declared('commands');
  const content = [
    '/* Generated from the folders of cli/commands by `npm run codegen`. */',
    '/* eslint-disable @typescript-eslint/no-require-imports, @typescript-eslint/consistent-type-imports */',
    ...(commands.length > 0
      ? ["import type { CommandEntry, CommandSchema } from './command';"]
      : ["import type { CommandEntry } from './command';"]),
    ...commands.map(({ name }) => `import ${camel(name)}Schema from './commands/${name}/schema.json';`),
    '',
    'export const COMMANDS: readonly CommandEntry[] = [',
    ...commands.flatMap(entry),
    '];',
    '',
  ].join('\n');
  return Promise.resolve([{ path: `${SOURCE}/cli/registry.ts`, content }]);
};

function entry({ name, schema }: Declared): string[] {
  return [
    '  {',
    `    name: ${quote(name)},`,
    `    summary: ${quote(schema.title ?? schema.description)},`,
    `    schema: () => ${camel(name)}Schema as CommandSchema,`,
    // A native import() would want a file extension that sources and build output do not share.
    `    load: () => Promise.resolve((require('./commands/${name}/command') as typeof import('./commands/${name}/command')).run),`,
    '  },',
  ];
}

function quote(text: string): string {
  return `'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`;
}

function camel(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
