import type { Expansion, VariableLookup } from './expand';
import type { Instruction } from './syntax';

/** What is known of a fact at one place of a stage. */
export type Fact<T> =
  | { readonly kind: 'known'; readonly value: T }
  /** The Dockerfile says nothing: it is as the base image has it. */
  | { readonly kind: 'base-image' }
  /** The Dockerfile sets it, to something that only the build knows; `variables` are those in the way. */
  | { readonly kind: 'unknown'; readonly variables: readonly string[] };

/** The value of a fact; undefined where only the base image or the build knows it. */
export function knownValue<T>(fact: Fact<T>): T | undefined {
  return fact.kind === 'known' ? fact.value : undefined;
}

/** How a variable came to be: by ENV, by ARG, or as one of those that BuildKit predefines, which an ARG lets in. */
export type VariableOrigin = 'env' | 'arg' | 'predefined';

/** A variable that the Dockerfile sets. */
export interface ScopedVariable {
  readonly name: string;
  readonly origin: VariableOrigin;
  readonly value: Expansion;
  /** The ENV or ARG that sets it. */
  readonly setBy: Instruction;
  /** The stage (index) that `setBy` takes effect in: this one or one that it builds on. */
  readonly stage: number;
}

/** What is in force before an instruction. */
export interface Scope {
  /** The variable that the Dockerfile set last, in this stage or one that it builds on; undefined when it sets none. */
  readonly variable: (name: string) => ScopedVariable | undefined;
  /** All that the Dockerfile has set until then, in the order of their names. */
  readonly variables: () => readonly ScopedVariable[];
  /** As expansion sees it: what the Dockerfile does not set is unset on `scratch`, and unknown on a base image. */
  readonly lookup: VariableLookup;
  /** One word with the variables in force, as BuildKit expands it. */
  readonly expand: (word: string) => Expansion;
  /** As USER says, group included (`app:app`); `root` on scratch. */
  readonly user: Fact<string>;
  /** Absolute and normalised. */
  readonly workdir: Fact<string>;
  /** The words in front of a shell form (`["/bin/bash", "-c"]`). */
  readonly shell: Fact<readonly string[]>;
  /** `HOME` where the Dockerfile sets it; otherwise `/root` for a user that is known to be root. */
  readonly home: Fact<string>;
}

/** The fact that an expansion makes. What BuildKit refuses to expand is not known. */
export function factOf(expansion: Expansion): Fact<string> {
  if (expansion.kind === 'known') return { kind: 'known', value: expansion.value };
  return { kind: 'unknown', variables: expansion.kind === 'unknown' ? expansion.variables : [] };
}
