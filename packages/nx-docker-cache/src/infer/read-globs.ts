import { contextGlobs, type ContextGlobs } from './ignore-to-filesets';
import { isWithin } from '../context/within';
import { areApart, isLiteral, withBelow } from './plain-glob';

/** What is at a path of the context. A link is whatever it may lead to. */
export type PathKind = 'file' | 'directory' | 'other';

/** A place that a build reads, relative to its context; '' is all of it. A folder is read with all that is below it. */
export interface ReadPlace {
  /** A path, or a glob that is plain (`isPlain`). */
  readonly path: string;
  /** Undefined where nothing is, and for a glob. */
  readonly kind: PathKind | undefined;
}

/**
 * What of a context a build gets to see and reads: exactly that where globs without an order can say it, more where they
 * cannot (a file too many costs a build, a file too few an image that is out of date).
 */
export function readGlobs(ignoreText: string | undefined, places: readonly ReadPlace[]): ContextGlobs {
  const sent = contextGlobs(ignoreText);
  const read = outermost(places).flatMap(globsOf);
  const include = [...new Set(read.flatMap((glob) => sent.include.flatMap((other) => common(glob, other))))];
  return { include, exclude: sent.exclude.filter((glob) => include.some((each) => !areApart(glob, each))) };
}

/** What lies in another one says nothing more. */
function outermost(places: readonly ReadPlace[]): readonly ReadPlace[] {
  const folders = places.filter(({ path, kind }) => kind !== 'file' && isLiteral(path));
  const isInside = ({ path }: ReadPlace): boolean =>
    folders.some((folder) => folder.path !== path && isWithin(path, folder.path));
  return [
    ...new Map(places.filter((place) => !isInside(place)).map((place) => [place.path, place])).values(),
  ];
}

function globsOf({ path, kind }: ReadPlace): readonly string[] {
  const both = withBelow(path);
  if (kind === 'file') return both.slice(0, 1);
  return kind === 'directory' ? both.slice(-1) : both;
}

/** The files of both; those of `read` where that cannot be said in a glob. */
function common(read: string, sent: string): readonly string[] {
  if (sent === EVERYTHING || read === sent) return [read];
  if (read === EVERYTHING) return [sent];
  if (areApart(read, sent)) return [];
  const [readFolder, sentFolder] = [folderOf(read), folderOf(sent)];
  if (!isLiteral(readFolder ?? read) || !isLiteral(sentFolder ?? sent)) return [read];
  if (sentFolder !== undefined && isWithin(readFolder ?? read, sentFolder)) return [read];
  return readFolder !== undefined && isWithin(sentFolder ?? sent, readFolder) ? [sent] : [];
}

const EVERYTHING = '**/*';

/** Undefined for a glob that is a file. */
function folderOf(glob: string): string | undefined {
  return glob.endsWith('/**/*') ? glob.slice(0, -'/**/*'.length) : undefined;
}
