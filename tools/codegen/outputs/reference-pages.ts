import { inCommandOptions } from '../../../packages/nx-docker-cache/src/cli/option-names';
import { declared, type Declared, type DeclaredOption, type Kind } from '../declared';
import type { OutputFile, Outputs } from '../output-file';

const FOLDER_OF = {
  executors: 'docs/executors',
  generators: 'docs/generators',
  commands: 'docs/commands',
} as const satisfies Record<Kind, string>;

const HEADING = {
  executors: (name: string) => `# Executor \`nx-docker-cache:${name}\``,
  generators: (name: string) => `# Generator \`nx g ${name}\``,
  commands: (name: string) => `# Command \`nx-docker-cache ${name}\``,
} as const satisfies Record<Kind, (name: string) => string>;

/** One page for every executor, generator and command, from its schema.json. */
export const outputs: Outputs = () =>
  Promise.resolve(
    (['executors', 'generators', 'commands'] as const).flatMap((kind) => declared(kind)).map(page),
  );

function page(member: Declared): OutputFile {
  const { kind, name, folder, schema } = member;
  const lines = [
    HEADING[kind](name),
    '',
    `<!-- Generated from ${folder}/schema.json by \`npm run codegen\`. -->`,
    '',
    schema.description,
    '',
    ...examples(schema.examples ?? []),
    '## Options',
    '',
    '| option | type | default | what it does |',
    '| --- | --- | --- | --- |',
    ...Object.entries(schema.properties).map(([key, option]) =>
      row(kind, key, { ...option, description: descriptionOf(member, option) }, schema.required ?? []),
    ),
    '',
  ];
  return { path: `${FOLDER_OF[kind]}/${name}.md`, content: lines.join('\n') };
}

/** Commands have options in another spelling, also where one speaks of another. */
function descriptionOf({ kind, schema }: Declared, { description = '', ...option }: DeclaredOption): string {
  return kind === 'commands' ? inCommandOptions({ ...option, description }, schema) : description;
}

function examples(list: readonly { command: string; description: string }[]): string[] {
  if (list.length === 0) return [];
  return [
    '## Examples',
    '',
    ...list.flatMap(({ command, description }) => [`${description}:`, '', '```sh', command, '```', '']),
  ];
}

function row(kind: Kind, key: string, option: DeclaredOption, required: readonly string[]): string {
  const spelling =
    kind === 'commands' ? `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}` : key;
  const alias = option.alias === undefined ? '' : `, \`-${option.alias}\``;
  const preset =
    option.default === undefined
      ? required.includes(key)
        ? 'required'
        : ''
      : `\`${JSON.stringify(option.default)}\``;
  return `| \`${spelling}\`${alias} | ${typeName(option)} | ${preset} | ${cell(describe(option))} |`;
}

function typeName({ type, oneOf, enum: members, items }: DeclaredOption): string {
  if (members) return members.map((member) => `\`${member}\``).join(' or ');
  if (oneOf) return oneOf.map((branch) => branch.type ?? 'object').join(' or ');
  if (type === 'array') return `list of ${items?.type ?? 'object'}`;
  return type ?? 'any';
}

function describe({ description, $default }: DeclaredOption): string {
  return `${description ?? ''}${$default ? ' Can be given without its name.' : ''}`;
}

function cell(text: string): string {
  return text.replace(/\|/g, '\\|').replace(/\n+/g, ' ');
}
