import type { BuildOptions } from '../../build/build-options';
import { readMetadata, type BuildMetadata } from '../../build/metadata';
import type { World } from '../../io/world';
import type { BuildRecord } from '../../timing/record';
import { renderSummary } from '../../timing/summary';
import type { BuildRequest, BuiltImage } from './build-request';
import { reportFailure } from './explain-failure';
import { keepLayerAge } from './layer-age';
import { makeRecord } from './make-record';
import type { ReadDockerfile } from './read-dockerfile';
import type { Outcome } from './run-attempts';
import type { BuildEnd } from './run-build';
import { writeOutputs } from './write-outputs';

export interface FinishedBuild {
  readonly request: BuildRequest;
  readonly dockerfile: ReadDockerfile;
  readonly outcome: Outcome;
}

/**
 * Writes the record, prints the summary, and throws the error of a build that failed. A build that never began has
 * nothing to record.
 */
export async function finishBuild(
  world: World,
  { request, dockerfile, outcome }: FinishedBuild,
): Promise<BuildEnd> {
  const { failure } = outcome;
  const metadata = readMetadata(outcome.metadata ?? '');
  const record = await makeRecord(world, { request, dockerfile, outcome, metadata });
  if (record.steps.length > 0 || failure === undefined) {
    await writeOutputs(world.files, request.outputFolder, record, outcome.metadata);
    world.terminal.out(report(record, request.report, world.terminal.columns));
  }
  if (failure !== undefined) throw reportFailure(world, failure, request, dockerfile);
  await keepLayerAge(world.files, request.layerAgeFile, request.options.cachePolicy);
  return { record, image: builtImage(request.options, metadata) };
}

function report(record: BuildRecord, form: BuildRequest['report'], width: number): string {
  if (form === 'json') return `${JSON.stringify(record)}\n`;
  return renderSummary(record, { width, builtAt: moment(record.endedAt) });
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
