import * as path from 'node:path';
import { readMetadata } from '../../build/metadata';
import { parse } from '../../dockerfile/parse';
import { stagesOf } from '../../dockerfile/stages';
import type { World } from '../../io/world';
import type { BuildRequest } from '../build/build-request';
import { reportFailure } from '../build/explain-failure';
import { interrupted } from '../build/interruption';
import { passingBuild } from '../build/passing-build';
import { runAttempts } from '../build/run-attempts';
import type { DockerfileSource } from './read-sources';
import { TEMPORARY_LABEL } from './temporary-images';
import type { VerifyRequest } from './verify-request';

/** What the builds of one comparison have in common. */
export interface BuildCompany {
  readonly signal: AbortSignal;
  /** A folder for the time of the comparison. */
  readonly scratch: string;
  /** Names the layers of both, where every RUN shall run again. */
  readonly token: string;
}

export interface Side {
  readonly name: 'before' | 'after';
  readonly reference: string;
  readonly source: DockerfileSource;
}

/**
 * Builds one of the two Dockerfiles with the inputs of both into the engine.
 * @returns the digest of the image's config, where buildx tells it
 * @throws ProductError for everything that can go wrong with a build
 */
export async function buildImage(
  world: World,
  request: VerifyRequest,
  side: Side,
  company: BuildCompany,
): Promise<string | undefined> {
  const folder = path.join(company.scratch, side.name);
  const dockerfile = await placeDockerfile(world, request, side, folder);
  const build = buildRequest(request, side, { dockerfile, folder, token: company.token });
  const parsed = parse(side.source.text);
  const read = {
    text: side.source.text,
    dockerfile: parsed.ok ? parsed.dockerfile : undefined,
    stages: parsed.ok ? stagesOf(parsed.dockerfile) : [],
  };
  world.terminal.err(`building the image ${side.name}: ${side.source.shown}\n`);
  const { failure, metadata } = await runAttempts(world, build, read, {
    scratch: folder,
    signal: company.signal,
  });
  if (company.signal.aborted) throw interrupted('the comparison', request);
  if (failure !== undefined) throw reportFailure(world, failure, build, read);
  return readMetadata(metadata ?? '').configDigest;
}

/** A Dockerfile that is not that of the working tree is built from a copy, which needs the ignore file beside it, too. */
async function placeDockerfile(
  { files }: Pick<World, 'files'>,
  request: VerifyRequest,
  { source }: Side,
  folder: string,
): Promise<string> {
  const dockerfile = path.join(folder, 'Dockerfile');
  await files.write(dockerfile, source.text);
  if (source.isInPlace) return request.dockerfile;
  const ignore = `${request.dockerfile}.dockerignore`;
  if ((await files.facts(ignore)) !== undefined)
    await files.write(`${dockerfile}.dockerignore`, await files.read(ignore));
  return dockerfile;
}

function buildRequest(
  request: VerifyRequest,
  { name, reference, source }: Side,
  {
    dockerfile,
    folder,
    token,
  }: { readonly dockerfile: string; readonly folder: string; readonly token: string },
): BuildRequest {
  const written = {
    ...request.inputs,
    tags: [reference],
    labels: [...(request.inputs.labels ?? []), TEMPORARY_LABEL],
    load: true,
  };
  return passingBuild({
    project: `${request.project} (${name})`,
    target: 'verify',
    written,
    dockerfile,
    context: request.context,
    dockerfileShownAs: source.shown,
    token,
    folder,
    workspaceRoot: request.workspaceRoot,
    verbose: request.verbose,
    retries: 2,
  });
}
