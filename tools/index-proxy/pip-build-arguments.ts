import { pipEnvironment } from '../../packages/nx-docker-cache/src/io/index-proxy/pip-environment';

/** The build arguments, `NAME=value`, by which pip in a Dockerfile with `ARG PIP_INDEX_URL` and `ARG PIP_TRUSTED_HOST` uses an index. */
export function pipBuildArguments(indexUrl: string): readonly string[] {
  const { PIP_INDEX_URL: index, PIP_TRUSTED_HOST: host } = pipEnvironment(indexUrl);
  return [`PIP_INDEX_URL=${index}`, `PIP_TRUSTED_HOST=${host}`];
}
