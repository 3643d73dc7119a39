import type { ScopedInstruction, Stage } from '../dockerfile/stages';
import type { Instruction } from '../dockerfile/syntax';
import type { StepName } from './step-name';

/** Instructions that become a step of their own (moby/buildkit, dockerfile2llb/convert.go, where `cmdTotal` is counted). */
const STEP_INSTRUCTIONS = new Set(['RUN', 'COPY', 'ADD', 'WORKDIR']);

/** The instruction that a step carries out. */
export type StepInstruction =
  | { readonly kind: 'from'; readonly stage: Stage }
  | {
      readonly kind: 'own';
      readonly stage: Stage;
      readonly scoped: ScopedInstruction;
      /** Among the instructions of the stage that become steps, from 0. */
      readonly place: number;
    };

/** Undefined unless the counts agree: a base image's ONBUILD triggers add steps that are in no line of this file. */
export function stepInstruction(step: StepName, stages: readonly Stage[]): StepInstruction | undefined {
  const { index, total, text } = step;
  const stage = stageOf(step, stages);
  if (stage === undefined || index === undefined || total === undefined) return undefined;
  const own = ownSteps(stage);
  const fromSteps = total - own.length;
  if (fromSteps !== 0 && fromSteps !== 1) return undefined;
  if (index <= fromSteps && keywordOf(text) === stage.from.name) return { kind: 'from', stage };
  // A build context that stands in for the base image is counted, but is no step: the others begin with 1.
  const usual = index - fromSteps - 1;
  const isShifted = fromSteps === 1 && !isWrittenAs(text, own[usual]) && isWrittenAs(text, own[index - 1]);
  const place = isShifted ? index - 1 : usual;
  const scoped = own[place];
  return scoped !== undefined && keywordOf(text) === scoped.instruction.name
    ? { kind: 'own', stage, scoped, place }
    : undefined;
}

/** The instructions of a stage that become steps. */
export function ownSteps({ instructions }: Stage): readonly ScopedInstruction[] {
  return instructions.filter(({ instruction }) => STEP_INSTRUCTIONS.has(instruction.name));
}

/** Whether this text of a step is that of an instruction. */
export function isWrittenAs(text: string, scoped: ScopedInstruction | undefined): boolean {
  if (keywordOf(text) !== scoped?.instruction.name) return false;
  return withoutBlanks(text).endsWith(withoutBlanks(scoped.instruction.args.text));
}

function withoutBlanks(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** The instruction itself, in both cases. */
export function instructionOf(found: StepInstruction): Instruction {
  return found.kind === 'from' ? found.stage.from : found.scoped.instruction;
}

function stageOf({ stage }: StepName, stages: readonly Stage[]): Stage | undefined {
  if (stage === undefined) return stages.length === 1 ? stages[0] : undefined;
  const numbered = /^stage-(\d+)$/.exec(stage)?.[1];
  const named = stages.filter(({ name }) => name === stage.toLowerCase());
  if (named.length > 0) return named.length === 1 ? named[0] : undefined;
  const unnamed = numbered === undefined ? undefined : stages[Number(numbered)];
  return unnamed?.name === undefined ? unnamed : undefined;
}

function keywordOf(text: string): string {
  return /^\w+/.exec(text)?.[0].toUpperCase() ?? '';
}
