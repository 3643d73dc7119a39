import type { Stage } from '../dockerfile/stages';
import type { Instruction } from '../dockerfile/syntax';
import type { StepName } from './step-name';

/** Instructions that become a step of their own (moby/buildkit, dockerfile2llb/convert.go, where `cmdTotal` is counted). */
const STEP_INSTRUCTIONS = new Set(['RUN', 'COPY', 'ADD', 'WORKDIR']);

/**
 * The line of the instruction that a step carries out. Undefined unless the counts agree: a base image's ONBUILD
 * triggers add steps that are in no line of this file.
 */
export function instructionLine(step: StepName, stages: readonly Stage[]): number | undefined {
  const { index, total, text } = step;
  const stage = stageOf(step, stages);
  if (stage === undefined || index === undefined || total === undefined) return undefined;
  const own = stage.instructions.map(({ instruction }) => instruction).filter(isStep);
  const fromSteps = total - own.length;
  if (fromSteps !== 0 && fromSteps !== 1) return undefined;
  const found = index <= fromSteps ? stage.from : own[index - fromSteps - 1];
  return found !== undefined && keywordOf(text) === found.name ? found.startLine : undefined;
}

function isStep({ name }: Instruction): boolean {
  return STEP_INSTRUCTIONS.has(name);
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
