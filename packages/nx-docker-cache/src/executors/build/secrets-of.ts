import { givenBuildArgs } from '../../build/given-arguments';
import { stagesOf } from '../../dockerfile/stages';
import type { Dockerfile } from '../../dockerfile/syntax';
import type { Environment } from '../../io/world';
import { secretValues, writtenVariables } from '../../timing/mask';
import type { BuildRequest } from './build-request';

/** The values that are shown nowhere. What a base image sets is not known, and what `secrets` mount is never read. */
export function secretsOf(
  { get }: Pick<Environment, 'get'>,
  { options }: Pick<BuildRequest, 'options'>,
  dockerfile: Dockerfile | undefined,
): readonly string[] {
  const buildArgs = givenBuildArgs(options, get);
  const written = dockerfile === undefined ? [] : writtenVariables(stagesOf(dockerfile, { buildArgs }));
  return secretValues([...Object.entries(buildArgs), ...written]);
}
