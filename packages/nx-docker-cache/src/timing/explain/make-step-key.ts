import type { Stage } from '../../dockerfile/stages';
import { countsAsStep } from '../build-record';
import type { StepRecord } from '../record';
import { stepInstruction } from '../step-instruction';
import type { FilesRead, StepKey } from '../step-key';
import { parseStepName } from '../step-name';
import { instructionText, namedInstruction, type TextMaker } from './instruction-text';
import { settingsOf } from './settings';

/** What an instruction reads from outside of the image. */
export interface InstructionFiles {
  /** Of the build context; undefined when it reads nothing of it. */
  readonly files: FilesRead | undefined;
  /** As `StepKey.unseen`. */
  readonly unseen: readonly string[];
}

export interface StepKeySources extends TextMaker {
  /** With the build arguments of this build. */
  readonly stages: readonly Stage[];
  /** By the index of the stage and the line of the instruction. */
  readonly filesOf: (stage: number, line: number) => InstructionFiles;
}

/** Why nothing follows from equality for steps that stand in no line of the Dockerfile. */
const NO_LINE = 'its instruction stands in no line of this Dockerfile';

/** What decides a step's cache; undefined for what is no step of the Dockerfile. */
export function makeStepKey(step: StepRecord, sources: StepKeySources): StepKey | undefined {
  if (!countsAsStep(step)) return undefined;
  const name = parseStepName(step.name);
  const found = stepInstruction(name, sources.stages);
  if (found?.kind !== 'own')
    return {
      instruction: namedInstruction(name.text, sources),
      settings: [],
      files: undefined,
      unseen: [NO_LINE],
    };
  const { instruction } = found.scoped;
  return {
    instruction: instructionText(instruction, sources),
    settings: settingsOf(found, sources.stages, sources),
    ...sources.filesOf(found.stage.index, instruction.startLine),
  };
}
