import * as path from 'node:path';
import { buildCommand } from '../../build/command';
import { readMetadata, type BuildMetadata } from '../../build/metadata';
import { ProductError } from '../../errors/product-error';
import type { World } from '../../io/world';
import type { BuildRecord, Retry } from '../../timing/record';
import { renderSummary } from '../../timing/summary';
import type { BuildRequest, BuiltImage } from './build-request';
import { explainFailure, reportFailure, shownPath, type Failure } from './explain-failure';
import { progressView } from './progress-view';
import { readDockerfile, type ReadDockerfile } from './read-dockerfile';
import { makeRecord } from './make-record';
import { hasSucceeded, runAttempt, type Attempt } from './run-attempt';
import { writeOutputs } from './write-outputs';

export interface BuildEnd {
  readonly record: BuildRecord;
  readonly image: BuiltImage;
}

/**
 * Builds one image: reads the Dockerfile, runs buildx, shows its progress, writes build.json and metadata.json, and
 * prints the summary.
 * @throws ProductError for everything that can go wrong with a build. Nothing is written when it is interrupted.
 */
export async function runBuild(world: World, request: BuildRequest): Promise<BuildEnd> {
  for (const note of request.notes) world.terminal.err(`${note}\n`);
  const dockerfile = await readDockerfile(world.files, {
    file: request.options.dockerfile,
    shown: shownPath(request, request.options.dockerfile),
    project: request.project,
  });
  const scratch = await world.files.temporaryFolder('nx-docker-cache-');
  const interrupt = interruption(world);
  try {
    return await build(world, request, dockerfile, { scratch, signal: interrupt.signal });
  } finally {
    interrupt.release();
    await world.files.remove(scratch);
  }
}

interface BuildRun {
  /** A folder for the time of the build. */
  readonly scratch: string;
  readonly signal: AbortSignal;
}

async function build(
  world: World,
  request: BuildRequest,
  dockerfile: ReadDockerfile,
  { scratch, signal }: BuildRun,
): Promise<BuildEnd> {
  const metadataFile = path.join(scratch, 'metadata.json');
  const command = buildCommand(request.options, { metadataFile, cwd: request.workspaceRoot });
  const engine = world.engine.facts();
  const retries: Retry[] = [];
  for (;;) {
    const view = progressView(world, { title: request.project, verbose: request.verbose });
    const attempt = await runAttempt(world, command, view, signal).finally(() => {
      view.end();
    });
    if (signal.aborted) throw interrupted(request);
    const failure = hasSucceeded(attempt) ? undefined : await explainFailure(world, attempt, dockerfile);
    if (failure?.cause.kind === 'transient' && retries.length < request.retries) {
      retries.push({ reason: failure.cause.message, ms: attempt.endedAt - attempt.startedAt });
      world.terminal.err(`the engine failed to store the image, building again: ${failure.cause.message}\n`);
      continue;
    }
    const metadataText = failure === undefined ? await readOptionalText(world, metadataFile) : undefined;
    const metadata = readMetadata(metadataText ?? '');
    const record = await makeRecord(world, {
      request,
      dockerfile,
      attempt,
      retries,
      metadata,
      engine: await engine,
    });
    return finish(world, { request, dockerfile, attempt, failure, metadata, metadataText, record });
  }
}

interface Finished {
  readonly request: BuildRequest;
  readonly dockerfile: ReadDockerfile;
  readonly attempt: Attempt;
  readonly failure: Failure | undefined;
  readonly metadata: BuildMetadata;
  readonly metadataText: string | undefined;
  readonly record: BuildRecord;
}

async function finish(world: World, finished: Finished): Promise<BuildEnd> {
  const { request, dockerfile, failure, metadata, metadataText, record } = finished;
  if (record.steps.length > 0 || failure === undefined) {
    await writeOutputs(world.files, request.outputFolder, record, metadataText);
    world.terminal.out(
      renderSummary(record, { width: world.terminal.columns, builtAt: moment(record.endedAt) }),
    );
  }
  if (failure !== undefined) throw reportFailure(world, failure, request, dockerfile);
  return { record, image: builtImage(request, metadata) };
}

function builtImage({ options }: BuildRequest, { digest, configDigest }: BuildMetadata): BuiltImage {
  return {
    references: options.references,
    digests: [digest, configDigest].filter((each) => each !== undefined),
    isOnlyEffect:
      options.destination.kind === 'load' &&
      options.cachePolicy.kind === 'reuse' &&
      options.cacheTo.length === 0,
  };
}

async function readOptionalText({ files }: World, file: string): Promise<string | undefined> {
  if ((await files.facts(file)) === undefined) return undefined;
  return Buffer.from(await files.read(file)).toString('utf8');
}

function interruption({ interrupts }: World): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  const release = interrupts.listen(() => {
    controller.abort();
  });
  return { signal: controller.signal, release };
}

function interrupted({ project }: BuildRequest): ProductError {
  return new ProductError({
    code: 'BUILD_INTERRUPTED',
    what: 'the build was interrupted',
    where: project,
    next: 'build again: finished steps are still cached',
  });
}

/** A hit replays the summary: it has to say of which moment it speaks. */
function moment(ms: number): string {
  const date = new Date(ms);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
