import * as path from 'node:path';
import { bakeCommand, bakeFile } from '../../build/bake-file';
import { metadataByTarget } from '../../build/metadata';
import { hasSucceeded } from '../../io/process-result';
import type { World } from '../../io/world';
import { StepCollector } from '../../timing/collect';
import { ownStepName } from '../../timing/own-step-name';
import { TargetStreams } from '../../timing/target-streams';
import type { BuildRequest } from './build-request';
import { askBuildxVersion, type BuildxVersion } from './buildx-version';
import { explainFailure } from './explain-failure';
import { progressView, SILENT_VIEW } from './progress-view';
import type { ReadDockerfile } from './read-dockerfile';
import { followBuildx, type Attempt } from './run-attempt';
import { readOptionalText, type Outcome } from './run-attempts';
import { secretsOf } from './secrets-of';
import type { CacheWatch } from './watch-caches';

/** One image among those that are built together. */
export interface BakedRequest {
  /** What bake calls it. */
  readonly name: string;
  readonly request: BuildRequest;
  readonly dockerfile: ReadDockerfile;
  /** The file to build with, where it is not the request's own; absolute. */
  readonly sentAs?: string;
  /** Undefined where nobody asks what the mounts brought. */
  readonly caches?: CacheWatch | undefined;
}

export interface BakeRun {
  /** A folder for the time of the build. */
  readonly scratch: string;
  readonly signal: AbortSignal;
  /** Nobody wants to see the steps. */
  readonly isQuiet?: boolean;
}

/**
 * Builds many images with one command, so that each step that several of them share is made, and told, once. Where one
 * fails, bake stops all others: they are built again without it, and find what they had finished.
 * @yields each image as it is known how its build ended, by its name. One that never came to an end, because the command failed
 * for a reason that belongs to no image, is not among them: it has to be built on its own.
 */
export async function* bakeBuilds(
  world: World,
  builds: readonly BakedRequest[],
  run: BakeRun,
): AsyncGenerator<readonly [name: string, outcome: Outcome]> {
  const engine = world.engine.facts();
  const version = askBuildxVersion(world);
  try {
    yield* bakeRounds(world, builds, run, { engine, version });
  } finally {
    await version.end();
  }
}

interface Asked {
  readonly engine: Promise<Outcome['engine']>;
  readonly version: BuildxVersion;
}

async function* bakeRounds(
  world: World,
  builds: readonly BakedRequest[],
  run: BakeRun,
  { engine, version }: Asked,
): AsyncGenerator<readonly [name: string, outcome: Outcome]> {
  const earlier = new Map<string, Attempt[]>(builds.map(({ name }) => [name, []]));
  let left = builds;
  while (left.length > 0 && !run.signal.aborted) {
    const round = await bakeOnce(world, left, run);
    const ended = round.failed === undefined ? left : left.filter(({ name }) => name === round.failed);
    if (ended.length === 0) return;
    for (const { name, dockerfile } of ended) {
      const attempt = round.attemptOf(name);
      yield [
        name,
        {
          attempt,
          earlier: earlier.get(name) ?? [],
          failure: hasSucceeded(attempt.result)
            ? undefined
            : await explainFailure(world, attempt, dockerfile, []),
          retries: [],
          metadata: round.metadata.get(name),
          engine: await engine,
          buildx: await version.end(),
          ...(builds.length > 1 && { together: builds.length }),
        },
      ];
    }
    left = left.filter((each) => !ended.includes(each));
    for (const { name } of left) earlier.get(name)?.push(round.attemptOf(name));
  }
}

interface Round {
  /** The target by which bake says that it failed; '' for a failure that is none of a target's. */
  readonly failed: string | undefined;
  attemptOf(name: string): Attempt;
  readonly metadata: ReadonlyMap<string, string>;
}

async function bakeOnce(
  world: World,
  builds: readonly BakedRequest[],
  { scratch, signal, isQuiet = false }: BakeRun,
): Promise<Round> {
  const names = builds.map(({ name }) => name);
  const first = builds[0]?.request;
  const place = {
    file: path.join(scratch, 'bake.json'),
    metadataFile: path.join(scratch, 'metadata.json'),
    cwd: first?.workspaceRoot ?? scratch,
    builder: first?.options.builder,
  };
  const definitions = builds.map(({ name, request: { options }, sentAs }) => ({
    name,
    options: { ...options, dockerfile: sentAs ?? options.dockerfile },
  }));
  await world.files.write(place.file, bakeFile(definitions));
  const watched = new Map(
    builds.map(({ name, caches }) => [name, { caches, collected: new StepCollector(caches?.toolLogOf) }]),
  );
  const streams = new TargetStreams(
    new Map(
      builds.map(({ name, dockerfile }) => [name, (step: string) => ownStepName(step, dockerfile.stages)]),
    ),
  );
  const verbose = builds.some(({ request }) => request.verbose);
  const view = isQuiet ? SILENT_VIEW : progressView(world, { title: `${builds.length} images`, verbose });
  const followed = await followBuildx(world, bakeCommand(names, place), {
    view,
    signal,
    secrets: builds.flatMap(({ request, dockerfile }) =>
      secretsOf(world.environment, request, dockerfile.dockerfile),
    ),
    notice: (update) => {
      for (const [name, part] of streams.split(update)) {
        watched.get(name)?.collected.add(part);
        watched.get(name)?.caches?.notice(part);
      }
    },
  }).finally(() => {
    view.end();
  });
  const isDone = hasSucceeded(followed.result);
  return {
    failed: isDone ? undefined : failedTarget(followed.text),
    attemptOf: (name) => ({
      ...followed,
      collected: watched.get(name)?.collected ?? new StepCollector(),
    }),
    metadata: metadataByTarget((isDone && (await readOptionalText(world, place.metadataFile))) || ''),
  };
}

/** `ERROR: target web: failed to solve: …` (docker/buildx, bake/bake.go). */
function failedTarget(text: readonly string[]): string {
  const found = text.map((line) => /^ERROR: target (\S+): /.exec(line)?.[1]);
  return found.findLast((name) => name !== undefined) ?? '';
}
