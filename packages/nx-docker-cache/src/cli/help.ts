import { wrapped } from '../text/wrapped';
import type { CommandEntry, CommandSchema, OptionSchema } from './command';
import { inCommandOptions, kebab } from './option-names';

/** Longer lines are hard to read, however wide the terminal is. */
const WIDEST = 110;
/** A description that has no more room beside its option begins below it. */
const NARROWEST = 36;

/**
 * The text of `nx-docker-cache --help`.
 * @param columns the width of the terminal; Infinity without one
 */
export function renderOverview(commands: readonly CommandEntry[], columns: number): string {
  const rows = commands.map(({ name, summary }): Row => [name, summary]);
  return [
    'nx-docker-cache: Docker builds with cache mounts, sound caching and measured steps',
    '',
    'usage: nx-docker-cache <command> [options]',
    '',
    ...table(rows, columns),
    '',
    ...paragraph(
      'nx-docker-cache <command> --help explains one command, and --version tells the version. Exit status: 0 fine, ' +
        '1 findings or a failed build, 2 wrong use or no engine.',
      columns,
    ),
    '',
  ].join('\n');
}

/** The text of `nx-docker-cache <command> --help`. */
export function renderHelp(command: string, schema: CommandSchema, columns: number): string {
  const options = Object.entries(schema.properties);
  const examples = (schema.examples ?? []).map(({ command: line, description }): Row => [line, description]);
  return [
    ...paragraph(schema.description, columns),
    '',
    `usage: nx-docker-cache ${command} [options]${positionals(schema)}`,
    '',
    ...table(
      options.map(([name, option]): Row => [spelling(name, option), describe(option, schema)]),
      columns,
    ),
    ...(examples.length > 0 ? ['', 'examples:', ...table(examples, columns)] : []),
    '',
  ].join('\n');
}

type Row = readonly [string, string];

function lineWidth(columns: number): number {
  return Math.min(columns, WIDEST);
}

function paragraph(text: string, columns: number): string[] {
  return wrapped(text, lineWidth(columns));
}

function table(rows: readonly Row[], columns: number): string[] {
  const width = Math.max(0, ...rows.map(([left]) => left.length));
  const isBeside = lineWidth(columns) - width - 4 >= NARROWEST;
  const indent = isBeside ? width + 4 : 6;
  return rows.flatMap(([left, right]) => {
    const lines = wrapped(right, lineWidth(columns) - indent);
    const [first = '', ...others] = isBeside ? lines : ['', ...lines];
    return [
      `  ${left.padEnd(width)}  ${first}`.trimEnd(),
      ...others.map((line) => ' '.repeat(indent) + line),
    ];
  });
}

/** What may be left out stands in brackets. */
function positionals({ properties, required = [] }: CommandSchema): string {
  return Object.entries(properties)
    .filter(([, option]) => option.$default !== undefined)
    .map(([name, option]) => {
      const shown = `<${kebab(name)}>${option.type === 'array' ? '…' : ''}`;
      return required.includes(name) ? ` ${shown}` : ` [${shown}]`;
    })
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
