import type { CommandEntry, CommandSchema, OptionSchema } from './command';
import { inCommandOptions, kebab } from './option-names';

/** The text of `nx-docker-cache --help`. */
export function renderOverview(commands: readonly CommandEntry[]): string {
  const rows = commands.map(({ name, summary }): Row => [name, summary]);
  return [
    'nx-docker-cache: Docker builds with cache mounts, sound caching and measured steps',
    '',
    'usage: nx-docker-cache <command> [options]',
    '',
    ...table(rows),
    '',
    'nx-docker-cache <command> --help explains one command, and --version tells the version. Exit status: 0 fine,',
    '1 findings or a failed build, 2 wrong use or no engine.',
    '',
  ].join('\n');
}

/** The text of `nx-docker-cache <command> --help`. */
export function renderHelp(command: string, schema: CommandSchema): string {
  const options = Object.entries(schema.properties);
  const examples = (schema.examples ?? []).map(({ command: line, description }): Row => [line, description]);
  return [
    schema.description,
    '',
    `usage: nx-docker-cache ${command} [options]${positionals(schema)}`,
    '',
    ...table(options.map(([name, option]): Row => [spelling(name, option), describe(option, schema)])),
    ...(examples.length > 0 ? ['', 'examples:', ...table(examples)] : []),
    '',
  ].join('\n');
}

type Row = readonly [string, string];

function table(rows: readonly Row[]): string[] {
  const width = Math.max(0, ...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`.trimEnd());
}

function positionals(schema: CommandSchema): string {
  return Object.entries(schema.properties)
    .filter(([, option]) => option.$default !== undefined)
    .map(([name, option]) => ` <${kebab(name)}>${option.type === 'array' ? '…' : ''}`)
    .join('');
}

function spelling(name: string, option: OptionSchema): string {
  const alias = option.alias === undefined ? '' : `-${option.alias}, `;
  return `${alias}--${kebab(name)}${VALUE_OF[option.type]}`;
}

const VALUE_OF = {
  boolean: '',
  string: ' <text>',
  number: ' <number>',
  array: ' <list>',
} as const satisfies Record<OptionSchema['type'], string>;

function describe(option: OptionSchema, schema: CommandSchema): string {
  const { enum: members, default: preset } = option;
  const choice = members === undefined ? '' : ` One of ${members.join(', ')}.`;
  const given = preset === undefined || preset === false ? '' : ` Default: ${JSON.stringify(preset)}.`;
  return `${inCommandOptions(option, schema)}${choice}${given}`;
}
