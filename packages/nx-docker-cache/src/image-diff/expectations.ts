import { dirname } from 'node:path/posix';
import { cacheAt, isBelow } from './cache-folders';
import { OWN_FILE, type ConfigDifference, type Difference, type FileDifference } from './compare-images';
import type { FileTree } from './file-tree';
import type { ImageFile } from './image-file';
import { steadyRule } from './volatile-content';

/** What a difference is judged by, beside itself. */
export interface ExpectationContext {
  readonly before: FileTree;
  readonly after: FileTree;
  /** The targets of the cache mounts of the Dockerfile that the second image was built from; absolute. */
  readonly cacheMounts: readonly string[];
  /** Whether the user has named it: a path (`/opt/x`), or a fact of the config (`env BUILD_DATE`). */
  readonly isNamedByUser: (name: string) => boolean;
}

/** A kind of difference that an upgrade may make, or that any two builds have. */
export interface Expectation {
  readonly code: string;
  /** Why it is no reason to worry, for people. */
  readonly why: string;
  readonly covers: (difference: Difference, context: ExpectationContext) => boolean;
}

/** The times of all files, which are counted and not listed. */
export const TIMESTAMPS = {
  code: 'timestamps',
  why: 'every build writes the times of its files anew',
} as const;

/** The first that covers a difference names it; a difference that none covers is a real one. */
export const EXPECTATIONS: readonly Expectation[] = [
  {
    code: 'named-by-you',
    why: 'it was named as expected',
    covers: (difference, { isNamedByUser }) =>
      isNamedByUser(difference.subject === 'file' ? difference.path : difference.name),
  },
  {
    code: 'cache-in-mount',
    why: 'the cache of a package manager is in its mount now, and no longer in the image',
    // The folders above it go with it where they held nothing else; whatever else they held is missed on its own.
    covers: ofFile(
      ({ path, property, after, files }, { cacheMounts }) =>
        property === 'presence' &&
        after === undefined &&
        (cacheAt(path, cacheMounts) !== undefined ||
          (files.before?.type === 'directory' && leadsToMount(path, cacheMounts))),
    ),
  },
  {
    code: 'mount-folder',
    why: 'where a cache mount was, its empty folder stays in the image',
    covers: ofFile(
      ({ path, property, before, files }, { cacheMounts, after }) =>
        property === 'presence' &&
        before === undefined &&
        files.after?.type === 'directory' &&
        leadsToMount(path, cacheMounts) &&
        holdsOnlyMounts(after, path, cacheMounts),
    ),
  },
  {
    code: 'folder-above-mount',
    why: 'the tool made this folder for itself alone (0700); above a mount BuildKit makes it (0755)',
    // Whatever else is in it is compared on its own.
    covers: ofFile(
      ({ path, property, files }, { cacheMounts }) =>
        property === 'mode' &&
        files.after?.type === 'directory' &&
        files.after.mode === 0o755 &&
        files.before?.mode === 0o700 &&
        leadsToMount(path, cacheMounts),
    ),
  },
  {
    code: 'base-folder-hidden',
    why: 'the base image has these empty ones in the cache folder; the RUN deleted them, and now does not see them',
    covers: ofFile(
      ({ path, property, before, files }, { cacheMounts }) =>
        property === 'presence' &&
        before === undefined &&
        isEmpty(files.after) &&
        cacheAt(path, cacheMounts) !== undefined,
    ),
  },
  {
    code: 'cache-switch',
    why: 'a variable that switched the cache of a package manager off is gone, or one that its mount needs is there',
    covers: ofConfig(
      ({ name, before, after }) =>
        (after === undefined && CACHE_SWITCHES.has(name)) ||
        (before === undefined && MOUNT_NEEDS.has(`${name}=${after ?? ''}`)),
    ),
  },
  {
    code: 'package-manager-settings',
    why: 'the setting by which a base image empties the cache of its package manager is switched off',
    covers: ofFile(
      ({ path, property, before, after }) =>
        property === 'presence' &&
        ((after === undefined && path === '/etc/apt/apt.conf.d/docker-clean') ||
          (before === undefined && path === '/etc/apt/apt.conf.d/keep-cache')),
    ),
  },
  {
    code: 'python-bytecode',
    why: 'compiled Python holds the time of its source; it is there in both images, and its source is the same',
    covers: ofFile(({ path, property }, context) => property === 'content' && hasSameSource(path, context)),
  },
  {
    code: 'package-manager-bytecode',
    why: 'Python keeps the compiled modules of pip and its like that an installation happened to use',
    covers: ofFile(
      ({ path, property }, context) =>
        property === 'presence' &&
        PYTHON_TOOLS.test(path) &&
        (path.endsWith('/__pycache__') || hasSameSource(path, context)),
    ),
  },
  {
    code: 'installer-notes',
    why: 'pip and uv each note who has installed a package, and which were asked for; its metadata are the same in both images',
    covers: ofFile(
      ({ path, property, files }, context) =>
        (property === 'content' || property === 'presence') &&
        (files.before ?? files.after)?.type === 'file' &&
        INSTALLER_NOTES.test(path) &&
        hasSameFile(path.replace(/[^/]+$/, 'METADATA'), context),
    ),
  },
  {
    code: 'node-bytecode',
    why: 'Node keeps programs there in their compiled form, which is another one each time',
    covers: ofFile(
      ({ path, property }) => (property === 'content' || property === 'presence') && NODE_BYTECODE.test(path),
    ),
  },
  {
    code: 'package-manager-leftover',
    why: 'Bun tries in the folder for temporary files how it can bring packages there from its cache, and uv locks the environment there; each leaves an empty file behind',
    covers: ofFile(
      ({ path, property, before, files }, { cacheMounts, after }) =>
        property === 'presence' &&
        before === undefined &&
        cacheMounts.length > 0 &&
        (BUN_TRIAL.test(path) ||
          UV_LOCK.test(path) ||
          (path.endsWith('/.lock') && holdsPackages(after, path))) &&
        isEmpty(files.after),
    ),
  },
  {
    code: 'package-build-leftover',
    why: 'pip builds a package in the folder of its sources and leaves what it made on the way; uv builds it elsewhere',
    covers: ofFile(({ path, property, after }, { before: tree }) => {
      const sources =
        property === 'presence' && after === undefined ? BUILD_LEFTOVER.exec(path)?.[1] : undefined;
      return (
        sources !== undefined &&
        ['pyproject.toml', 'setup.py'].some((name) => tree.find(`${sources}/${name}`) !== undefined)
      );
    }),
  },
  {
    code: 'empty-package-folder',
    why: 'uv makes the empty folders of a package too, pip does not',
    covers: ofFile(
      ({ path, property, before, files }, { after }) =>
        property === 'presence' &&
        before === undefined &&
        files.after?.type === 'directory' &&
        after.find(path)?.children.size === 0 &&
        holdsPackages(after, path),
    ),
  },
  {
    code: 'copied-from-mount',
    why: 'packages were links to the cache, and to one another where their content is the same; from a mount they are copied',
    covers: ofFile(
      ({ path, property, after }, { cacheMounts }) =>
        property === 'hard links' &&
        after === OWN_FILE &&
        cacheMounts.length > 0 &&
        path.includes('/node_modules/'),
    ),
  },
  {
    code: 'package-manager-log',
    why: 'package managers log with the time of day',
    covers: ofFile(
      ({ path, property }) => (property === 'content' || property === 'presence') && LOGS.test(path),
    ),
  },
  {
    code: 'linker-cache',
    why: 'ldconfig notes times and inode numbers there',
    covers: ofFile(
      ({ path, property }) => property === 'content' && path === '/var/cache/ldconfig/aux-cache',
    ),
  },
  {
    code: 'engine-files',
    why: 'the engine puts these in the way of a RUN, and leaves them empty',
    covers: ofFile(
      ({ path, property, files }) =>
        property === 'presence' && ENGINE_FILES.has(path) && isEmpty(files.before ?? files.after),
    ),
  },
  {
    code: 'written-anew',
    why: 'but for what every build writes anew (the day of useradd, the order of a list of files) the content is the same',
    covers: ofFile(
      ({ path, property, files: { before, after } }) =>
        property === 'content' &&
        steadyRule(path.slice(1), 0) !== undefined &&
        before?.steadyDigest !== undefined &&
        before.steadyDigest === after?.steadyDigest,
    ),
  },
];

/** The variables that switch a cache off, by the tools' documentation; an upgrade takes them away. */
const CACHE_SWITCHES: ReadonlySet<string> = new Set(
  ['PIP_NO_CACHE_DIR', 'UV_NO_CACHE', 'POETRY_NO_CACHE', 'PIPENV_CLEAR', 'PDM_NO_CACHE'].map(
    (name) => `env ${name}`,
  ),
);

/** Variables without which a tool would link into the mount. */
const MOUNT_NEEDS: ReadonlySet<string> = new Set(['env UV_LINK_MODE=copy']);

const PYTHON_TOOLS =
  /\/(?:site|dist)-packages\/(?:pip|setuptools|pkg_resources|_distutils_hack|wheel)\/(?:.*\/)?__pycache__(?:\/[^/]+\.pyc)?$/;

/** Of the package v8-compile-cache, which Yarn 1 has in it, and of Node itself. */
const NODE_BYTECODE = /^\/tmp\/(?:v8-compile-cache-\d+|node-compile-cache)(?:\/|$)/;

const BUN_TRIAL = /^\/tmp\/\.[\da-f]{16}-[\da-f]{8}\.hm$/;

const UV_LOCK = /^\/tmp\/uv-(?:[\w.]+-)*[\da-f]{16}\.lock$/;

/** `build` and `<name>.egg-info` beside the pyproject.toml of a package. */
const BUILD_LEFTOVER = /^(.*)\/(?:build|[^/]+\.egg-info)(?:\/.*)?$/;

const INSTALLER_NOTES = /\.dist-info\/(?:INSTALLER|REQUESTED|uv_build\.json|uv_cache\.json)$/;

const LOGS =
  /^\/var\/log\/(?:apt\/[^/]+\.log(?:\.xz)?|dpkg\.log|alternatives\.log|apk\.log|dnf[^/]*\.log|yum\.log|hawkey\.log|zypper\.log|zypp\/.*|pacman\.log)$|^\/(?:root|home\/[^/]+)\/\.npm\/(?:_logs(?:\/.*)?|_update-notifier-last-checked)$/;

const ENGINE_FILES: ReadonlySet<string> = new Set([
  '/etc/hosts',
  '/etc/hostname',
  '/etc/resolv.conf',
  '/.dockerenv',
  '/proc',
  '/sys',
  '/dev',
]);

function ofFile(
  covers: (difference: FileDifference, context: ExpectationContext) => boolean,
): Expectation['covers'] {
  return (difference, context) => difference.subject === 'file' && covers(difference, context);
}

function ofConfig(covers: (difference: ConfigDifference) => boolean): Expectation['covers'] {
  return (difference) => difference.subject === 'config' && covers(difference);
}

function isEmpty(file: ImageFile | undefined): boolean {
  return file !== undefined && (file.type === 'directory' || (file.type === 'file' && file.size === 0));
}

function leadsToMount(path: string, mounts: readonly string[]): boolean {
  return mounts.some((mount) => mount === path || isBelow(mount, path));
}

/** Whether the folder of a path is a Python environment, or one that packages were installed into. */
function holdsPackages(tree: FileTree, path: string): boolean {
  const names = [...(tree.find(dirname(path))?.children.keys() ?? [])];
  return names.some((name) => name === 'pyvenv.cfg' || name.endsWith('.dist-info'));
}

function holdsOnlyMounts(tree: FileTree, path: string, mounts: readonly string[]): boolean {
  const names = [...(tree.find(path)?.children.keys() ?? [])].map((name) => `${path}/${name}`);
  return names.every((name) => leadsToMount(name, mounts));
}

/**
 * Whether a file is the compiled form (PEP 3147) of a module that both images have with the same content. A compiled
 * module without its source is a program of its own, and compared like any other file.
 */
function hasSameSource(path: string, { before, after }: ExpectationContext): boolean {
  const match = /^(.*\/)__pycache__\/([^/]+?)\.[a-z]+-?\d+(?:\.opt-\d)?\.pyc$/.exec(path);
  if (match === null) return false;
  return hasSameFile(`${match[1] ?? ''}${match[2] ?? ''}.py`, { before, after });
}

function hasSameFile(path: string, { before, after }: Pick<ExpectationContext, 'before' | 'after'>): boolean {
  const [first, second] = [before.find(path)?.file, after.find(path)?.file];
  return first?.type === 'file' && second?.type === 'file' && first.digest === second.digest;
}
