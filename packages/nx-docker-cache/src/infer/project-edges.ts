import { firstFrom } from '../collections/first-from';
import { onceEach } from '../collections/once-each';
import { certainPart } from '../context/path-reads';
import { isWithin } from '../context/within';
import { readsInMetadata } from './read-metadata';

/** What is known of a project once all plugins have spoken. */
export interface GraphProject {
  readonly root: string;
  readonly targets?: Readonly<
    Record<string, { readonly metadata?: Readonly<Record<string, unknown>> } | undefined>
  >;
}

/** One project's image is made with something of another. */
export interface ProjectEdge {
  readonly source: string;
  readonly target: string;
  /** The Dockerfile that says so, relative to the workspace. */
  readonly file: string;
}

/**
 * The edges that Dockerfiles draw between projects: to those whose images they build on, to those whose outputs they
 * copy, and to those in whose folders they read. One that reads all of the workspace has no edges to its projects: its inputs name everything.
 */
export function projectEdges(projects: Readonly<Record<string, GraphProject>>): readonly ProjectEdge[] {
  const ownersAt = onceEach(ownerFinder(projects));
  return Object.entries(projects).flatMap(([source, { targets = {} }]) => {
    const fileOf = new Map<string, string>();
    for (const target of Object.values(targets)) {
      const reads = readsInMetadata(target);
      if (reads === undefined) continue;
      const places = new Set(
        [...reads.reads.map(({ path }) => path), ...(reads.behindLinks ?? [])].map(certainPart),
      );
      const note = (other: string): unknown => fileOf.set(other, reads.dockerfile);
      for (const other of [...(reads.imagesOf ?? []), ...(reads.outputsOf ?? [])])
        if (other in projects) note(other);
      for (const path of places) if (path !== '' && path !== '.') ownersAt(path).forEach(note);
    }
    fileOf.delete(source);
    return Array.from(fileOf, ([target, file]) => ({ source, target, file }));
  });
}

/** The projects whose files lie at a path: the innermost around it, and those below it. */
function ownerFinder(projects: Readonly<Record<string, GraphProject>>): (path: string) => readonly string[] {
  const nameOf = new Map(Object.entries(projects).map(([name, { root }]) => [root, name]));
  const roots = [...nameOf.keys()].sort();
  return (path) => {
    const around = foldersAround(path).find((folder) => nameOf.has(folder));
    const inside = rootsBelow(roots, path);
    return [...(around === undefined ? [] : [around]), ...inside].flatMap((root) => nameOf.get(root) ?? []);
  };
}

/** The path itself first; the workspace, which is around everything, is left out. */
function foldersAround(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('/'));
}

/** Sorted roots with the same beginning stand together. */
function rootsBelow(roots: readonly string[], path: string): readonly string[] {
  const found: string[] = [];
  for (
    let index = firstFrom(roots.length, (place) => roots[place] ?? '', `${path}/`);
    index < roots.length;
    index += 1
  ) {
    const root = roots[index] ?? '';
    if (!isWithin(root, path)) break;
    found.push(root);
  }
  return found;
}
