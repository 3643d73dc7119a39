import * as path from 'node:path';
import { below } from '../../context/clean-path';
import type { ContextTree } from '../../context/context-tree';
import { isWithin } from '../../context/within';
import { patternOf } from '../../ignore/ignore-text';
import { RECORD_FILES, RECORDS_FOLDER } from '../../build/output-folder';

/** Where builds write down what they did; both absolute. */
export interface RecordPlaces {
  readonly workspaceRoot: string;
  /** Of the build itself. */
  readonly outputFolder: string;
}

/**
 * The lines of an ignore file that leave out of a context what builds write down about themselves: else each build changes what
 * the next one copies, which then runs again and holds it. None for what the Dockerfile names.
 * @param context absolute
 * @param sent the context without these lines
 * @param dockerfile its text
 */
export function recordPatterns(
  context: string,
  { workspaceRoot, outputFolder }: RecordPlaces,
  sent: ContextTree,
  dockerfile: string,
): readonly string[] {
  const all = insideOf(context, path.join(workspaceRoot, RECORDS_FOLDER));
  const own = insideOf(context, outputFolder);
  const isNamed = (place: string): boolean => dockerfile.includes(place);
  const places = [
    ...(all === undefined || all === '' || sent.list(all) === undefined ? [] : [all]),
    // Of builds that were started in the context itself, as Turborepo does; elsewhere the name may stand for other things.
    ...(all !== RECORDS_FOLDER && holdsOnlyRecords(RECORDS_FOLDER, sent) ? [RECORDS_FOLDER] : []),
    ...(own === undefined || (all !== undefined && isWithin(own, all)) ? [] : recordsIn(own, sent)),
  ];
  const left = places.filter((place) => !isNamed(place)).map((place) => largest(place, sent, isNamed));
  return [...new Set(left.flatMap((place) => patternOf(place) ?? []))];
}

/** Relative to the folder, '' for itself; undefined for what is not in it. */
export function insideOf(folder: string, file: string): string | undefined {
  const relative = path.relative(folder, file).split(path.sep).join('/');
  return relative === '..' || relative.startsWith('../') || path.isAbsolute(relative) ? undefined : relative;
}

/** The folder, where it holds nothing else. */
function recordsIn(folder: string, sent: ContextTree): readonly string[] {
  const names = [...(sent.list(folder)?.keys() ?? [])];
  const records = names.filter((name) => RECORD_FILES.some((each) => each === name));
  if (folder !== '' && records.length > 0 && records.length === names.length) return [folder];
  return records.map((name) => below(folder, name));
}

/** A folder of projects, each with the records of its builds, or of variants of them. */
function holdsOnlyRecords(folder: string, sent: ContextTree): boolean {
  const entries = [...(sent.list(folder) ?? [])];
  return (
    entries.length > 0 &&
    entries.every(([name, kind]) =>
      kind === 'directory'
        ? holdsOnlyRecords(below(folder, name), sent)
        : folder !== RECORDS_FOLDER && RECORD_FILES.some((each) => each === name),
    )
  );
}

/** The outermost folder that holds nothing else: it was not there before the first build. */
function largest(place: string, sent: ContextTree, isNamed: (folder: string) => boolean): string {
  let whole = place;
  for (;;) {
    const parent = whole.slice(0, Math.max(whole.lastIndexOf('/'), 0));
    if (parent === '' || sent.list(parent)?.size !== 1 || isNamed(parent)) return whole;
    whole = parent;
  }
}
