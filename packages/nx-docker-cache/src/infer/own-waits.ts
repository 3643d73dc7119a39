import type { BuildTarget } from './image-owners';
import { objectOf, textOf, textsOf, type OwnTarget } from './project-file';
import { matchesStars } from './stars';

/** Which targets a target waits for, as an entry of `dependsOn` says it. */
export interface Wait {
  readonly target: string;
  /** Names and patterns; `own` is the project itself, `dependencies` all that it depends on. */
  readonly projects: 'own' | 'dependencies' | readonly string[];
}

/** In a list of Nx 24: what was there before. */
const SPREAD = '...';

/** A `dependsOn` with what it takes over from the one below it; undefined where there is neither. */
export function withBase(
  own: readonly unknown[] | undefined,
  base: readonly unknown[] | undefined,
): readonly unknown[] | undefined {
  if (own === undefined || base === undefined) return own ?? base;
  return own.flatMap((entry) => (entry === SPREAD ? base : [entry]));
}

/**
 * All that a target may wait for by what its project and the workspace say; none where that leaves what is inferred in force.
 * @param defaults see `targetDefaults`: of several any may apply
 */
export function ownWaits(
  own: OwnTarget | undefined,
  defaults: readonly OwnTarget[],
): readonly (readonly Wait[])[] {
  return (defaults.length === 0 ? [undefined] : defaults).flatMap((each) => {
    const waits = readWaits(withBase(own?.dependsOn, each?.dependsOn));
    return waits === undefined ? [] : [waits];
  });
}

const EVERYTHING: Wait = { target: '*', projects: ['*'] };

/** @param written a `dependsOn` as somebody wrote it, which takes the place of what is inferred; undefined where there is none */
export function readWaits(written: unknown): readonly Wait[] | undefined {
  return Array.isArray(written) ? written.flatMap((entry: unknown) => waitOf(entry) ?? []) : undefined;
}

function waitOf(entry: unknown): Wait | undefined {
  if (typeof entry === 'string') return entry === SPREAD ? EVERYTHING : namedWait(entry);
  const { target, projects, dependencies } = objectOf(entry);
  const named = textOf(target);
  if (named === undefined) return undefined;
  if (dependencies === true || projects === 'dependencies')
    return { target: named, projects: 'dependencies' };
  const list = typeof projects === 'string' ? [projects] : textsOf(projects);
  return list === undefined || projects === 'self' ? namedWait(named) : { target: named, projects: list };
}

function namedWait(written: string): Wait {
  if (written.startsWith('^')) return { target: written.slice(1), projects: 'dependencies' };
  const colon = written.indexOf(':');
  return colon === -1
    ? { target: written, projects: 'own' }
    : { target: written.slice(colon + 1), projects: [written.slice(0, colon)] };
}

/**
 * Whether a project whose target waits so waits for another target. An image's project is one of its dependencies: the plugin
 * draws that edge. What is not understood (tags of projects) does not count.
 */
export function isAwaited(waits: readonly Wait[], project: string, other: BuildTarget): boolean {
  return waits.some(({ target, projects }) => {
    if (!matchesStars(target, other.target)) return false;
    if (projects === 'own') return other.project === project;
    if (projects === 'dependencies') return other.project !== project;
    return projects.some((pattern) => matchesStars(pattern, other.project));
  });
}
