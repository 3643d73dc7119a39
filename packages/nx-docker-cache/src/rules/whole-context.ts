import { copySources } from '../dockerfile/copy-sources';
import type { Instruction } from '../dockerfile/syntax';

/** Whether an instruction copies the whole build context: then every change of any file makes it, and all below, again. */
export function copiesWholeContext(instruction: Instruction): boolean {
  const copied = copySources(instruction);
  if (copied === undefined || copied.from !== undefined || copied.excludes.length > 0) return false;
  return copied.sources.some(({ text }) => /^(?:\.\/?|\/|\*|\.\/\*)$/.test(text));
}
