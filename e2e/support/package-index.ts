import { buildAddress } from '../../tools/index-proxy/build-address';
import { pipEnvironment } from '../../packages/nx-docker-cache/src/io/index-proxy/pip-environment';
import { pipBuildArguments } from '../../tools/index-proxy/pip-build-arguments';
import { startIndexProxy, type IndexProxy } from '../../tools/index-proxy/start-index-proxy';

/** An index of Python packages that lets clients keep what they get, whatever the one behind it says of that. */
export interface PackageIndex {
  /** `--build-arg=…`, one for each of the variables by which Python's package managers are told their index. */
  readonly buildArguments: readonly string[];
  /** `NAME=value` for the option `buildArgs` of a target: those of pip. */
  readonly pipArguments: readonly string[];
  /** The same as `--build-arg=…`. */
  readonly pipFlags: readonly string[];
  readonly proxy: IndexProxy;
  close(): Promise<void>;
}

/**
 * pip and its like keep only what the index's caching headers allow, and many a mirror sends none: the proxy does.
 * @param env of the engine that builds, if it is not the one in use
 */
export async function packageIndex(env?: Readonly<Record<string, string>>): Promise<PackageIndex> {
  const proxy = await startIndexProxy({ address: await buildAddress(env) });
  const variables = {
    ...pipEnvironment(proxy.url),
    PIPENV_PYPI_MIRROR: proxy.url,
    PDM_PYPI_URL: proxy.url,
    // PDM takes nothing over plain http otherwise.
    PDM_PYPI_VERIFY_SSL: 'false',
  };
  const pipArguments = pipBuildArguments(proxy.url);
  return {
    buildArguments: Object.entries(variables).map(([name, value]) => `--build-arg=${name}=${value}`),
    pipArguments,
    pipFlags: pipArguments.map((argument) => `--build-arg=${argument}`),
    proxy,
    close: () => proxy.close(),
  };
}
