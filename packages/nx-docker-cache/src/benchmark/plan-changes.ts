import { posix } from 'node:path';
import { flatten } from '../requirements/flatten';
import { normalizeName } from '../requirements/read-requirements';
import type { ReadText } from '../requirements/read-with-includes';
import { readSnapshot } from '../requirements/snapshot';

/** A change that a row makes to a file of the context before it builds. */
export interface PlannedChange {
  readonly kind: 'change';
  readonly path: string;
  readonly append: string;
}

export type Change = PlannedChange | { readonly kind: 'none'; readonly why: string };

/** Small packages of Python alone that need no other: what is added where nobody says another one. */
const SMALL_PACKAGES = ['iniconfig==2.0.0', 'toolz==0.12.1', 'sniffio==1.3.1'] as const;

/**
 * The line that adds a package to the requirements that a build reads.
 * @param taken files that the build copies, in order
 * @param wanted a line of a requirements file; undefined for a small package that is not there yet
 */
export function packageChange(taken: readonly string[], text: ReadText, wanted: string | undefined): Change {
  const path = requirementsPath(taken, text);
  if (path === undefined)
    return { kind: 'none', why: 'the build copies no requirements file that a package could be added to' };
  const flat = flatten([path], text);
  if (flat.kind === 'unreadable') return { kind: 'none', why: `${flat.detail} cannot be read` };
  const isHashed = flat.requirements.some(({ hashes }) => hashes.length > 0);
  if (isHashed && wanted?.includes('--hash') !== true)
    return { kind: 'none', why: `${path} has hashes: name the package and its hashes with addPackage` };
  const names = new Set(flat.requirements.map(({ name }) => name));
  const line = wanted ?? SMALL_PACKAGES.find((each) => !names.has(normalizeName(each.replace(/==.*/, ''))));
  if (line === undefined)
    return { kind: 'none', why: `${path} has them all: name a package with addPackage` };
  const end = /(?:^|\n)$/.test(text(path) ?? '') ? '' : '\n';
  return { kind: 'change', path, append: `${end}${line}\n` };
}

/** The first requirements file that somebody has written. */
export function requirementsPath(taken: readonly string[], text: ReadText): string | undefined {
  return taken.find((each) => isRequirements(each) && readSnapshot(text(each) ?? '') === undefined);
}

/** The normalised name of what the requirements ask for first. */
export function firstRequirement(taken: readonly string[], text: ReadText): string | undefined {
  const path = requirementsPath(taken, text);
  const flat = path === undefined ? undefined : flatten([path], text);
  return flat?.kind === 'flat' ? flat.requirements[0]?.name : undefined;
}

/** By its name. */
export function isRequirements(path: string): boolean {
  return (
    /^(?:.*[-_.])?requirements(?:[-_.].*)?\.(?:txt|in|pip)$/.test(posix.basename(path)) ||
    /(?:^|\/)requirements\/[^/]+\.txt$/.test(path)
  );
}

/** Endings of sources in which an empty line at the end means nothing. */
const SOURCE =
  /\.(?:py|js|mjs|cjs|ts|tsx|jsx|go|rs|java|kt|rb|php|cs|c|cc|cpp|h|hpp|ex|exs|scala|swift|sh|html|css|md)$/;
const MANIFEST = /(?:^|\/)(?:setup\.py|conftest\.py)$/;

/** An empty line at the end of a source file that the build copies. */
export function codeChange(taken: readonly string[]): Change {
  const path = taken.find((each) => SOURCE.test(each) && !MANIFEST.test(each));
  return path === undefined
    ? {
        kind: 'none',
        why: 'the build copies no source file that could be changed without changing what it does',
      }
    : { kind: 'change', path, append: '\n' };
}
