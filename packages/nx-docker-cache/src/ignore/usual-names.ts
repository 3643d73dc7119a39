import { below } from '../context/clean-path';
import type { ContextTree } from '../context/context-tree';
import type { SentFiles } from '../context/project-files';
import type { Dockerfile } from '../dockerfile/syntax';
import { isUseless, USELESS_FOLDERS, type UselessKind } from '../rules/useless-folders';
import type { IgnoreDeclined } from './declined';

export interface UsualFacts {
  readonly dockerfiles: readonly Dockerfile[];
  readonly files: SentFiles;
  /** A build fills a node_modules of its own. */
  readonly installsNode: boolean;
}

/** When a folder of this kind is named although the project holds none yet: the tools make it sooner or later. */
const EXPECTED = {
  history: () => true,
  tasks: (files) => hasAny(files, /^nx\.json$/),
  turbo: (files) => hasAny(files, /^turbo\.json$/),
  python: (files) => hasAny(files, /^(?:requirements.*\.txt|pyproject\.toml|setup\.py|Pipfile)$/),
  node: (files) => hasAny(files, /^package\.json$/),
  gradle: (files) => hasAny(files, /^(?:build|settings)\.gradle(?:\.kts)?$/),
  terraform: () => false,
  editor: () => false,
} as const satisfies Record<UselessKind, (files: ContextTree) => boolean>;

/** Of a kind that the project uses, only these are worth a line before they are there. */
const COMMON: ReadonlySet<string> = new Set([
  '.git',
  '.nx',
  '.turbo',
  '.venv',
  '__pycache__',
  'node_modules',
  '.gradle',
]);

/** Names of folders to leave out at every depth, and those that stay for a reason. Nothing that the ignore file names already. */
export function usualNames(facts: UsualFacts): {
  readonly names: readonly string[];
  readonly declined: readonly IgnoreDeclined[];
} {
  const held = heldFolders(facts.files, facts.installsNode);
  const history = historyReader(facts);
  const candidates = [...USELESS_FOLDERS]
    .filter(([name]) => isUseless(name, facts.installsNode))
    .filter(([name, kind]) => held.has(name) || (COMMON.has(name) && EXPECTED[kind](facts.files)))
    .filter(([name]) => isSent(facts.files, name) || held.has(name));
  const isWanted = ([, kind]: readonly [string, UselessKind]): boolean =>
    kind !== 'history' || history === undefined;
  return {
    names: candidates.filter(isWanted).map(([name]) => name),
    declined: candidates
      .filter((entry) => !isWanted(entry))
      .map(([name]) => ({ pattern: name, reason: `${history ?? ''} reads it` })),
  };
}

/** A pattern for every depth is missing where either depth is sent. */
function isSent(files: SentFiles, name: string): boolean {
  return files.wouldSend(name) || files.wouldSend(`a/b/${name}`);
}

/** The names of useless folders in a tree; what is below them is not looked at. */
function heldFolders(tree: ContextTree, installsNode: boolean, folder = ''): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [name, kind] of tree.list(folder) ?? []) {
    if (kind !== 'directory') continue;
    if (isUseless(name, installsNode)) found.add(name);
    else for (const inner of heldFolders(tree, installsNode, below(folder, name))) found.add(inner);
  }
  return found;
}

const VERSION_TOOLS =
  /setuptools[_-]scm|hatch-vcs|vcs-versioning|versioneer|versioningit|dunamai|poetry-dynamic-versioning|\bpbr\b|git-commit-id|sbt-git|\bgit (?:describe|rev-parse|log|rev-list)\b/;

/** Who reads the history of the repository in a build: then `.git` must stay. */
function historyReader({ dockerfiles, files }: UsualFacts): string | undefined {
  const isRun = dockerfiles.some(({ instructions }) =>
    instructions.some(
      ({ name, original }) =>
        name === 'RUN' && (VERSION_TOOLS.test(original.text) || /-buildvcs=true/.test(original.text)),
    ),
  );
  if (isRun) return 'a RUN';
  return ['pyproject.toml', 'setup.py', 'setup.cfg', 'pom.xml', 'build.sbt', 'package.json', 'Makefile'].find(
    (name) => VERSION_TOOLS.test(files.text(name) ?? ''),
  );
}

function hasAny(files: ContextTree, names: RegExp): boolean {
  return [...(files.list('') ?? [])].some(([name]) => names.test(name));
}
