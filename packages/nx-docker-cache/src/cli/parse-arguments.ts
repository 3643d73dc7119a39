import { ProductError } from '../errors/product-error';
import { nearest } from '../text/nearest';
import type { CommandSchema, OptionSchema } from './command';
import { kebab } from './option-names';

export type OptionValue = string | number | boolean | readonly string[];
export type OptionValues = Readonly<Record<string, OptionValue>>;

interface Given {
  readonly name: string;
  readonly value: string | undefined;
}

/**
 * The words of a command line as options: `--name value`, `--name=value`, `-a value`, `--no-name`, repeated or
 * comma-separated lists, and positional words. `--` ends the options: what follows it goes into the list of positional words
 * where there is one, also when words before that are left out.
 * @throws ProductError OPTION_UNKNOWN, OPTION_TYPE
 */
export function parseArguments(
  command: string,
  schema: CommandSchema,
  words: readonly string[],
): OptionValues {
  const values: Record<string, OptionValue> = {};
  const positional: string[] = [];
  let afterOptions: readonly string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word === '--') {
      afterOptions = words.slice(at + 1);
      break;
    }
    if (!word.startsWith('-') || word === '-') {
      positional.push(word);
      continue;
    }
    const given = splitOption(word);
    const [name, option] = findOption(command, schema, given);
    const isNegation = option.type === 'boolean' && given.name === `no-${kebab(name)}`;
    const takesNext = option.type !== 'boolean' && given.value === undefined;
    if (takesNext) at += 1;
    const value = convert(name, option, takesNext ? words[at] : given.value);
    values[name] = merge(values[name], isNegation ? value === false : value);
  }
  assignPositional(command, schema, { positional, afterOptions }, values);
  return withDefaults(command, schema, values);
}

function splitOption(word: string): Given {
  const body = word.replace(/^--?/, '');
  const equals = body.indexOf('=');
  if (equals < 0) return { name: body, value: undefined };
  return { name: body.slice(0, equals), value: body.slice(equals + 1) };
}

function findOption(
  command: string,
  schema: CommandSchema,
  { name }: Given,
): readonly [string, OptionSchema] {
  const found = Object.entries(schema.properties).find(
    ([key, option]) =>
      key === name ||
      kebab(key) === name ||
      option.alias === name ||
      (option.type === 'boolean' && name === `no-${kebab(key)}`),
  );
  if (found) return found;
  const meant = nearest(kebab(name), Object.keys(schema.properties).map(kebab));
  throw new ProductError({
    code: 'OPTION_UNKNOWN',
    what: `${command} has no option ${name.length === 1 ? '-' : '--'}${name}`,
    next:
      meant === undefined
        ? `nx-docker-cache ${command} --help lists its options`
        : `did you mean --${meant}? nx-docker-cache ${command} --help lists all options`,
  });
}

function convert(name: string, option: OptionSchema, text: string | undefined): OptionValue {
  switch (option.type) {
    case 'boolean':
      return convertBoolean(name, text);
    case 'number':
      return convertNumber(name, text);
    case 'array':
      return itemsOf(option, requireText(name, text)).map((item) =>
        requireMember(name, option.items?.enum, item),
      );
    case 'string':
      return requireMember(name, option.enum, requireText(name, text));
  }
}

function itemsOf({ keepsCommas }: OptionSchema, text: string): readonly string[] {
  return keepsCommas === true ? [text] : text.split(',').map((item) => item.trim());
}

function convertBoolean(name: string, text: string | undefined): boolean {
  if (text === undefined || text === 'true') return true;
  if (text === 'false') return false;
  throw wrongType(name, `"${text}" is neither true nor false`);
}

function convertNumber(name: string, text: string | undefined): number {
  const value = Number(requireText(name, text));
  if (Number.isFinite(value)) return value;
  throw wrongType(name, `"${text ?? ''}" is not a number`);
}

function requireText(name: string, text: string | undefined): string {
  if (text !== undefined && text !== '') return text;
  throw wrongType(name, 'it needs a value');
}

function requireMember(name: string, members: readonly string[] | undefined, value: string): string {
  if (members === undefined || members.includes(value)) return value;
  throw wrongType(name, `"${value}" is none of ${members.join(', ')}`);
}

function wrongType(name: string, why: string): ProductError {
  return new ProductError({
    code: 'OPTION_TYPE',
    what: `the value of --${kebab(name)} cannot be used`,
    why,
    next: `correct --${kebab(name)}; --help shows what it takes`,
  });
}

/** A list option that is given again grows; any other takes the last value. */
function merge(before: OptionValue | undefined, value: OptionValue): OptionValue {
  return Array.isArray(before) && Array.isArray(value)
    ? [...(before as string[]), ...(value as string[])]
    : value;
}

interface FreeWords {
  readonly positional: readonly string[];
  readonly afterOptions: readonly string[];
}

function assignPositional(
  command: string,
  schema: CommandSchema,
  { positional, afterOptions }: FreeWords,
  values: Record<string, OptionValue>,
): void {
  const takers = Object.entries(schema.properties)
    .filter(([, option]) => option.$default !== undefined)
    .sort(([, a], [, b]) => (a.$default?.index ?? 0) - (b.$default?.index ?? 0));
  const hasList = takers.some(([, { type }]) => type === 'array');
  let rest = hasList ? positional : [...positional, ...afterOptions];
  for (const [name, option] of takers) {
    if (option.type === 'array') {
      const all = [...rest, ...afterOptions];
      if (all.length > 0) values[name] = merge(values[name], all);
      rest = [];
    } else if (rest.length > 0 && values[name] === undefined) {
      values[name] = convert(name, option, rest[0]);
      rest = rest.slice(1);
    }
  }
  if (rest.length === 0) return;
  throw new ProductError({
    code: 'OPTION_UNKNOWN',
    what: `${command} does not know what to do with "${rest.join(' ')}"`,
    next: `run nx-docker-cache ${command} --help`,
  });
}

function withDefaults(
  command: string,
  schema: CommandSchema,
  values: Record<string, OptionValue>,
): OptionValues {
  for (const [name, option] of Object.entries(schema.properties)) {
    if (values[name] === undefined && option.default !== undefined)
      values[name] = option.default as OptionValue;
  }
  const missing = (schema.required ?? []).find((name) => values[name] === undefined);
  if (missing === undefined) return values;
  const positional = schema.properties[missing]?.$default !== undefined;
  throw new ProductError({
    code: 'OPTION_TYPE',
    what: `${command} needs ${positional ? `<${kebab(missing)}>` : `--${kebab(missing)}`}`,
    next: `run nx-docker-cache ${command} --help`,
  });
}
