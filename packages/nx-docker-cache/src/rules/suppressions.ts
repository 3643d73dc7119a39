import type { Dockerfile, Instruction } from '../dockerfile/syntax';

/** A comment `# nx-docker-cache ignore=NDC004,NDC010 reason`. It holds for the instruction below it. */
export interface Suppression {
  readonly codes: readonly string[];
  /** Empty when none is given: then it suppresses nothing. */
  readonly reason: string;
  /** Of the comment, from 1. */
  readonly line: number;
  readonly instruction: Instruction;
}

const COMMENT = /^\s*#\s*nx-docker-cache\s+ignore=([\w,]+)\s*(.*?)\s*$/;

/** The comments in the lines right above each instruction. */
export function suppressionsOf({ text, instructions }: Dockerfile): readonly Suppression[] {
  const lines = text.split('\n');
  return instructions.flatMap((instruction) => {
    const found: Suppression[] = [];
    for (let line = instruction.startLine - 1; /^\s*#/.test(lines[line - 1] ?? ''); line -= 1) {
      const [, codes, reason = ''] = COMMENT.exec(lines[line - 1] ?? '') ?? [];
      if (codes !== undefined) found.push({ codes: codes.split(','), reason, line, instruction });
    }
    return found;
  });
}
