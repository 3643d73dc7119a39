import { posix } from 'node:path';
import { readsDeclined, type CopiedFiles, type InstallCall, type InstallReads } from '../manifests';
import { namedFile } from './named-files';
import { withParents } from './parent-folders';
import { jsonObject, objectOf, stringsOf } from './text-facts';

/** A package.json with the folder that it stands in. */
export interface NodePackage {
  readonly folder: string;
  readonly content: Readonly<Record<string, unknown>>;
}

/** The package of a folder; or why it cannot be read. */
export function readPackage(folder: string, copied: CopiedFiles): NodePackage | InstallReads {
  const path = posix.join(folder, 'package.json');
  const text = copied.text(path);
  if (text === undefined) return readsDeclined('manifest-missing', path);
  const content = jsonObject(text);
  return content === undefined ? readsDeclined('manifest-unknown', path) : { folder, content };
}

/** Scripts that package managers run when they install the project itself. */
const INSTALL_SCRIPTS = [
  ...'preinstall install postinstall prepublish preprepare prepare postprepare'.split(' '),
  ...['pnpm:devPreinstall', 'dependencies'],
];

/** A script that would run, or a native module that would be built. */
export function installScript({ folder, content }: NodePackage, copied: CopiedFiles): string | undefined {
  const scripts = objectOf(content['scripts']) ?? {};
  const name = INSTALL_SCRIPTS.find((each) => typeof scripts[each] === 'string');
  if (name !== undefined) return `the script ${name} of ${posix.join(folder, 'package.json')}`;
  return copied.names(folder).includes('binding.gyp') ? posix.join(folder, 'binding.gyp') : undefined;
}

/** A dependency whose own install script reads the project: Prisma its schema, Puppeteer its settings; MSW writes into it. */
export function projectReader({ folder, content }: NodePackage, copied: CopiedFiles): string | undefined {
  const names = new Set(
    ['dependencies', 'devDependencies'].flatMap((each) => Object.keys(objectOf(content[each]) ?? {})),
  );
  const reader = ['@prisma/client', 'puppeteer', 'msw'].find((name) => names.has(name));
  if (reader === undefined || (reader === 'msw' && content['msw'] === undefined)) return undefined;
  const settings = copied.names(folder).find((name) => /^(?:\.puppeteerrc|puppeteer\.config)/.test(name));
  if (reader === 'puppeteer' && settings === undefined) return undefined;
  return `the install script of ${reader} in ${posix.join(folder, 'package.json')}`;
}

const DEPENDENCIES = [
  ...'dependencies devDependencies optionalDependencies peerDependencies'.split(' '),
  ...'overrides resolutions pnpm'.split(' '),
];

/** A dependency that is somewhere in the project: `file:../x`, `link:`, `portal:`, `patch:`, `./x.tgz`. */
const LOCAL = /^(?:file:|link:|portal:|patch:|exec:|\.{1,2}\/|~\/|\/)|^[^:]*\.(?:tgz|tar\.gz)$/;

export function localDependency({ folder, content }: NodePackage): string | undefined {
  const found = DEPENDENCIES.flatMap((name) => stringPairs(content[name])).find(([, spec]) =>
    LOCAL.test(spec),
  );
  const place = posix.join(folder, 'package.json');
  if (found !== undefined) return `${found[0]} ${found[1]} in ${place}`;
  const pnpm = objectOf(content['pnpm']) ?? {};
  if (pnpm['patchedDependencies'] !== undefined) return `patchedDependencies in ${place}`;
  return /"injected"\s*:\s*true/.test(JSON.stringify(content['dependenciesMeta'] ?? {}))
    ? `an injected dependency in ${place}`
    : undefined;
}

function stringPairs(value: unknown): [string, string][] {
  return Object.entries(objectOf(value) ?? {}).flatMap(([name, inner]): [string, string][] =>
    typeof inner === 'string' ? [[name, inner]] : stringPairs(inner),
  );
}

/** Package managers link the programs of workspace packages, and make them executable: they must be there. */
export function hasPrograms({ content }: NodePackage): boolean {
  return content['bin'] !== undefined || objectOf(content['directories'])?.['bin'] !== undefined;
}

/** The patterns of `workspaces`; undefined where they are written in a way that is not known. */
export function workspacePatterns({ content }: NodePackage): readonly string[] | undefined {
  const written = content['workspaces'];
  return written === undefined ? [] : stringsOf(objectOf(written)?.['packages'] ?? written);
}

/** The folders with a package.json that patterns (`packages/*`) name; undefined for a pattern that is not known. */
export function workspaceFolders(
  root: string,
  patterns: readonly string[],
  copied: CopiedFiles,
): readonly string[] | undefined {
  const folders: string[] = [];
  for (const pattern of patterns) {
    const parts = pattern
      .replace(/^\.\//, '')
      .split('/')
      .filter((part) => part !== '');
    if (parts.some((part) => part === '..' || (part !== '*' && !/^[\w.@-]+$/.test(part)))) return undefined;
    folders.push(...parts.reduce((found, part) => stepInto(found, part, copied), [root]));
  }
  return [...new Set(folders)]
    .filter((folder) => folder !== root && copied.text(posix.join(folder, 'package.json')) !== undefined)
    .sort();
}

function stepInto(folders: readonly string[], part: string, copied: CopiedFiles): string[] {
  return folders.flatMap((folder) =>
    part === '*'
      ? copied
          .names(folder)
          .filter((name) => name !== 'node_modules')
          .map((name) => posix.join(folder, name))
      : [posix.join(folder, part)],
  );
}

/**
 * The manifests above a folder that count for it: Corepack looks there for the version of the package manager. A package.json
 * there that has workspaces, or whose project may hold the only lock file, makes more of it than is looked at here; so do
 * settings.
 *
 * @param hasLock the folder has a lock file of its own
 */
export function manifestsAbove(
  folder: string,
  settings: readonly string[],
  { copied, hasLock }: { readonly copied: CopiedFiles; readonly hasLock: boolean },
): readonly string[] | InstallReads {
  const files: string[] = [];
  for (const each of withParents(folder).slice(1)) {
    const path = posix.join(each, 'package.json');
    const found = settings
      .map((name) => posix.join(each, name))
      .find((file) => copied.text(file) !== undefined);
    if (found !== undefined) return readsDeclined('manifest-unknown', found);
    const text = copied.text(path);
    if (text === undefined) continue;
    const content = jsonObject(text);
    const isApart = hasLock && content !== undefined && content['workspaces'] === undefined;
    const modules = posix.join(each, 'node_modules');
    if (!isApart) return readsDeclined('manifest-unknown', path);
    if (copied.names(modules).length > 0) return readsDeclined('manifest-unknown', modules);
    if (content['packageManager'] !== undefined) files.push(path);
  }
  return files;
}

/** Settings of npm and pnpm that name a file or a folder. */
const FILE_SETTINGS =
  /^(?:cafile|certfile|keyfile|userconfig|globalconfig|prefix|modules-dir|store-dir|cache|.*pnpmfile)$/;

/** Whether a setting names a file: by what it is, or because what it says has been copied. */
export function namesFile(
  key: string,
  value: string,
  place: Pick<InstallCall, 'folder' | 'copied'>,
): boolean {
  return (
    FILE_SETTINGS.test(key.replace(/^.*:/, '')) || (!isKey(key) && namedFile(value, place) !== undefined)
  );
}

/** Secrets and certificates may hold slashes and stops. */
function isKey(key: string): boolean {
  return /(?:^|:)(?:_auth|_authToken|_password|ca|cert|key)(?:\[\])?$/.test(key);
}

/** What speaks against an .npmrc: secrets in it, secrets that it needs, and further files that it names. */
export function npmrcProblem(
  text: string,
  path: string,
  { variable, copied }: Pick<InstallCall, 'variable' | 'copied'>,
): InstallReads | undefined {
  const place = { folder: posix.dirname(path), copied };
  for (const line of text.split(/\r?\n/)) {
    const [, key = '', value = ''] = /^\s*([^#;=][^=]*?)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    const named = [...value.matchAll(/\$\{([^}?]+)\??\}/g)].map(([, name = '']) => name);
    const missing = named.find((name) => variable(name) === undefined);
    if (missing !== undefined) return readsDeclined('secret-in-manifest', `${path} needs $${missing}`);
    if (/(?:^|:)_(?:auth|authToken|password)$/.test(key) && named.length === 0)
      return readsDeclined('secret-in-manifest', `${path}: ${key}`);
    if (namesFile(key, value, place)) return readsDeclined('manifest-unknown', `${path}: ${key}`);
  }
  return undefined;
}

/**
 * A package that a lock file of npm or Yarn takes from the project: `"resolved": "file:x.tgz"`, or a link to a folder that
 * is none of the workspaces.
 */
export function lockedInProject(text: string, root: string, members: readonly string[]): string | undefined {
  const file =
    /"(?:resolved|version)"\s*:\s*"(?:file|link):[^"]*"|^\s+resolved "file:.*$|^"?[^\s"]+@(?:file|link|portal):.*$/m.exec(
      text,
    )?.[0];
  if (file !== undefined) return file.trim();
  if (!/"link"\s*:\s*true/.test(text)) return undefined;
  const packages = Object.values(objectOf(jsonObject(text)?.['packages']) ?? {}).map(objectOf);
  const linked = packages.flatMap((each) =>
    each?.['link'] === true && typeof each['resolved'] === 'string' ? [each['resolved']] : [],
  );
  return linked.find((each) => !members.includes(posix.join(root, each)));
}
