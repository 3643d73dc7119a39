import { knownValue } from '../dockerfile/scope';
import { mountsOf, type Mount } from '../dockerfile/mounts';
import { cleanPath, relationTo } from './paths';
import type { DeclineReason } from './reasons';
import type { RunSite } from './sites';

/** What the mounts that a RUN has already mean for a cache folder. */
export type Coverage =
  | { readonly kind: 'open' }
  /** A cache mount of the folder, or of one above it. */
  | { readonly kind: 'covered'; readonly by: Mount }
  | { readonly kind: 'blocked'; readonly reason: DeclineReason; readonly detail: string };

/** Whether a RUN has mounts, of whatever type, at all of these folders; absolute and clean. */
export function hasMountsAt({ run, scope }: RunSite, folders: readonly string[]): boolean {
  const own = mountsOf(run, scope.expand).map(({ target }) => cleanPath(target ?? ''));
  return folders.every((folder) => own.includes(folder));
}

export function coverageOf(site: RunSite, target: string): Coverage {
  const mounts = mountsOf(site.run, site.scope.expand);
  const relevant = mounts.map((mount) => ({ mount, relation: relationOf(site, mount, target) }));
  const by = relevant.find(({ mount, relation }) => mount.type === 'cache' && relation === 'covers')?.mount;
  if (by !== undefined) return { kind: 'covered', by };
  const other = relevant.find(({ relation }) => relation === 'covers')?.mount;
  if (other !== undefined)
    return { kind: 'blocked', reason: 'mount-in-the-way', detail: `type ${other.type}` };
  const unclear = relevant.find(
    ({ mount, relation }) => mount.type === 'cache' && relation === 'unknown',
  )?.mount;
  if (unclear !== undefined)
    return { kind: 'blocked', reason: 'mount-unknown', detail: unclear.flag.value ?? '' };
  return { kind: 'open' };
}

function relationOf(site: RunSite, mount: Mount, target: string): 'covers' | 'apart' | 'unknown' {
  if (mount.unknownKeys.includes('target') || mount.unknownKeys.includes('type')) return 'unknown';
  const written = mount.target ?? '';
  const workdir = knownValue(site.scope.workdir);
  const path = cleanPath(written) ?? (workdir === undefined ? undefined : cleanPath(`${workdir}/${written}`));
  if (path === undefined || path === '/') return 'apart';
  const relation = relationTo(target, path);
  return relation === 'same' || relation === 'above' ? 'covers' : 'apart';
}

/**
 * Where an author who knows the home folder has already put a cache mount for what is `below` it: `/home/app/.cache/pip`
 * or `/home/app/.cache` for `.cache/pip`.
 */
export function mountBelowSomeHome(site: RunSite, below: string): string | undefined {
  const folders = below.split('/').map((_, index, all) => `/${all.slice(0, index + 1).join('/')}`);
  for (const mount of mountsOf(site.run, site.scope.expand)) {
    const target = mount.type === 'cache' ? cleanPath(mount.target ?? '') : undefined;
    const folder = folders.findLast((ending) => target?.endsWith(ending) === true);
    if (target !== undefined && folder !== undefined) return target + `/${below}`.slice(folder.length);
  }
  return undefined;
}
