import type { CallFacts } from './recipe';

/** Yarn 1, or one of those after it; `from` is the first of them that it may be: the place of the cache changed with 4. */
export type YarnKind = 'classic' | { readonly from: 2 | 4 };

/** Which Yarn a call is of: by the files of the project, by what the Dockerfile says, by options that only one of them has. */
export function yarnKind(facts: CallFacts): YarnKind {
  const { files, dockerfile } = facts;
  const version = packageManager(files.get('package.json')) ?? preparedVersion(dockerfile);
  if (version !== undefined) return version === 1 ? 'classic' : { from: version >= 4 ? 4 : 2 };
  return (
    kindOfLock(files.get('yarn.lock')) ??
    (files.has('.yarnrc.yml') || isModern(facts) ? { from: 2 } : 'classic')
  );
}

function kindOfLock(lock = ''): YarnKind | undefined {
  if (lock.includes('# yarn lockfile v1')) return 'classic';
  if (!lock.includes('__metadata:')) return undefined;
  return { from: /^ {2}version: (?:[89]|\d\d)/m.test(lock) ? 4 : 2 };
}

function isModern({ words, dockerfile, variable }: CallFacts): boolean {
  return (
    words.some((word) => /^--(?:immutable(?:-cache)?|check-cache|inline-builds|mode)(?:=|$)/.test(word)) ||
    (words[0] === 'workspaces' && words[1] === 'focus') ||
    variable('YARN_ENABLE_GLOBAL_CACHE') !== undefined ||
    variable('YARN_NODE_LINKER') !== undefined ||
    /\.yarnrc\.yml|\byarn set version|\.yarn\/releases|\bCOPY .*\.yarn\b/.test(dockerfile)
  );
}

/** `"packageManager": "yarn@4.5.0+sha512…"` */
function packageManager(text = ''): number | undefined {
  const found = /"packageManager"\s*:\s*"yarn@(\d+)/.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}

/** `corepack prepare yarn@4.5.0 --activate`, `yarn set version 4` */
function preparedVersion(dockerfile: string): number | undefined {
  const found =
    /(?:corepack (?:prepare|use|install)[^\n]*\byarn@|\byarn set version )(\d+|berry|stable)/.exec(
      dockerfile,
    )?.[1];
  if (found === undefined) return undefined;
  return /^\d/.test(found) ? Number(found) : 4;
}
