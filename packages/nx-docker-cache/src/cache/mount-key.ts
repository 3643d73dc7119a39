import { MOUNT_TYPE, type UsageRecord } from './usage-record';

/**
 * What a cache mount is stored under: `<namespace>/<id>`, the namespace being the build argument
 * BUILDKIT_CACHE_MOUNT_NS (usually empty), so that the default id `/root/.cache/pip` gives `//root/.cache/pip`
 * (BuildKit, frontend/dockerfile/dockerfile2llb/convert_runmount.go).
 */
export type MountKey = string;

export const NAMESPACE_ARGUMENT = 'BUILDKIT_CACHE_MOUNT_NS';

export function mountKey(id: string, namespace = ''): MountKey {
  return `${namespace}/${id}`;
}

/** A key as people read it: the id alone in the default namespace, `id in namespace` in another. */
export function shownKey(key: MountKey): string {
  if (key.startsWith('/')) return key.slice(1);
  const slash = key.indexOf('/');
  return slash < 0 ? key : `${key.slice(slash + 1)} in ${key.slice(0, slash)}`;
}

/** What the record of a cache mount tells of it. */
export interface MountDescription {
  /** Where the first RUN that used it had it. */
  readonly target: string;
  /** Undefined where an old engine does not tell it: then nobody can say whose mount it is. */
  readonly key: MountKey | undefined;
}

/**
 * `cached mount <target> from exec <command> with id "<key>"`, the key quoted as Go quotes (BuildKit,
 * solver/llbsolver/mounts/mount.go). Undefined for the record of anything else. Only the command that made the mount is
 * named; which others used it is told nowhere.
 */
export function describeMount({
  type,
  description,
}: Pick<UsageRecord, 'type' | 'description'>): MountDescription | undefined {
  if (type !== MOUNT_TYPE) return undefined;
  const target = /^cached mount (.*?) from exec /s.exec(description)?.[1];
  if (target === undefined) return { target: '', key: undefined };
  const quoted = / with id ("(?:[^"\\]|\\.)*")$/s.exec(description)?.[1];
  return { target, key: quoted === undefined ? undefined : unquote(quoted) };
}

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** A string in the form of Go's `%q`. */
function unquote(quoted: string): string {
  return quoted
    .slice(1, -1)
    .replace(
      /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|(.))/gs,
      (_, ...groups: (string | undefined)[]) => {
        const [hex, short, long, character = ''] = groups;
        const code = hex ?? short ?? long;
        return code === undefined
          ? (ESCAPES[character] ?? character)
          : String.fromCodePoint(Number.parseInt(code, 16));
      },
    );
}
