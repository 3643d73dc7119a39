import { buildOrder } from './build-order';
import { imageOwners, type BuildTarget, type OwnerOf } from './image-owners';
import { isAwaited } from './own-waits';
import type { BuildFacts, ProjectFacts } from './project-facts';

/** What a build has to do with other targets of the workspace. */
export interface BuildLinks {
  /** The targets whose images it builds on. */
  readonly images: readonly BuildTarget[];
  /**
   * The builds that make these images, and what those are built on, as far as it does not wait for them: it has to be
   * affected by what they read.
   */
  readonly unawaited?: readonly UnawaitedBuild[];
  /** The targets that write files it reads. */
  readonly writers: readonly BuildTarget[];
  /** Why it may read all of its context, although its Dockerfile does not say so. */
  readonly whole: string | undefined;
  /** All that build on each other in a circle with it (`project:target`): none waits for another. */
  readonly circle: readonly string[] | undefined;
}

export interface UnawaitedBuild {
  readonly project: string;
  readonly projectRoot: string;
  readonly build: BuildFacts;
  /** It may read all of its context, although its Dockerfile does not say so. */
  readonly isWhole: boolean;
}

export type LinksOf = (project: string, build: BuildFacts) => BuildLinks;

/** Finds out which builds of a workspace build on the images of others. */
export function linkBuilds(projects: readonly ProjectFacts[]): LinksOf {
  const ownerOf = imageOwners(projects);
  const bases = basesOf(projects, ownerOf);
  if (bases.size === 0) return (_, build) => linksOfWriters(build);
  const order = buildOrder(
    [...bases].flatMap(([from, all]) => all.map((base) => ({ from, to: key(base.project, base.target) }))),
  );
  const kept = new Set(order.edges.map(({ from, to }) => `${from}\0${to}`));
  const withTriggers = new Set(
    projects.flatMap(({ name, builds }) =>
      builds.flatMap(({ hasTriggers, target }) => (hasTriggers ? [key(name, target)] : [])),
    ),
  );
  const triggerBelow = (from: string): string | undefined =>
    bases
      .get(from)
      ?.map((base) => key(base.project, base.target))
      .find((to) => withTriggers.has(to));
  const isKept = (from: string, base: BuildTarget): boolean =>
    kept.has(`${from}\0${key(base.project, base.target)}`);
  const unawaitedBy = unawaitedBuilds({ projects, bases, isKept, triggerBelow });
  return (project, build) => {
    if (build.bases.length === 0) return linksOfWriters(build);
    const from = key(project, build.target);
    const all = bases.get(from);
    if (all === undefined) return linksOfWriters(build);
    const trigger = triggerBelow(from);
    const unawaited = unawaitedBy(from, project, build);
    return {
      ...linksOfWriters(build),
      ...(unawaited.length > 0 && { unawaited }),
      images: all.filter((base) => isKept(from, base)),
      whole: trigger && `the image of ${trigger} copies files of its own accord (ONBUILD)`,
      circle: order.circles.get(from),
    };
  };
}

/**
 * The targets that make the images which builds are on, by `key`. Most builds are on images from elsewhere: they are not in it,
 * and not looked at any further.
 */
function basesOf(
  projects: readonly ProjectFacts[],
  ownerOf: OwnerOf,
): ReadonlyMap<string, readonly BuildTarget[]> {
  const bases = new Map<string, readonly BuildTarget[]>();
  let triggers: ReturnType<typeof triggerBasesIn> | undefined;
  for (const { name, builds } of projects)
    for (const build of builds) {
      const own = build.bases.flatMap((image) => ownerOf(image) ?? []);
      if (own.length === 0) continue;
      triggers ??= triggerBasesIn(projects);
      // What a trigger of a base image copies from, it copies in the build of what stands on that image.
      const byTriggers = own
        .flatMap((base) => triggers?.get(key(base.project, base.target)) ?? [])
        .flatMap((image) => ownerOf(image) ?? []);
      bases.set(key(name, build.target), unique([...own, ...byTriggers]));
    }
  return bases;
}

function triggerBasesIn(projects: readonly ProjectFacts[]): ReadonlyMap<string, readonly string[]> {
  return new Map(
    projects.flatMap(({ name, builds }) =>
      builds.flatMap(({ target, triggerBases }) =>
        triggerBases === undefined ? [] : [[key(name, target), triggerBases] as const],
      ),
    ),
  );
}

interface KnownLinks {
  readonly projects: readonly ProjectFacts[];
  /** Of each build that is on images of others, what makes these. */
  readonly bases: ReadonlyMap<string, readonly BuildTarget[]>;
  readonly isKept: (from: string, base: BuildTarget) => boolean;
  readonly triggerBelow: (from: string) => string | undefined;
}

function unawaitedBuilds({ projects, bases, isKept, triggerBelow }: KnownLinks) {
  let factsOf: ReturnType<typeof factsByTarget> | undefined;
  const factsAt = (name: string): UnawaitedBuild[] => {
    factsOf ??= factsByTarget(projects);
    const facts = factsOf.get(name);
    return facts === undefined ? [] : [{ ...facts, isWhole: triggerBelow(name) !== undefined }];
  };
  return (from: string, project: string, { ownWaits = [] }: BuildFacts): readonly UnawaitedBuild[] => {
    const open = (bases.get(from) ?? []).filter(
      (base) => !isKept(from, base) || ownWaits.some((waits) => !isAwaited(waits, project, base)),
    );
    const found = new Set<string>();
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const name = key(next.project, next.target);
      if (found.has(name)) continue;
      found.add(name);
      open.push(...(bases.get(name) ?? []));
    }
    found.delete(from);
    return [...found].flatMap(factsAt);
  };
}

/** Of a build that is on no image of the workspace. */
function linksOfWriters({ writers }: BuildFacts): BuildLinks {
  return { images: [], writers: writers.map(targetOf), whole: undefined, circle: undefined };
}

function key(project: string, target: string): string {
  return `${project}:${target}`;
}

/** The name of a target has no colon. */
function targetOf(written: string): BuildTarget {
  const colon = written.lastIndexOf(':');
  return { project: written.slice(0, colon), target: written.slice(colon + 1) };
}

function unique(targets: readonly BuildTarget[]): readonly BuildTarget[] {
  return [...new Map(targets.map((each) => [key(each.project, each.target), each])).values()];
}

function factsByTarget(projects: readonly ProjectFacts[]) {
  return new Map(
    projects.flatMap(({ name: project, root: projectRoot, builds }) =>
      builds.map((build) => [key(project, build.target), { project, projectRoot, build }] as const),
    ),
  );
}
