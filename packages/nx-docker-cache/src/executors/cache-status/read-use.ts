import { givenBuildArgs } from '../../build/given-arguments';
import { readTrace, type BuildTrace } from '../../cache/build-trace';
import { declaredMounts, type DeclaredMount } from '../../cache/declared-mounts';
import { withTracedMounts } from '../../cache/traced-mounts';
import type { LastBuild, TargetUse, WorkspaceUse } from '../../cache/workspace-use';
import { platformArgs } from '../../context/platform-args';
import { ProductError } from '../../errors/product-error';
import type { World } from '../../io/world';
import { RECIPES } from '../../recipes/registry';
import { readHistory } from '../../timing/history/lines';
import type { BuildEntry } from '../../timing/run/run-record';
import { readDockerfile } from '../build/read-dockerfile';
import { pathFrom } from '../build/shown-path';
import type { BuildTarget } from './build-targets';
import type { CacheRequest } from './cache-request';

/** Where builds go whose traces count: those of another builder or engine tell nothing of this one. */
export interface BuilderIdentity {
  readonly name: string;
  readonly engine: string | undefined;
  readonly platform: string | undefined;
}

/** What the Dockerfiles of the workspace say about the cache, and what its builds are known to have left there. */
export async function readUse(
  world: Pick<World, 'files' | 'environment'>,
  request: CacheRequest,
  builder: BuilderIdentity,
): Promise<WorkspaceUse> {
  const traces = request.history.traces
    .all()
    .flatMap((kept): BuildTrace | readonly BuildTrace[] => readTrace(kept) ?? [])
    .filter((trace) => trace.builder === builder.name && trace.engine === builder.engine);
  const { builds } = readHistory(request.history.read());
  const targets = await Promise.all(
    request.targets.map((target) =>
      targetUse(world, request, target, { platform: builder.platform, builds }),
    ),
  );
  return { targets: withTracedMounts(targets, traces), traces };
}

interface Surroundings {
  readonly platform: string | undefined;
  readonly builds: readonly BuildEntry[];
}

async function targetUse(
  world: Pick<World, 'files' | 'environment'>,
  { workspaceRoot }: CacheRequest,
  target: BuildTarget,
  { platform, builds }: Surroundings,
): Promise<TargetUse> {
  const shown = pathFrom(workspaceRoot, target.dockerfile);
  const found = await mountsOf(world, target, shown, platform);
  return {
    project: target.project,
    target: target.target,
    dockerfile: shown,
    mounts: 'problem' in found ? [] : found.mounts,
    problem: 'problem' in found ? found.problem : undefined,
    lastBuild: lastBuildOf(target, builds),
  };
}

/** A Dockerfile that cannot be read names no mounts: its own build says more about it. */
async function mountsOf(
  { files, environment }: Pick<World, 'files' | 'environment'>,
  target: BuildTarget,
  shown: string,
  platform: string | undefined,
): Promise<{ readonly mounts: readonly DeclaredMount[] } | { readonly problem: string }> {
  try {
    const { dockerfile } = await readDockerfile(files, {
      file: target.dockerfile,
      shown,
      project: target.project,
    });
    if (dockerfile === undefined) return { problem: `${shown} is for a frontend of its own, and not read` };
    const given = givenBuildArgs(target, environment.get);
    return {
      mounts: platformsOf(target, platform).flatMap((each) =>
        declaredMounts(dockerfile, { ...each, ...given }, RECIPES),
      ),
    };
  } catch (error) {
    if (!(error instanceof ProductError)) throw error;
    return { problem: `${shown} cannot be read: ${error.facts.what}` };
  }
}

/** The arguments of each platform that is built for; without any where none is known. */
export function platformsOf(
  { platforms }: Pick<BuildTarget, 'platforms'>,
  own: string | undefined,
): readonly Readonly<Record<string, string>>[] {
  const written = platforms.flatMap((list) => list.split(',')).map((each) => each.trim());
  return written.length > 0 ? written.map(platformArgs) : [platformArgs(own)];
}

function lastBuildOf({ project, target }: BuildTarget, builds: readonly BuildEntry[]): LastBuild | undefined {
  const last = builds
    .filter((build) => build.project === project && build.target === target)
    .reduce<BuildEntry | undefined>(
      (later, build) => (later !== undefined && endOf(later) > endOf(build) ? later : build),
      undefined,
    );
  if (last === undefined) return undefined;
  const { wallMs, together, outcome, cachedSteps, totalSteps } = last;
  const others = together === undefined ? {} : { together };
  return { endedAt: endOf(last), wallMs, ...others, outcome, cachedSteps, totalSteps };
}

function endOf({ startedAt, wallMs }: BuildEntry): number {
  return startedAt + wallMs;
}
