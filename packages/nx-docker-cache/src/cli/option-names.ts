import type { OptionNames } from '../errors/option-names';
import type { CommandSchema } from './command';

/** What the commands call options that they have under another name than the executors, in the order of preference. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  addHosts: ['addHost'],
  buildArgs: ['buildArg'],
  buildContexts: ['buildContext'],
  context: ['folder'],
  dockerfile: ['file', 'files'],
  image: ['tag'],
  labels: ['label'],
  platforms: ['platform'],
  secrets: ['secret'],
  tags: ['tag'],
};

/** `--before-ref`, `<folder>`: the options as one command has them. */
export function commandOptions({ properties }: Pick<CommandSchema, 'properties'>): OptionNames {
  const nameOf = (option: string): string => {
    const own = [option, ...(OTHER_NAMES[option] ?? [])].find((name) => name in properties) ?? option;
    return properties[own]?.$default === undefined ? `--${kebab(own)}` : `<${kebab(own)}>`;
  };
  return (...options) => [...new Set(options.map(nameOf))].join(' and ');
}

/** The description of an option, whose words in backticks are names of schema.json where they are no values of its own. */
export function inCommandOptions(
  { description, enum: values = [] }: { readonly description: string; readonly enum?: readonly string[] },
  { properties }: { readonly properties: object },
): string {
  return description.replace(/`([a-z][A-Za-z]*)`/g, (quoted, name: string) =>
    name in properties && !values.includes(name) ? `\`--${kebab(name)}\`` : quoted,
  );
}

/** `dryRun` is written `--dry-run`; the camel-case spelling is understood too. */
export function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
