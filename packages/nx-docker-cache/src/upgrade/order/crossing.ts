import { posix } from 'node:path';
import { below } from '../../context/clean-path';
import { kindAt, type SentFiles } from '../../context/project-files';
import type { Scope } from '../../dockerfile/scope';
import type { ScopedInstruction } from '../../dockerfile/stages';
import type { Instruction } from '../../dockerfile/syntax';
import type { ContextPlace, CopyPlace } from './copy-place';
import { isWithin, overlap } from '../../context/within';

/** A copy of sources that is to pass what stands between it and an install. */
export interface Crossing {
  readonly copy: ScopedInstruction;
  readonly place: ContextPlace;
  /** In force where it goes. */
  readonly target: Scope;
  readonly between: readonly ScopedInstruction[];
  readonly scopeAfter: (instruction: Instruction) => Scope;
  readonly placeOf: (instruction: Instruction) => CopyPlace | undefined;
  readonly isNeutral: (run: Instruction) => boolean;
  /** Where the copy would put things under another scope. */
  readonly moved: (scope: Scope) => CopyPlace | undefined;
  readonly files: SentFiles;
  /** Manifests that take its place make the folder that it copies to. */
  readonly leavesManifests: boolean;
}

/** Instructions that say something about the image, and touch no file. */
const SAYS_ONLY = new Set([
  ...['ENV', 'ARG', 'LABEL', 'EXPOSE', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK', 'STOPSIGNAL', 'MAINTAINER'],
  ...['USER', 'SHELL', 'ONBUILD'],
]);

/** The line of an instruction that the copy cannot pass without changing the image; undefined when it can pass all. */
export function crossingProblem(crossing: Crossing): number | undefined {
  for (const { instruction } of crossing.between)
    if (!passes(crossing, instruction)) return instruction.startLine;
  return meansTheSame(crossing) ? undefined : (crossing.between.at(-1)?.instruction.startLine ?? 0);
}

function passes(crossing: Crossing, instruction: Instruction): boolean {
  if (SAYS_ONLY.has(instruction.name)) return true;
  if (instruction.name === 'RUN') return crossing.isNeutral(instruction);
  if (instruction.name === 'WORKDIR') return passesFolder(crossing, crossing.scopeAfter(instruction));
  const other = crossing.placeOf(instruction);
  if (other === undefined) return false;
  const targets = other.kind === 'context' ? other.roots.map(({ image }) => image) : [other.path];
  return targets.every(
    (path) => path !== undefined && crossing.place.roots.every(({ image }) => !overlap(path, image)),
  );
}

/** WORKDIR makes its folder: it must not make one that the copy would have made with another owner or as something else. */
function passesFolder({ copy, place, files, leavesManifests }: Crossing, { workdir }: Scope): boolean {
  if (workdir.kind !== 'known') return false;
  const path = workdir.value;
  const before = copy.scope.workdir;
  const isThere = before.kind === 'known' && isWithin(before.value, place.path);
  return place.roots.every(({ image, context, kind }) => {
    if (!isWithin(path, image)) return true;
    if (kind === 'file' || (!leavesManifests && !isThere)) return false;
    const rest = posix.relative(image, path);
    const found = rest === '' ? 'directory' : kindAt(files, context === '' ? rest : below(context, rest));
    return found === undefined || found === 'directory';
  });
}

/** Its words stand for the same where it goes, and so do its flags. */
function meansTheSame({ copy, place, target, moved }: Crossing): boolean {
  const there = moved(target);
  if (there?.kind !== 'context' || there.path !== place.path) return false;
  return copy.instruction.flags.every(({ value }) => {
    const [here, then] = [copy.scope.expand(value ?? ''), target.expand(value ?? '')];
    return JSON.stringify(here) === JSON.stringify(then);
  });
}
