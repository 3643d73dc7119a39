import type { CacheFolder } from '../recipes/recipe';
import { cacheTarget, type CacheTarget, type TargetFacts } from './cache-target';
import type { CallInPlace } from './disablings';
import { coverageOf, mountBelowSomeHome } from './existing-mounts';
import { decline, type Decline, type NeededMount } from './run-decision';
import type { RunUser } from './run-user';
import type { CallEnvironment } from './script-environment';
import type { RunSite } from './sites';
import type { Surroundings } from './surroundings';

export interface TargetCase extends TargetFacts {
  readonly user: RunUser;
}

/** Where the home folder is not known, an existing mount tells; without one, it is the user that has to be named. */
export function targetOf(
  site: RunSite,
  cache: CacheFolder,
  { call }: CallInPlace,
  { user, ...facts }: TargetCase,
): CacheTarget {
  const target = cacheTarget(cache, call, facts);
  if (target.ok || target.reason !== 'home-unknown' || cache.place.kind !== 'home') return target;
  const folder = mountBelowSomeHome(site, cache.place.below);
  if (folder !== undefined) return { ok: true, folder, paths: [folder] };
  return user.kind === 'unknown' ? { ok: false, reason: 'user-unknown', detail: user.detail } : target;
}

/** The mount that a call needs for a folder; undefined when there is one already. */
export function neededMount(
  site: RunSite,
  target: string,
  { place }: CallInPlace,
  { user }: Surroundings,
): Pick<NeededMount, 'target' | 'uid' | 'gid'> | Decline | undefined {
  const coverage = coverageOf(site, target);
  if (coverage.kind === 'covered') return undefined;
  if (coverage.kind === 'blocked') return decline(coverage.reason, coverage.detail);
  if (user.kind === 'root' || place.invocation.runsAs !== 'caller')
    return { target, uid: undefined, gid: undefined };
  return user.kind === 'unknown'
    ? decline('user-unknown', user.detail)
    : { target, uid: user.uid, gid: user.gid };
}

/** Whether a call runs as root, as far as it is known. */
export function runsAsRoot({ place }: CallInPlace, { user }: Surroundings): boolean {
  const { runsAs } = place.invocation;
  return runsAs === 'caller' ? user.kind === 'root' : runsAs !== 'other';
}

/** The environment that the call itself finds: `sudo` changes it. */
export function environmentOfCall(
  { place }: CallInPlace,
  { user, home }: Surroundings,
  caches: readonly CacheFolder[],
): CallEnvironment | Decline {
  const { runsAs, words } = place.invocation;
  const otherUser = (): Decline => decline('runs-as-other-user', words.map(({ text }) => text).join(' '));
  switch (runsAs) {
    case 'caller':
      return place.environment;
    case 'root-with-own-home':
      return ROOT_ENVIRONMENT;
    case 'root':
      if (caches.every(isSameForAll)) return ROOT_ENVIRONMENT;
      return user.kind === 'root' && !user.isAssumed && home === '/root' ? place.environment : otherUser();
    case 'other':
      return otherUser();
  }
}

/** The caches of a distribution's packages are where they are, whoever calls. */
function isSameForAll({ place, movedBy }: CacheFolder): boolean {
  return place.kind === 'fixed' && movedBy.length === 0;
}

const ROOT_ENVIRONMENT: CallEnvironment = {
  variable: (name) => (name === 'HOME' ? { kind: 'set', value: '/root' } : { kind: 'unset' }),
  isExported: () => false,
};
