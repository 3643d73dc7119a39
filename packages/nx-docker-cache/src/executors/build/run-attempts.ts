import * as path from 'node:path';
import { buildCommand } from '../../build/command';
import { hasSucceeded } from '../../io/process-result';
import type { EngineFacts, World } from '../../io/world';
import { ownStepName } from '../../timing/own-step-name';
import { printable } from '../../text/printable';
import type { Retry } from '../../timing/record';
import type { BuildRequest } from './build-request';
import { askBuildxVersion } from './buildx-version';
import { explainFailure, type Failure } from './explain-failure';
import { progressView, SILENT_VIEW } from './progress-view';
import type { ReadDockerfile } from './read-dockerfile';
import { runAttempt, type Attempt } from './run-attempt';
import { secretsOf } from './secrets-of';
import type { CacheWatch } from './watch-caches';

/** A fault that comes three times in a row is not one that goes away. */
const MOST_RETRIES = 2;

export interface BuildRun {
  /** A folder for the time of the build. */
  readonly scratch: string;
  readonly signal: AbortSignal;
  /** Undefined where nobody asks what the mounts brought. */
  readonly caches?: CacheWatch | undefined;
  /** One of many builds, whose steps nobody wants to see. */
  readonly isQuiet?: boolean;
}

export interface Outcome {
  /** The last one. */
  readonly attempt: Attempt;
  /** Those before it, which failed for a reason that goes away by itself. */
  readonly earlier: readonly Attempt[];
  /** Why the last attempt failed, undefined when it did not. */
  readonly failure: Failure | undefined;
  readonly retries: readonly Retry[];
  /** What buildx wrote about the image. */
  readonly metadata: string | undefined;
  readonly engine: { readonly facts: EngineFacts } | { readonly unreachable: string };
  readonly buildx: string | undefined;
  /** How many images the command built, where it was more than this one. */
  readonly together?: number;
}

/** Runs the build, and again after a fault of the engine that goes away by itself. */
export async function runAttempts(
  world: World,
  request: BuildRequest,
  dockerfile: ReadDockerfile,
  { scratch, signal, caches, isQuiet = false }: BuildRun,
): Promise<Outcome> {
  const metadataFile = path.join(scratch, 'metadata.json');
  const command = buildCommand(request.options, { metadataFile, cwd: request.workspaceRoot });
  const secrets = secretsOf(world.environment, request, dockerfile.dockerfile);
  const ownName = (name: string): string => ownStepName(name, dockerfile.stages);
  const engine = world.engine.facts();
  const version = askBuildxVersion(world);
  const retries: Retry[] = [];
  const earlier: Attempt[] = [];
  for (;;) {
    const view = isQuiet
      ? SILENT_VIEW
      : progressView(world, { title: request.project, verbose: request.verbose });
    const attempt = await runAttempt(world, command, { view, signal, secrets, caches, ownName }).finally(
      () => {
        view.end();
      },
    );
    const failure =
      hasSucceeded(attempt.result) || signal.aborted
        ? undefined
        : await explainFailure(world, attempt, dockerfile, request.options.extraArgs);
    if (failure?.cause.kind === 'transient' && retries.length < Math.min(request.retries, MOST_RETRIES)) {
      retries.push({ reason: failure.cause.message, ms: attempt.endedAt - attempt.startedAt });
      earlier.push(attempt);
      const reason = printable(failure.cause.message);
      world.terminal.err(`the engine failed to store the image, building again: ${reason}\n`);
      continue;
    }
    return {
      attempt,
      earlier,
      failure,
      retries,
      metadata: hasSucceeded(attempt.result) ? await readOptionalText(world, metadataFile) : undefined,
      engine: await engine,
      buildx: await version.end(),
    };
  }
}

/** Undefined where there is no such file. */
export async function readOptionalText({ files }: World, file: string): Promise<string | undefined> {
  if ((await files.facts(file)) === undefined) return undefined;
  return Buffer.from(await files.read(file)).toString('utf8');
}
