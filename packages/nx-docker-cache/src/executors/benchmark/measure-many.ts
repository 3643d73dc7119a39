import { bakeNames, bakeObstacle } from '../../build/bake-file';
import { timeSpent } from '../../benchmark/spent';
import { ProductError } from '../../errors/product-error';
import type { World } from '../../io/world';
import type { StepRecord } from '../../timing/record';
import { bakeBuilds, type BakedRequest } from '../build/bake-builds';
import { reportFailure } from '../build/explain-failure';
import { interrupted } from '../build/interruption';
import type { Outcome } from '../build/run-attempts';
import type { BenchmarkRequest } from './benchmark-request';
import {
  buildRequest,
  dockerfileOf,
  stepsOf,
  type BuildCompany,
  type MeasuredBuild,
  type PlannedBuild,
} from './measure-build';

/** Why images cannot be built together with what is asked for; undefined where they can. */
export function manyObstacle(request: BenchmarkRequest): string | undefined {
  const folder = { context: request.context, dockerfile: request.dockerfile };
  const { options } = buildRequest(
    request,
    { variant: 'now', row: 'ten', repetition: 1 },
    {
      folder: { ...folder, text: '', change: () => Promise.resolve() },
      reference: 'benchmark:any',
      mountNamespace: '',
      bust: '',
      indexArguments: [],
      scratch: request.workspaceRoot,
      signal: new AbortController().signal,
      hasRun: () => undefined,
    },
  );
  return bakeObstacle(
    { ...options, context: request.workspaceRoot, dockerfile: request.workspaceRoot },
    request.workspaceRoot,
  );
}

/**
 * Builds many images with one command, and measures them as one.
 * @param companies all with the same scratch folder, in which their own lie
 * @throws ProductError for everything that can go wrong with a build
 */
export async function measureMany(
  world: World,
  request: BenchmarkRequest,
  planned: PlannedBuild,
  companies: readonly BuildCompany[],
): Promise<MeasuredBuild> {
  const [first] = companies;
  if (first === undefined) throw new Error('there is nothing to build');
  const { scratch, signal } = first;
  const names = bakeNames(companies.map(() => request.project));
  const builds = await Promise.all(
    companies.map(async (company, index): Promise<BakedRequest> => {
      const build = { ...buildRequest(request, planned, company), workspaceRoot: scratch };
      return {
        name: names[index] ?? '',
        request: build,
        dockerfile: await dockerfileOf(world, build, company),
      };
    }),
  );
  // What had begun of a build that bake stopped is not told: any may have, once the engine is there.
  if ('facts' in (await world.engine.facts())) for (const { hasRun } of companies) hasRun();
  const steps: StepRecord[] = [];
  const ended: Outcome[] = [];
  for await (const [name, outcome] of bakeBuilds(world, builds, { scratch, signal, isQuiet: true })) {
    const build = builds.find((each) => each.name === name);
    if (build === undefined) continue;
    const { failure } = outcome;
    if (failure?.cause.kind === 'transient') return { kind: 'faulty', why: failure.cause.message };
    if (failure !== undefined) throw reportFailure(world, failure, build.request, build.dockerfile);
    ended.push(outcome);
    steps.push(...(await stepsOf(world, build.request, build.dockerfile, outcome)));
  }
  if (signal.aborted) throw interrupted('the benchmark', buildRequest(request, planned, first));
  if (ended.length < builds.length) throw notAll(request, ended.length, builds.length);
  const startedAt = Math.min(...ended.map(({ attempt }) => attempt.startedAt));
  const endedAt = Math.max(...ended.map(({ attempt }) => attempt.endedAt));
  return { kind: 'measured', sample: { ...planned, wallMs: endedAt - startedAt, ...timeSpent(steps) } };
}

function notAll({ project }: BenchmarkRequest, count: number, wanted: number): ProductError {
  return new ProductError((names) => ({
    code: 'BUILD_FAILED',
    what: `docker built ${count} of ${wanted} images`,
    where: project,
    why: 'docker buildx bake failed for a reason that is none of a build',
    next: `build with ${names('verbose')}, and measure without the row ten`,
  }));
}
