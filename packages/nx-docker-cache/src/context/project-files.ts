import { readIgnoreFile } from './ignore-file';
import type { ContextTree, EntryKind } from './context-tree';
import type { PathRules, RuleMatches } from './path-rules';
import { sentContext } from './sent-context';

/** A folder with what its files say. Paths are relative to it. */
export interface ProjectFiles extends ContextTree {
  /** Undefined for what is no file, or cannot be read. */
  text(path: string): string | undefined;
}

/** A build context as the engine receives it, after its ignore file. */
export interface SentFiles extends ProjectFiles {
  /** Whether a path would be sent, also of something that is not there yet. */
  wouldSend(path: string): boolean;
}

/** What is sent of a context; undefined for an ignore file that the engine refuses. */
export function sentFiles(files: ProjectFiles, ignoreText: string | undefined): SentFiles | undefined {
  const ignored = readIgnoreFile(ignoreText);
  if ('problem' in ignored) return undefined;
  const tree = sentContext(files, ignored);
  return {
    list: (folder) => tree.list(folder),
    readLink: (path) => tree.readLink(path),
    text: (path) => (kindAt(tree, path) === 'file' ? files.text(path) : undefined),
    wouldSend: (path) => !isIgnored(ignored, path),
  };
}

function isIgnored(ignored: PathRules, path: string): boolean {
  let matches: RuleMatches | undefined;
  let matched = false;
  const parts = path.split('/');
  parts.forEach((_, index) => {
    const verdict = ignored.verdict(parts.slice(0, index + 1).join('/'), matches);
    ({ matches, matched } = verdict);
  });
  return matched;
}

/** What is at a path, '' being the folder itself. A link on the way makes it a link: what is behind it is not followed. */
export function kindAt(tree: ContextTree, path: string): EntryKind | undefined {
  if (path === '') return tree.list('') === undefined ? undefined : 'directory';
  let folder = '';
  const parts = path.split('/');
  for (const [index, part] of parts.entries()) {
    const kind = tree.list(folder)?.get(part);
    if (index === parts.length - 1 || kind === 'symlink') return kind;
    if (kind !== 'directory') return undefined;
    folder = folder === '' ? part : `${folder}/${part}`;
  }
  return undefined;
}
