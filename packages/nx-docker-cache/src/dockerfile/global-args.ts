import { expandWord, type Expansion, type VariableLookup } from './expand';
import { keyValuesOf } from './key-values';
import { PLATFORM_ARGS } from './predefined-args';
import type { EscapeToken, Instruction } from './syntax';

export type BuildArgs = Readonly<Record<string, string>>;

/** The arguments in front of the first FROM, and those that BuildKit predefines. FROM lines see them, stages need an ARG. */
export class GlobalArgs {
  readonly #values = new Map<string, Expansion>();

  constructor(
    readonly buildArgs: BuildArgs | undefined,
    readonly escape: EscapeToken,
    platformArgs: BuildArgs = {},
  ) {
    for (const name of PLATFORM_ARGS)
      this.#values.set(name, this.given(name) ?? knownValue(platformArgs[name]) ?? unknownValue(name));
  }

  /** An ARG in front of the first FROM (`buildMetaArgs`). */
  declare(instruction: Instruction): void {
    for (const { name, value } of keyValuesOf(instruction, this.escape)) {
      const declared = this.given(name) ?? (value === undefined ? this.undeclared(name) : this.expand(value));
      if (declared !== undefined) this.#values.set(name, declared);
    }
  }

  get(name: string): Expansion | undefined {
    return this.#values.get(name);
  }

  expand(word: string): Expansion {
    return expandWord(word, this.#lookup, this.escape);
  }

  /** The value that the build passes. */
  given(name: string): Expansion | undefined {
    const value = this.buildArgs && Object.hasOwn(this.buildArgs, name) ? this.buildArgs[name] : undefined;
    return knownValue(value);
  }

  /** An ARG without a default keeps what it was; without knowledge of the build arguments it may be anything. */
  undeclared(name: string): Expansion | undefined {
    return this.buildArgs === undefined && !this.#values.has(name) ? unknownValue(name) : undefined;
  }

  readonly #lookup: VariableLookup = (name) => variableOf(this.#values.get(name));
}

function knownValue(value: string | undefined): Expansion | undefined {
  return value === undefined ? undefined : { kind: 'known', value };
}

export function unknownValue(name: string): Expansion {
  return { kind: 'unknown', variables: [name], partial: `$${name}` };
}

/** How expansion sees a variable with that value; undefined is a variable that is not set. */
export function variableOf(value: Expansion | undefined): ReturnType<VariableLookup> {
  if (value === undefined) return { kind: 'unset' };
  return value.kind === 'known' ? { kind: 'set', value: value.value } : { kind: 'unknown' };
}
