import type { Recipe } from '../recipes/recipe';
import { fillsCache } from '../recipes/tool-call';
import type { Command, CommandList } from '../shell/command';
import { programName } from '../shell/invocation';
import type { RunSite } from './sites';

/**
 * Whether a RUN that succeeds has called the tool for certain: then the image has it. `if command -v apt-get; then …` and
 * `(which apt-get && …) || true` may stand in an image without.
 */
export function callsForCertain({ commands }: RunSite, recipe: Recipe): boolean {
  const read = commands();
  if (!read.ok) return false;
  const shells = read.invocations.filter(({ script }) => script !== undefined);
  return (
    shells.every(({ command }) => isCertain(command)) &&
    read.invocations.some((each) => fillsCache(recipe, each) && isCertain(each.command))
  );
}

/** Whether a command runs, whatever the commands in front of it say. */
function isCertain({ nesting, place }: Command): boolean {
  return nesting.length === 0 && (place === undefined || isReached(place.list, place.index));
}

function isReached({ items, joints }: CommandList, index: number): boolean {
  const isBreak = (at: number): boolean => !['&&', '||'].includes(joints[at] ?? ';');
  const start = startOfChain(isBreak, index);
  let end = index;
  while (!isBreak(end)) end += 1;
  if (joints.slice(start, end).includes('||')) return false;
  // Where nothing follows the RUN fails together with what is in front.
  return (
    end === items.length - 1 ||
    items.slice(start, index).every(({ command }) => command !== undefined && !isQuestion(command))
  );
}

function startOfChain(isBreak: (at: number) => boolean, index: number): number {
  let start = index;
  while (start > 0 && !isBreak(start - 1)) start -= 1;
  return start;
}

function isQuestion({ words: [program] }: Command): boolean {
  return /^(?:command|which|type|hash|test|\[|\[\[|grep|ls|false)$/.test(programName(program) ?? '');
}
