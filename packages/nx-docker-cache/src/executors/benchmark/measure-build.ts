import { BUST_ARGUMENT } from '../../benchmark/bust';
import type { Sample } from '../../benchmark/results';
import type { Row } from '../../benchmark/rows';
import type { PlannedSequence } from '../../benchmark/schedule';
import { timeSpent } from '../../benchmark/spent';
import { readMetadata } from '../../build/metadata';
import type { World } from '../../io/world';
import type { StepRecord } from '../../timing/record';
import { parseStepName } from '../../timing/step-name';
import type { BuildRequest } from '../build/build-request';
import { reportFailure } from '../build/explain-failure';
import { interrupted } from '../build/interruption';
import { makeRecord } from '../build/make-record';
import { passingBuild } from '../build/passing-build';
import { readDockerfile, type ReadDockerfile } from '../build/read-dockerfile';
import { runAttempts, type Outcome } from '../build/run-attempts';
import { shownPath } from '../build/shown-path';
import type { BenchFolder } from './bench-folder';
import type { BenchmarkRequest } from './benchmark-request';

/** One build of a benchmark. */
export interface PlannedBuild extends PlannedSequence {
  readonly row: Row;
}

export interface BuildCompany {
  readonly folder: BenchFolder;
  /** The image's name. */
  readonly reference: string;
  /** Names the cache mounts of one variant in one repetition: BuildKit puts it in front of their ids. */
  readonly mountNamespace: string;
  /** Another one makes every RUN run again. */
  readonly bust: string;
  /** By which installs ask another index (`INDEX_ARGUMENTS`). */
  readonly indexArguments: readonly string[];
  readonly scratch: string;
  readonly signal: AbortSignal;
  /** Told when a RUN has begun: from then on the build may have put something into its mounts. */
  readonly hasRun: () => void;
}

export type MeasuredBuild =
  | { readonly kind: 'measured'; readonly sample: Sample }
  /** A fault of the engine that goes away by itself: what the build took is no measure of anything. */
  | { readonly kind: 'faulty'; readonly why: string };

/**
 * Builds once, and measures.
 * @throws ProductError for everything that can go wrong with a build
 */
export async function measureBuild(
  world: World,
  request: BenchmarkRequest,
  planned: PlannedBuild,
  company: BuildCompany,
): Promise<MeasuredBuild> {
  const build = buildRequest(request, planned, company);
  const dockerfile = await dockerfileOf(world, build, company);
  const outcome = await runAttempts(world, build, dockerfile, {
    scratch: company.scratch,
    signal: company.signal,
    isQuiet: !request.verbose,
  });
  if (mayHaveUsedMounts(outcome)) company.hasRun();
  if (company.signal.aborted) throw interrupted('the benchmark', build);
  if (outcome.failure?.cause.kind === 'transient')
    return { kind: 'faulty', why: outcome.failure.cause.message };
  if (outcome.failure !== undefined) throw reportFailure(world, outcome.failure, build, dockerfile);
  const { startedAt, endedAt } = outcome.attempt;
  const spent = timeSpent(await stepsOf(world, build, dockerfile, outcome));
  return { kind: 'measured', sample: { ...planned, wallMs: endedAt - startedAt, ...spent } };
}

/** Where the engine is not reached, or the Dockerfile is none, no RUN begins. */
function mayHaveUsedMounts({ attempt, earlier }: Outcome): boolean {
  return [attempt, ...earlier].some(({ collected }) =>
    [...collected.steps.values()].some(
      ({ name, intervals }) => intervals.size > 0 && parseStepName(name).kind === 'run',
    ),
  );
}

/** The Dockerfile of a planned build. */
export function dockerfileOf(
  { files }: Pick<World, 'files'>,
  { project, dockerfileShownAs = '' }: BuildRequest,
  { folder }: BuildCompany,
): Promise<ReadDockerfile> {
  return readDockerfile(files, { file: folder.dockerfile, shown: dockerfileShownAs, project });
}

/** The steps of a build that ended well. */
export async function stepsOf(
  world: World,
  request: BuildRequest,
  dockerfile: ReadDockerfile,
  outcome: Outcome,
): Promise<readonly StepRecord[]> {
  const metadata = readMetadata(outcome.metadata ?? '');
  return (await makeRecord(world, { request, dockerfile, outcome, metadata })).steps;
}

export function buildRequest(
  request: BenchmarkRequest,
  { variant, row, repetition }: PlannedBuild,
  { folder, reference, mountNamespace, bust, indexArguments, scratch }: BuildCompany,
): BuildRequest {
  const project = `${request.project} (${variant}, ${row}, ${repetition})`;
  const { buildArgs = [] } = request.inputs;
  const written = {
    ...request.inputs,
    ...(request.compression !== undefined && { compression: request.compression }),
    buildArgs: [
      ...[...buildArgs, ...indexArguments],
      ...[`BUILDKIT_CACHE_MOUNT_NS=${mountNamespace}`, `${BUST_ARGUMENT}=${bust}`],
    ],
    tags: [reference],
    load: true,
  };
  return passingBuild({
    project,
    target: 'benchmark',
    written,
    dockerfile: folder.dockerfile,
    context: folder.context,
    dockerfileShownAs: `${shownPath(request, request.dockerfile)} (${variant})`,
    token: bust,
    folder: scratch,
    workspaceRoot: request.workspaceRoot,
    verbose: request.verbose,
    retries: 0,
  });
}
