/**
 * The environment in which pip and uv use this index. pip keeps what it got over plain http only from a trusted host.
 */
export function pipEnvironment(
  indexUrl: string,
): Readonly<Record<'PIP_INDEX_URL' | 'PIP_TRUSTED_HOST' | 'UV_DEFAULT_INDEX', string>> {
  return {
    PIP_INDEX_URL: indexUrl,
    PIP_TRUSTED_HOST: new URL(indexUrl).hostname,
    UV_DEFAULT_INDEX: indexUrl,
  };
}
