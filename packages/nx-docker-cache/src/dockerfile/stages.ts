import type { Expansion } from './expand';
import { GlobalArgs, type BuildArgs } from './global-args';
import type { Scope } from './scope';
import { readStageHead, type StageBase } from './stage-base';
import { StageWalk } from './stage-walk';
import type { Dockerfile, Instruction } from './syntax';

export type { StageBase } from './stage-base';

export interface StagesOptions {
  /**
   * The build arguments of the build. When given they are all there are: an ARG without default that is not among them
   * is unset. When not given such an ARG is unknown, and defaults are taken for the value.
   */
  readonly buildArgs?: BuildArgs;
  /** What is known of the arguments that BuildKit predefines (`TARGETARCH`). Build arguments of these names win. */
  readonly platformArgs?: BuildArgs;
}

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
  /** The ONBUILD triggers of the stage that it builds on: they run before its own instructions. */
  readonly triggers: readonly ScopedInstruction[];
  /** Without the FROM. */
  readonly instructions: readonly ScopedInstruction[];
  /** In force after the last instruction. */
  readonly end: Scope;
}

/**
 * The stages of a Dockerfile in their order, with what is in force before each instruction. A stage inherits from the
 * stage it builds on, whose ONBUILD triggers take effect first. Instructions in front of the first FROM belong to none.
 */
export function stagesOf(dockerfile: Dockerfile, options: StagesOptions = {}): Stage[] {
  const globals = new GlobalArgs(options.buildArgs, dockerfile.escape, options.platformArgs);
  const groups = groupByStage(dockerfile.instructions);
  for (const instruction of groups.before) if (instruction.name === 'ARG') globals.declare(instruction);

  const stages: Stage[] = [];
  const walks: StageWalk[] = [];
  const names = new Map<string, number>();
  for (const { from, instructions } of groups.stages) {
    const index = stages.length;
    const head = readStageHead(from, globals, names);
    const walk = new StageWalk(index, globals, startOf(head.base, walks));
    const inherited = head.base.kind === 'stage' ? triggersOf(stages[head.base.index]) : [];
    const triggers = inherited.map((trigger) => applied(walk, trigger));
    const scoped = instructions.map((instruction) => applied(walk, instruction));
    stages.push({ index, ...head, from, triggers, instructions: scoped, end: walk.scope() });
    walks.push(walk);
    if (head.name !== undefined) names.set(head.name, index);
  }
  return stages;
}

function applied(walk: StageWalk, instruction: Instruction): ScopedInstruction {
  const scope = walk.scope();
  walk.apply(instruction);
  return { instruction, scope };
}

/** The stage that `COPY --from=…` names: by index, or by name in any case. A mount's `from` knows names only. */
export function findStage(stages: readonly Stage[], reference: string): Stage | undefined {
  if (/^[+-]?\d+$/.test(reference)) return stages[Number(reference)];
  return stages.findLast((stage) => stage.name === reference.toLowerCase());
}

interface StageGroup {
  readonly from: Instruction;
  readonly instructions: Instruction[];
}

function groupByStage(instructions: readonly Instruction[]): { before: Instruction[]; stages: StageGroup[] } {
  const before: Instruction[] = [];
  const stages: StageGroup[] = [];
  for (const instruction of instructions) {
    if (instruction.name === 'FROM') stages.push({ from: instruction, instructions: [] });
    else (stages.at(-1)?.instructions ?? before).push(instruction);
  }
  return { before, stages };
}

function startOf(base: StageBase, walks: readonly StageWalk[]): StageWalk | 'scratch' | 'image' {
  if (base.kind === 'scratch') return 'scratch';
  return (base.kind === 'stage' ? walks[base.index] : undefined) ?? 'image';
}

function triggersOf(stage: Stage | undefined): Instruction[] {
  return (stage?.instructions ?? [])
    .map(({ instruction }) => instruction.trigger)
    .filter((trigger) => trigger !== undefined);
}
