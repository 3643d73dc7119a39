import type { Instruction } from '../../dockerfile/syntax';
import { isCompanion, readSnapshot, companionOf, sourcesOf } from '../../requirements/snapshot';
import { snapshotNames } from '../../requirements/snapshot-names';
import { programName, type Invocation } from '../../shell/invocation';
import type { CopyPlace } from '../order/copy-place';
import { runsBefore, type RunSite } from '../sites';
import { refuseSplit, type SplitRefusal } from './reasons';
import { snapshotsIn, type SplitContext } from './split';

/** A command beside an install that may run twice. */
export function isHarmless({ words }: Invocation): boolean {
  return words.length === 0 || /^(?:set|export|true|:|echo)$/.test(programName(words[0]) ?? '');
}

/** Whether a RUN before this one installs a snapshot of the same files. */
export function hasBase({ sites, files }: SplitContext, site: RunSite, paths: readonly string[]): boolean {
  return runsBefore(sites, site)
    .flatMap((each) => snapshotsIn(each, files))
    .some((path) => {
      const snapshot = readSnapshot(files.text(path) ?? '');
      return snapshot !== undefined && sourcesOf(snapshot, path).some((source) => paths.includes(source));
    });
}

/** The path of a snapshot: beside what it is taken of. */
export function freeName(sources: readonly string[], context: SplitContext): string | SplitRefusal {
  const names = snapshotNames(sources[0] ?? '');
  const path = names.find((name) => isFree(name, sources, context));
  const { files } = context;
  return path !== undefined && files.wouldSend(path)
    ? path
    : refuseSplit('snapshot-not-sent', path ?? names[0]);
}

/** Whether nothing is there, and no other install has it: one of the same files may share it. */
function isFree(path: string, sources: readonly string[], { files, taken }: SplitContext): boolean {
  const text = files.text(path);
  const snapshot = readSnapshot(text ?? '');
  const owner = taken.get(path) ?? (snapshot && sourcesOf(snapshot, path));
  const beside = files.text(companionOf(path));
  return (
    (text === undefined || snapshot !== undefined) &&
    (owner === undefined || owner.join('\n') === sources.join('\n')) &&
    (!path.endsWith('.lock') || beside === undefined || isCompanion(beside))
  );
}

/** Whether an instruction copies single files, and no folder. */
export function isCopiedAlone(place: CopyPlace): boolean {
  return place.kind === 'context' && place.roots.every(({ kind }) => kind === 'file');
}

export function isOf({ stage }: RunSite, instruction: Instruction): boolean {
  return stage.instructions.some((each) => each.instruction === instruction);
}

/**
 * The copies of single files that stand directly above a RUN, with nothing but variables between them.
 *
 * @param isMovable whether the base layer may stand above the copy of a file, by its path in the context
 */
export function copiesOf(
  site: RunSite,
  places: readonly CopyPlace[],
  isMovable: (path: string) => boolean = () => true,
): Instruction[] {
  const above = site.stage.instructions
    .map(({ instruction }) => instruction)
    .filter(({ startLine }) => startLine < site.run.startLine)
    .reverse();
  const copies: Instruction[] = [];
  for (const instruction of above) {
    const place = places.find((each) => each.instruction === instruction);
    if (
      place?.kind === 'context' &&
      isCopiedAlone(place) &&
      place.roots.every(({ context }) => isMovable(context))
    )
      copies.unshift(instruction);
    else if (!IS_VARIABLE.test(instruction.name)) break;
  }
  return copies;
}

const IS_VARIABLE = /^(?:ARG|ENV|LABEL)$/;

function lineAbove({ stage, run }: RunSite): number {
  const above = stage.instructions.map(({ instruction }) => instruction.startLine);
  return Math.max(...above.filter((line) => line < run.startLine), stage.from.startLine);
}

/** What the base layer would depend on, or not depend on any more, if it stood above the copies. */
export function betweenProblem(site: RunSite, copies: readonly Instruction[]): SplitRefusal | undefined {
  const [first] = copies;
  if (first === undefined) return refuseSplit('instruction-between', `line ${lineAbove(site)}`);
  const variables = site.stage.instructions
    .map(({ instruction }) => instruction)
    .filter(({ startLine }) => first.startLine < startLine && startLine < site.run.startLine)
    .filter(({ name }) => IS_VARIABLE.test(name));
  const used = variables.find(({ args }) =>
    [...args.text.matchAll(/(?:^|\s)(\w+)=?/g)].some(([, name = '']) =>
      copies.some((copy) => new RegExp(`\\$\\{?${name}\\b`).test(copy.original.text)),
    ),
  );
  return used && refuseSplit('instruction-between', `line ${used.startLine}`);
}
