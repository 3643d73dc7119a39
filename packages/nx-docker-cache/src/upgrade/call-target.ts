import type { CacheFolder } from '../recipes/recipe';
import { cacheTarget, type CacheTarget } from './cache-target';
import type { CallInPlace } from './disablings';
import { coverageOf, mountBelowSomeHome } from './existing-mounts';
import { decline, type Decline, type NeededMount } from './run-decision';
import type { RunUser } from './run-user';
import type { CallEnvironment } from './script-environment';
import type { RunSite } from './sites';
import type { Surroundings } from './surroundings';

export interface TargetCase {
  readonly environment: CallEnvironment;
  readonly user: RunUser;
  readonly image: string | undefined;
}

/** Where the home folder is not known, an existing mount tells; without one, it is the user that has to be named. */
export function targetOf(
  site: RunSite,
  cache: CacheFolder,
  { call }: CallInPlace,
  { environment, user, image }: TargetCase,
): CacheTarget {
  const target = cacheTarget(cache, call, environment, image);
  if (target.ok || target.reason !== 'home-unknown' || cache.place.kind !== 'home') return target;
  const path = mountBelowSomeHome(site, cache.place.below);
  if (path !== undefined) return { ok: true, path };
  return user.kind === 'unknown' ? { ok: false, reason: 'user-unknown', detail: user.detail } : target;
}

/** The mount that a call needs for its cache folder; undefined when there is one already. */
export function neededMount(
  site: RunSite,
  target: string,
  { place }: CallInPlace,
  { user }: Surroundings,
): NeededMount | Decline | undefined {
  const coverage = coverageOf(site, target);
  if (coverage.kind === 'covered') return undefined;
  if (coverage.kind === 'blocked') return decline(coverage.reason, coverage.detail);
  if (user.kind === 'root' || place.invocation.runsAs !== 'caller')
    return { target, uid: undefined, gid: undefined };
  return user.kind === 'unknown'
    ? decline('user-unknown', user.detail)
    : { target, uid: user.uid, gid: user.gid };
}

/** The environment that the call itself finds: `sudo` changes it. */
export function environmentOfCall(
  { place }: CallInPlace,
  { user, home }: Surroundings,
): CallEnvironment | Decline {
  const { runsAs, words } = place.invocation;
  const otherUser = (): Decline => decline('runs-as-other-user', words.map(({ text }) => text).join(' '));
  switch (runsAs) {
    case 'caller':
      return place.environment;
    case 'root-with-own-home':
      return ROOT_ENVIRONMENT;
    case 'root':
      return user.kind === 'root' && !user.isAssumed && home === '/root' ? place.environment : otherUser();
    case 'other':
      return otherUser();
  }
}

const ROOT_ENVIRONMENT: CallEnvironment = {
  variable: (name) => (name === 'HOME' ? { kind: 'set', value: '/root' } : { kind: 'unset' }),
  isExported: () => false,
};
