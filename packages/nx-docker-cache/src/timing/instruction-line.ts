import type { Stage } from '../dockerfile/stages';
import { instructionOf, stepInstruction } from './step-instruction';
import type { StepName } from './step-name';

/** The line of the instruction that a step carries out; undefined where it is not certain. */
export function instructionLine(step: StepName, stages: readonly Stage[]): number | undefined {
  const found = stepInstruction(step, stages);
  return found && instructionOf(found).startLine;
}
