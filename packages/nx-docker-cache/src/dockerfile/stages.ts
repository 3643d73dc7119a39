import { expandWord, type Expansion } from './expand';
import type { Fact, Scope } from './scope';
import type { Dockerfile, Instruction } from './syntax';

export interface StagesOptions {
  /**
   * The build arguments of the build. When given they are all there are: an ARG without default that is not among them
   * is unset. When not given such an ARG is unknown.
   */
  readonly buildArgs?: Readonly<Record<string, string>>;
}

/** What a stage builds on. */
export type StageBase =
  | { readonly kind: 'stage'; readonly index: number }
  | { readonly kind: 'image'; readonly reference: string }
  | { readonly kind: 'scratch' }
  /** The name holds a variable that is not known. */
  | { readonly kind: 'unknown'; readonly written: string; readonly variables: readonly string[] }
  | { readonly kind: 'invalid'; readonly written: string; readonly message: string };

export interface ScopedInstruction {
  readonly instruction: Instruction;
  /** In force before the instruction. */
  readonly scope: Scope;
}

export interface Stage {
  readonly index: number;
  /** Lower-case, as BuildKit compares it. */
  readonly name: string | undefined;
  readonly from: Instruction;
  readonly base: StageBase;
  readonly platform: Expansion | undefined;
  /** Without the FROM. */
  readonly instructions: readonly ScopedInstruction[];
  /** In force after the last instruction. */
  readonly end: Scope;
}

/** The stages of a Dockerfile in their order, with what is in force before each instruction. */
export function stagesOf(dockerfile: Dockerfile, _options: StagesOptions = {}): Stage[] {
  const unknown: Fact<never> = { kind: 'base-image' };
  const scope: Scope = {
    variable: () => undefined,
    lookup: () => ({ kind: 'unknown' }),
    expand: (word) => expandWord(word, () => ({ kind: 'unknown' }), dockerfile.escape),
    user: unknown,
    workdir: unknown,
    shell: unknown,
    home: unknown,
  };
  const stages: (Stage & { instructions: ScopedInstruction[] })[] = [];
  for (const instruction of dockerfile.instructions) {
    if (instruction.name === 'FROM') {
      const [reference = '', , name] = instruction.args.text.split(/\s+/);
      const index = stages.findIndex((stage) => stage.name === reference);
      const base: StageBase = index === -1 ? { kind: 'image', reference } : { kind: 'stage', index };
      stages.push({
        index: stages.length,
        name: name?.toLowerCase(),
        from: instruction,
        base,
        platform: undefined,
        instructions: [],
        end: scope,
      });
    } else stages.at(-1)?.instructions.push({ instruction, scope });
  }
  return stages;
}

/** The stage that `COPY --from=…` or `FROM …` names: by name in any case, or by index. */
export function findStage(stages: readonly Stage[], reference: string): Stage | undefined {
  if (/^\d+$/.test(reference)) return stages[Number(reference)];
  return stages.findLast((stage) => stage.name === reference.toLowerCase());
}
