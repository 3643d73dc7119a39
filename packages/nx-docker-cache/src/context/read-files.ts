import type { BuildReads, InstructionRead } from './build-reads';
import { below, pathInContext } from './clean-path';
import type { ContextTree, EntryKind } from './context-tree';
import { hasWildcard, matchPath, unescaped } from './match-path';
import { PathRules, type RuleMatches } from './path-rules';
import type { ReadSource } from './read-source';
import { followLinks } from './follow-links';

/** By path relative to the context. Folders count with their mode, links with what they say. */
export type ReadFiles = ReadonlyMap<string, EntryKind>;

/** What all instructions of a build read from its context. */
export function contextFiles({ reads }: BuildReads, tree: ContextTree): ReadFiles {
  const fromContext = reads.filter(({ origin }) => origin.kind === 'context');
  return new Map(fromContext.flatMap((read) => [...readFiles(read, tree)]));
}

/**
 * Exactly what an instruction reads of a tree, which is the context after its ignore file (`sentContext`) or whatever
 * else it takes files from. A source that is not there reads nothing: see `missingPaths`.
 */
export function readFiles(read: InstructionRead, tree: ContextTree): ReadFiles {
  return collect(read, tree).files;
}

/**
 * The sources that are not there, as paths: with one of them the build fails. A pattern may match nothing where the
 * folder in front of its wildcards is there; where it is not, the engine fails unless it takes the step from its cache.
 */
export function missingPaths(read: InstructionRead, tree: ContextTree): readonly string[] {
  return collect(read, tree).missing;
}

function collect(read: InstructionRead, tree: ContextTree): Collector {
  const collector = new Collector(tree, rulesOf(read.excludes));
  for (const source of read.sources) collector.addSource(source, read.parents);
  return collector;
}

/** Patterns that the engine refuses exclude nothing here; the build itself fails. */
function rulesOf(patterns: readonly string[]): PathRules {
  const rules = PathRules.read(patterns);
  return 'problem' in rules ? new PathRules([]) : rules;
}

class Collector {
  readonly files = new Map<string, EntryKind>();
  readonly missing: string[] = [];

  constructor(
    private readonly tree: ContextTree,
    private readonly excluded: PathRules,
  ) {}

  addSource(source: ReadSource, parents: boolean): void {
    switch (source.kind) {
      case 'url':
      case 'git':
        return;
      case 'folder':
        this.#addPath(pathInContext(source.path));
        return;
      case 'unknown':
        this.#addPath(source.folder);
        return;
      case 'pattern':
        if (parents) this.#addParents(source.pattern);
        else for (const path of this.#matches(source.pattern)) this.#addPath(path);
    }
  }

  /** What a pattern stands for (`ResolveWildcards` of fsutil). A folder that matches is taken as a whole. */
  #matches(pattern: string): readonly string[] {
    const parts = pathInContext(pattern).split('/');
    const first = parts.findIndex(hasWildcard);
    if (first === -1) return [unescaped(parts.join('/'))];
    const written = unescaped(parts.slice(0, first).join('/'));
    const folder = this.#follow(written);
    if (folder === undefined || this.tree.list(folder) === undefined) {
      this.missing.push(written);
      return [];
    }
    return this.#matchesBelow(folder, '', parts.slice(first).join('/'), parts.length - first);
  }

  #matchesBelow(folder: string, relative: string, pattern: string, depth: number): string[] {
    if (depth === 0) return [];
    return [...(this.tree.list(folder) ?? [])].flatMap(([name, kind]) => {
      const path = below(relative, name);
      if (matchPath(pattern, path)) return [below(folder, name)];
      return kind === 'directory' ? this.#matchesBelow(below(folder, name), path, pattern, depth - 1) : [];
    });
  }

  /** Follows a link at the end of the path too. Exclusions count from the folder that is copied. */
  #addPath(path: string): void {
    const followed = this.#follow(path);
    const kind = followed === undefined ? undefined : this.#kindOf(followed);
    if (followed === undefined || kind === undefined) this.missing.push(path);
    else if (kind === 'directory') this.#addFolder({ folder: followed, relative: '', included: undefined });
    else this.files.set(followed, kind);
  }

  /** `a/./b`: what stands in front of the point is left away, but is a source of its own that may have wildcards. */
  #addParents(written: string): void {
    const cut = written.indexOf('/./');
    const [pivot, pattern] = cut === -1 ? ['', written] : [written.slice(0, cut), written.slice(cut + 3)];
    const included = rulesOf([pathInContext(pattern)]);
    for (const match of cut === -1 ? [''] : this.#matches(pivot)) {
      const folder = this.#follow(match);
      if (folder === undefined) continue;
      if (pathInContext(pattern) === '') this.#addPath(folder);
      else if (this.#kindOf(folder) === 'directory') this.#addFolder({ folder, relative: '', included });
      else this.#addPath(folder);
    }
  }

  /** @returns whether anything was taken */
  #addFolder(walk: FolderWalk): boolean {
    const entries = [...(this.tree.list(walk.folder) ?? [])];
    const taken = entries.filter(([name, kind]) => this.#addEntry(walk, name, kind));
    if (taken.length > 0 || walk.relative === '') this.files.set(walk.folder, 'directory');
    return taken.length > 0;
  }

  /** A folder that is left out may hold what is not: then it is taken too. */
  #addEntry({ folder, relative, included, ...walk }: FolderWalk, name: string, kind: EntryKind): boolean {
    const [path, inner] = [below(folder, name), below(relative, name)];
    const include = included?.verdict(inner, walk.includeMatches);
    const exclude = this.excluded.verdict(inner, walk.excludeMatches);
    const isTaken = include?.matched !== false && !exclude.matched;
    if (isTaken) this.files.set(path, kind);
    if (kind !== 'directory' || (exclude.matched && !this.excluded.hasExceptions)) return isTaken;
    if (include?.matched === false && !(included?.mayMatchBelow(inner) ?? true)) return isTaken;
    const matches = { includeMatches: include?.matches, excludeMatches: exclude.matches };
    return this.#addFolder({ folder: path, relative: inner, included, ...matches }) || isTaken;
  }

  #kindOf(path: string): EntryKind | undefined {
    if (path === '') return 'directory';
    const cut = path.lastIndexOf('/');
    return this.tree.list(path.slice(0, Math.max(cut, 0)))?.get(path.slice(cut + 1));
  }

  /** The links on the way are read as well: another target is another file. */
  #follow(path: string): string | undefined {
    const followed = followLinks(path, this.tree);
    if (followed === undefined) return undefined;
    for (const link of followed.links) this.files.set(link, 'symlink');
    return followed.path;
  }
}

interface FolderWalk {
  readonly folder: string;
  /** The same, relative to the folder that is copied. */
  readonly relative: string;
  readonly included: PathRules | undefined;
  readonly includeMatches?: RuleMatches | undefined;
  readonly excludeMatches?: RuleMatches | undefined;
}
