import type { Instruction } from '../../dockerfile/syntax';
import { maskInstruction } from '../mask';
import type { InstructionText } from '../step-key';
import type { Hasher } from './keyed-hash';

/** Enough to recognise an instruction by. */
const SHOWN_LENGTH = 1_000;

export interface TextMaker {
  readonly hasher: Hasher;
  /** Hides the values of build arguments that look secret, wherever they stand. */
  readonly mask: (text: string) => string;
}

export function instructionText(instruction: Instruction, { hasher, mask }: TextMaker): InstructionText {
  const { original, heredocs, startLine } = instruction;
  return {
    text: shown(mask(original.text)),
    hash: hasher.of(JSON.stringify([original.text, heredocs.map(({ content }) => content)])),
    line: startLine,
  };
}

/** Where no instruction is known for a step: what BuildKit calls it. */
export function namedInstruction(text: string, { hasher }: TextMaker): InstructionText {
  return { text: shown(text), hash: hasher.of(text), line: undefined };
}

function shown(text: string): string {
  const masked = maskInstruction(text);
  return masked.length > SHOWN_LENGTH ? `${masked.slice(0, SHOWN_LENGTH - 1)}…` : masked;
}
