import { inspectBuilder as inspectCommand } from '../../cache/builder-commands';
import { readBuilder } from '../../cache/gc-policy';
import { dockerProxies } from '../../io/docker-proxies';
import { hasSucceeded } from '../../io/process-result';
import type { World } from '../../io/world';
import type { BuilderState, BuildxState, MachineFacts, ProxyFacts } from '../../rules/machine-facts';
import { buildxVersionOf } from '../build/buildx-version';

type Asked = Pick<World, 'engine' | 'processes' | 'environment' | 'files' | 'clock'>;

/**
 * What can be told of the machine that builds, without changing or waking anything: a builder that rests is not started, and
 * the engine is not asked for the sizes of its cache, as that disturbs builds that run.
 */
export async function readMachine(world: Asked, builder: string | undefined): Promise<MachineFacts> {
  const [answer, buildx, proxies] = await Promise.all([
    world.engine.details(),
    readBuildx(world),
    readProxies(world),
  ]);
  const common = {
    buildx,
    proxies,
    certificates: CERTIFICATE_VARIABLES.filter((name) => (world.environment.get(name) ?? '') !== ''),
    dockerBuildkit: world.environment.get('DOCKER_BUILDKIT'),
    now: world.clock.now(),
  };
  if ('unreachable' in answer)
    return {
      ...common,
      engine: { kind: 'down', why: answer.unreachable },
      builder: undefined,
      disk: undefined,
    };
  const { version, containerdStore, dataFolder } = answer.details;
  const space = dataFolder === undefined ? undefined : await world.files.space(dataFolder);
  return {
    ...common,
    engine: { kind: 'up', version, containerdStore },
    builder: buildx.kind === 'present' ? await inspectBuilder(world, builder) : undefined,
    disk: dataFolder !== undefined && space !== undefined ? { folder: dataFolder, ...space } : undefined,
  };
}

async function readBuildx({ processes }: Asked): Promise<BuildxState> {
  const result = await processes.run({ file: 'docker', args: ['buildx', 'version'] });
  if (result.kind === 'not-found') return { kind: 'no-docker' };
  return hasSucceeded(result)
    ? { kind: 'present', version: buildxVersionOf(result.stdout) }
    : { kind: 'missing' };
}

async function inspectBuilder(
  { processes }: Asked,
  name: string | undefined,
): Promise<BuilderState | undefined> {
  const result = await processes.run(inspectCommand(name));
  if (result.kind === 'not-found') return undefined;
  const facts = hasSucceeded(result) ? readBuilder(result.stdout) : undefined;
  if (facts !== undefined) return { kind: 'told', facts };
  const [why = ''] = result.stderr.trim().split('\n').slice(-1);
  return {
    kind: 'refused',
    why: why === '' ? 'docker buildx inspect says nothing about it' : why.replace(/^ERROR: /, ''),
  };
}

/** OpenSSL, Python's requests, pip, curl, git, Node.js and cargo ask for these. */
const CERTIFICATE_VARIABLES = [
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'REQUESTS_CA_BUNDLE',
  'PIP_CERT',
  'CURL_CA_BUNDLE',
  'GIT_SSL_CAINFO',
  'NODE_EXTRA_CA_CERTS',
  'CARGO_HTTP_CAINFO',
];

const PROXY_VARIABLES = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'];

async function readProxies({ environment, files }: Asked): Promise<ProxyFacts> {
  const isSet = (name: string): boolean => (environment.get(name) ?? '') !== '';
  return {
    variables: PROXY_VARIABLES.filter((name) => isSet(name) || isSet(name.toLowerCase())),
    builds: await dockerProxies(files, environment),
  };
}
