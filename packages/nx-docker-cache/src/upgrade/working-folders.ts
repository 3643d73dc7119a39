import { programName } from '../shell/invocation';
import { SHELLS } from '../shell/wrappers';
import { pathFrom } from './base-folder';
import { wordValue, type InvocationInPlace } from './script-environment';

/** Where each command of a script runs, as `cd` changes it on the way; undefined where that is not known. */
export function workingFolders(
  script: readonly InvocationInPlace[],
  start: string | undefined,
): (string | undefined)[] {
  // What such a script changes ends with it, and where it ends is not to be seen here.
  const isNested = script.some(({ invocation: { words } }) => OPENS.has(programName(words[0]) ?? ''));
  let folder = start;
  return script.map((place) => {
    const here = folder;
    const name = programName(place.invocation.words[0]) ?? '';
    if (CHANGES.test(name)) folder = isNested ? undefined : changedFolder(place, here);
    return here;
  });
}

const CHANGES = /^(?:cd|pushd|popd)$/;
const OPENS: ReadonlySet<string> = new Set([...SHELLS, 'su', 'eval']);

function changedFolder({ invocation, environment }: InvocationInPlace, from: string | undefined) {
  const { words, command } = invocation;
  if (command.nesting.some((nesting) => nesting !== 'group') || words[0]?.value === 'popd') return undefined;
  const operand = words.slice(1).find(({ text }) => !/^-[LPe@]+$/.test(text));
  if (operand !== undefined) return pathFrom(from, wordValue(operand, environment));
  const home = environment.variable('HOME');
  return home.kind === 'set' ? pathFrom(undefined, home.value) : undefined;
}
