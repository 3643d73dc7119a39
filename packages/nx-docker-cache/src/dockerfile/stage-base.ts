import type { Expansion } from './expand';
import type { GlobalArgs } from './global-args';
import type { Instruction } from './syntax';
import { blankSeparatedWords } from './words';

/** What a stage builds on. */
export type StageBase =
  | { readonly kind: 'stage'; readonly index: number }
  | { readonly kind: 'image'; readonly reference: string }
  | { readonly kind: 'scratch' }
  /** The name holds a variable that is not known. */
  | { readonly kind: 'unknown'; readonly written: string; readonly variables: readonly string[] }
  /** BuildKit refuses it. */
  | { readonly kind: 'invalid'; readonly written: string; readonly message: string };

/** The head of a stage: what its FROM says. */
export interface StageHead {
  /** Lower-case, as BuildKit compares it. */
  readonly name: string | undefined;
  readonly base: StageBase;
  readonly platform: Expansion | undefined;
}

/** Reads a FROM. `earlier` gives the index of an earlier stage by its lower-case name. */
export function readStageHead(
  from: Instruction,
  globals: GlobalArgs,
  earlier: ReadonlyMap<string, number>,
): StageHead {
  const [base, as, name] = blankSeparatedWords(from.args).map((word) => word.text);
  const platform = from.flags.find((flag) => flag.name === 'platform')?.value;
  return {
    name: as?.toLowerCase() === 'as' ? name?.toLowerCase() : undefined,
    base: resolveBase(base ?? '', globals, earlier),
    platform: platform === undefined ? undefined : globals.expand(platform),
  };
}

/** Stages are looked up as they are written: `FROM Build` is an image, although `COPY --from=Build` finds the stage. */
function resolveBase(written: string, globals: GlobalArgs, earlier: ReadonlyMap<string, number>): StageBase {
  const expansion = globals.expand(written);
  if (expansion.kind === 'invalid') return { kind: 'invalid', written, message: expansion.message };
  if (expansion.kind === 'unknown') return { kind: 'unknown', written, variables: expansion.variables };
  const reference = expansion.value;
  if (reference === '')
    return { kind: 'invalid', written, message: `base name (${written}) should not be blank` };
  const index = earlier.get(reference);
  if (index !== undefined) return { kind: 'stage', index };
  return reference === 'scratch' ? { kind: 'scratch' } : { kind: 'image', reference };
}
