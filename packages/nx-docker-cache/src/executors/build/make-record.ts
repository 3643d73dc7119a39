import { isLoaded } from '../../build/build-options';
import type { BuildMetadata } from '../../build/metadata';
import { builderDriver, namedBuilder } from '../../io/builder';
import { hasSucceeded } from '../../io/process-result';
import type { EngineFacts, World } from '../../io/world';
import { buildRecord } from '../../timing/build-record';
import { joinAttempts } from '../../timing/join-attempts';
import type { BuildRecord } from '../../timing/record';
import type { BuildRequest } from './build-request';
import { shownPath } from './shown-path';
import type { ReadDockerfile } from './read-dockerfile';
import type { Outcome } from './run-attempts';

export interface RecordSources {
  readonly request: BuildRequest;
  readonly dockerfile: ReadDockerfile;
  readonly outcome: Outcome;
  readonly metadata: BuildMetadata;
}

export async function makeRecord(world: World, sources: RecordSources): Promise<BuildRecord> {
  const { request, dockerfile, outcome, metadata } = sources;
  const { attempt, earlier } = outcome;
  const engine = 'facts' in outcome.engine ? outcome.engine.facts : undefined;
  const name = namedBuilder(world.environment, request.options.builder) ?? metadata.builder ?? 'default';
  const driver = await builderDriver(world.files, world.environment, name);
  return buildRecord(
    {
      origin: { id: world.uuid(), machine: world.machineId(), task: request.task },
      project: request.project,
      target: request.target,
      configuration: request.configuration,
      outcome: hasSucceeded(attempt.result) ? 'success' : 'failure',
      image: {
        tags: request.options.references,
        id: isLoaded(request.options) && driver === 'docker' ? engineId(metadata, engine) : undefined,
        configDigest: metadata.configDigest,
      },
      dockerfile: shownPath(request, request.options.dockerfile),
      builder: { name, driver },
      engine: engine && { id: engine.id, version: engine.version },
      buildx: outcome.buildx,
      startedAt: (earlier[0] ?? attempt).startedAt,
      endedAt: attempt.endedAt,
      ...(outcome.together !== undefined && { together: outcome.together }),
      retries: outcome.retries,
      unreadableLines: [...earlier, attempt].reduce((sum, each) => sum + each.unreadableLines, 0),
    },
    joinAttempts(
      attempt.collected,
      earlier.map(({ collected }) => collected),
    ),
    dockerfile.stages,
  );
}

/** The containerd image store names an image by its manifest, the classic one by its config. */
function engineId(
  { digest, configDigest }: BuildMetadata,
  engine: EngineFacts | undefined,
): string | undefined {
  if (engine === undefined) return undefined;
  return engine.containerdStore ? digest : configDigest;
}
