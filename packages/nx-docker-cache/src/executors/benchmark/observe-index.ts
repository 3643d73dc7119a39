import * as path from 'node:path';
import {
  OBSERVED,
  observingDockerfile,
  readObservation,
  type Observation,
} from '../../benchmark/observe-index';
import { parse } from '../../dockerfile/parse';
import type { World } from '../../io/world';
import type { BenchmarkRequest } from './benchmark-request';

export interface ObservedBuild {
  /** A Dockerfile of the project. */
  readonly text: string;
  /** What the requirements ask for first. */
  readonly package: string | undefined;
  readonly scratch: string;
  /** Never seen before: the step runs. */
  readonly unique: string;
}

/** Asks the package index from within a build. What cannot be observed costs no result; undefined where nothing asks for it. */
export async function observeIndex(
  { files, processes }: Pick<World, 'files' | 'processes'>,
  { inputs }: Pick<BenchmarkRequest, 'inputs'>,
  { text, package: wanted, scratch, unique }: ObservedBuild,
): Promise<Observation | undefined> {
  const parsed = parse(text);
  // pip itself is large enough, and most indexes have it.
  const names = ['pip', ...(wanted === undefined ? [] : [wanted])];
  const observing = parsed.ok ? observingDockerfile(parsed.dockerfile, names) : undefined;
  if (observing === undefined) return undefined;
  const folder = path.join(scratch, 'observe');
  await files.write(path.join(folder, 'Dockerfile'), observing);
  const { buildArgs = [], addHosts = [], network, builder } = inputs;
  await processes.run({
    file: 'docker',
    args: [
      ...['buildx', 'build', `--output=type=local,dest=${folder}`, '--provenance=false'],
      ...(builder === undefined ? [] : [`--builder=${builder}`]),
      ...(network === undefined ? [] : [`--network=${network}`]),
      ...addHosts.map((host) => `--add-host=${host}`),
      ...[...buildArgs, `NX_DOCKER_CACHE_OBSERVE=${unique}`].map((argument) => `--build-arg=${argument}`),
      folder,
    ],
  });
  const written = await files.read(path.join(folder, OBSERVED)).catch(() => undefined);
  return readObservation(written && Buffer.from(written).toString('utf8'));
}
