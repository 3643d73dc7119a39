import type { BuildOptions } from '../../build/build-options';
import { readMetadata, type BuildMetadata } from '../../build/metadata';
import { withCacheUse } from '../../cache/use/build-use';
import type { World } from '../../io/world';
import { renderReasons } from '../../timing/explain/render';
import { buildLine } from '../../timing/history/lines';
import type { BuildRecord } from '../../timing/record';
import { buildEntry } from '../../timing/run/build-entry';
import { renderSummary } from '../../timing/summary';
import type { BuildRequest, BuiltImage } from './build-request';
import { reportFailure } from './explain-failure';
import { keepLayerAge } from './layer-age';
import { leaveTrace } from './leave-trace';
import { makeRecord } from './make-record';
import type { BuildObservation } from './observe-build';
import type { ReadDockerfile } from './read-dockerfile';
import type { Outcome } from './run-attempts';
import type { BuildEnd } from './run-build';
import type { CacheWatch } from './watch-caches';
import { writeOutputs } from './write-outputs';

export interface FinishedBuild {
  readonly request: BuildRequest;
  readonly dockerfile: ReadDockerfile;
  readonly outcome: Outcome;
  /** Undefined where nothing is explained. */
  readonly observation: BuildObservation | undefined;
  readonly caches: CacheWatch;
}

/**
 * Writes the record, prints the summary, and throws the error of a build that failed. A build that never began has
 * nothing to record.
 */
export async function finishBuild(
  world: World,
  { request, dockerfile, outcome, observation, caches }: FinishedBuild,
): Promise<BuildEnd> {
  const { failure } = outcome;
  const metadata = readMetadata(outcome.metadata ?? '');
  const made = await makeRecord(world, { request, dockerfile, outcome, metadata });
  const [explained, uses] = await Promise.all([observation?.end(made) ?? made, caches.end(made)]);
  const record = withCacheUse(explained, uses);
  if (record.steps.length > 0 || failure === undefined) {
    await writeOutputs(world.files, request.outputFolder, record, outcome.metadata);
    remember(world, request.history, record);
    leaveTrace(world, request, dockerfile, record);
    world.terminal.out(report(record, request.report, world.terminal.columns));
  }
  if (failure !== undefined) throw reportFailure(world, failure, request, dockerfile);
  await keepLayerAge(world.files, request.layerAgeFile, request.options.cachePolicy);
  return { dockerfile, record, image: builtImage(request.options, metadata) };
}

/** A history that cannot be written costs no build its success: the record stands in its own file. */
function remember(
  world: Pick<World, 'terminal'>,
  history: BuildRequest['history'],
  record: BuildRecord,
): void {
  try {
    history?.append(buildLine(buildEntry(record)));
  } catch (error) {
    world.terminal.err(
      `the build is not in the history: ${error instanceof Error ? error.message : String(error)}\n`,
    );
  }
}

function report(record: BuildRecord, form: BuildRequest['report'], width: number): string {
  if (form === 'json') return `${JSON.stringify(record)}\n`;
  return renderReasons(record, { width }) + renderSummary(record, { width, builtAt: moment(record.endedAt) });
}

function builtImage(options: BuildOptions, { digest, configDigest }: BuildMetadata): BuiltImage {
  return {
    references: options.references,
    digests: [digest, configDigest].filter((each) => each !== undefined),
    isOnlyEffect: isOnlyEffect(options),
  };
}

/** Flags that send something elsewhere, or that ask for a build whatever the sources say. */
const OTHER_EFFECT =
  /^(?:-o|--(?:output|push|cache-to|iidfile|metadata-file|no-cache|pull|tag|call|check)\b|-t)/;

function isOnlyEffect({ destination, cachePolicy, cacheTo, pull, extraArgs }: BuildOptions): boolean {
  const isPlain =
    destination.kind === 'load' && cachePolicy.kind === 'reuse' && cacheTo.length === 0 && !pull;
  return isPlain && !extraArgs.some((argument) => OTHER_EFFECT.test(argument));
}

/** A hit replays the summary: it has to say of which moment it speaks. */
function moment(ms: number): string {
  const date = new Date(ms);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
