import { certainPart } from '../context/path-reads';
import { isWithin } from './plain-glob';
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
  const ownerOf = ownerFinder(projects);
  const edges = new Map<string, ProjectEdge>();
  for (const [source, { targets = {} }] of Object.entries(projects)) {
    for (const target of Object.values(targets)) {
      const reads = readsInMetadata(target);
      if (reads === undefined) continue;
      const places = reads.reads
        .map(({ path }) => certainPart(path))
        .filter((path) => path !== '' && path !== '.');
      const others = [...(reads.imagesOf ?? []), ...(reads.outputsOf ?? []), ...places.flatMap(ownerOf)];
      for (const other of others)
        if (other !== source && other in projects)
          edges.set(`${source}\0${other}`, { source, target: other, file: reads.dockerfile });
    }
  }
  return [...edges.values()];
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
  for (let index = firstFrom(roots, `${path}/`); index < roots.length; index += 1) {
    const root = roots[index] ?? '';
    if (!isWithin(root, path)) break;
    found.push(root);
  }
  return found;
}

/** By halves: where the first one that is not smaller stands. */
function firstFrom(sorted: readonly string[], wanted: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
