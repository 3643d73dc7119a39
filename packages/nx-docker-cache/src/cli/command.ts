import type { OptionNames } from '../errors/option-names';
import type { World } from '../io/world';

/** 0 fine, 1 findings or a failed build, 2 wrong use or no engine. */
export type ExitCode = 0 | 1 | 2;

/**
 * What `cli/commands/<name>/command.ts` exports as `run`. The options arrive checked against the folder's
 * schema.json, with defaults filled in. Errors meant for the user are thrown as ProductError.
 * `names`: how messages that are printed here speak of options.
 */
export type RunCommand<Options> = (options: Options, world: World, names: OptionNames) => Promise<ExitCode>;

/** An option as schema.json declares it: the part of JSON Schema that a command line can carry. */
export interface OptionSchema {
  readonly type: 'string' | 'number' | 'boolean' | 'array';
  readonly description: string;
  readonly alias?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly items?: { readonly type: 'string'; readonly enum?: readonly string[] };
  /** An array whose items may hold commas themselves (`type=oci,dest=x`): it is repeated instead. */
  readonly keepsCommas?: boolean;
  /** Positional: an array takes all that is left. */
  readonly $default?: { readonly $source: 'argv'; readonly index: number };
}

/** A command's schema.json. */
export interface CommandSchema {
  readonly description: string;
  readonly properties: Readonly<Record<string, OptionSchema>>;
  readonly required?: readonly string[];
  readonly examples?: readonly { readonly command: string; readonly description: string }[];
}

/** A command as the generated registry lists it; both parts are loaded when they are needed. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  readonly schema: () => CommandSchema;
  /** `unknown` because every command has its own options: they are checked against the schema before the call. */
  readonly load: () => Promise<RunCommand<never>>;
}
