import { below } from './clean-path';
import type { ContextTree, EntryKind } from './context-tree';
import type { PathRules, RuleMatches } from './path-rules';

/** What is left of a context after its ignore file: the tree that an engine sees (`filterFS` of tonistiigi/fsutil). */
export function sentContext(tree: ContextTree, ignored: PathRules): ContextTree {
  if (ignored.rules.length === 0) return tree;
  return new SentContext(tree, ignored);
}

interface WalkedFolder {
  /** What is sent of it. */
  readonly sent: ReadonlyMap<string, EntryKind>;
  /** The verdicts on its folders that are walked, sent or not. */
  readonly walked: ReadonlyMap<string, RuleMatches>;
}

class SentContext implements ContextTree {
  readonly #folders = new Map<string, WalkedFolder | undefined>();
  readonly #exceptionFolders: readonly string[] | undefined;

  constructor(
    private readonly tree: ContextTree,
    private readonly ignored: PathRules,
  ) {
    this.#exceptionFolders = exceptionFolders(ignored);
  }

  list(folder: string): ReadonlyMap<string, EntryKind> | undefined {
    const sent = this.#folder(folder)?.sent;
    // A folder that is left out is there as long as something in it is brought back.
    return folder === '' || sent === undefined || sent.size > 0 || this.#isSent(folder) ? sent : undefined;
  }

  readLink(path: string): string | undefined {
    return this.#isSent(path) ? this.tree.readLink(path) : undefined;
  }

  #isSent(path: string): boolean {
    const [folder, name] = split(path);
    return this.#folder(folder)?.sent.has(name) ?? false;
  }

  #folder(folder: string): WalkedFolder | undefined {
    if (!this.#folders.has(folder)) this.#folders.set(folder, this.#walk(folder));
    return this.#folders.get(folder);
  }

  #walk(folder: string): WalkedFolder | undefined {
    const [parent, name] = split(folder);
    const matches = folder === '' ? undefined : this.#folder(parent)?.walked.get(name);
    if (folder !== '' && matches === undefined) return undefined;
    const entries = this.tree.list(folder);
    if (entries === undefined) return undefined;
    const walked = new Map<string, RuleMatches>();
    const sent = new Map<string, EntryKind>();
    this.#folders.set(folder, { sent, walked });
    for (const [entry, kind] of entries) {
      const path = below(folder, entry);
      const verdict = this.ignored.verdict(path, matches);
      const isWalked = kind === 'directory' && (!verdict.matched || this.#mayHoldExceptions(path));
      if (isWalked) walked.set(entry, verdict.matches);
      if (!verdict.matched || (isWalked && (this.#folder(path)?.sent.size ?? 0) > 0)) sent.set(entry, kind);
    }
    return { sent, walked };
  }

  /** An excluded folder is walked only where its path leads to an exception, or where an exception has wildcards. */
  #mayHoldExceptions(folder: string): boolean {
    if (this.#exceptionFolders === undefined) return true;
    return this.#exceptionFolders.some((exception) => `${exception}/`.startsWith(`${folder}/`));
  }
}

/** Undefined when one of them has wildcards (`onlyPrefixExcludeExceptions`). */
function exceptionFolders({ rules }: PathRules): readonly string[] | undefined {
  const folders = rules
    .filter(({ isException }) => isException)
    .map(({ pattern }) => pattern.replace(/\/\*\*$/, '').replace(/\/\*$/, ''));
  return folders.some((folder) => /[*[\]?^\\]/.test(folder)) ? undefined : folders;
}

function split(path: string): readonly [folder: string, name: string] {
  const cut = path.lastIndexOf('/');
  return [path.slice(0, Math.max(cut, 0)), path.slice(cut + 1)];
}
