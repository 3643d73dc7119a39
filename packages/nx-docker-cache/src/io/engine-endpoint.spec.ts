import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { dockerConfigFolder, resolveEngineEndpoint, type EndpointSources } from './engine-endpoint';

const idOf = (name: string): string => createHash('sha256').update(name).digest('hex');

function sources(
  environment: Record<string, string>,
  files: Record<string, string> = {},
  platform = 'linux',
): EndpointSources {
  return {
    environment: (name) => environment[name],
    platform,
    homeFolder: '/home/me',
    readText: (path) => files[path],
    join: (...parts) => posix.join(...parts),
  };
}

const context = (name: string, host: string, config = '/home/me/.docker'): Record<string, string> => ({
  [`${config}/contexts/meta/${idOf(name)}/meta.json`]: JSON.stringify({
    Name: name,
    Endpoints: { docker: { Host: host } },
  }),
});

const current = (name: string): Record<string, string> => ({
  '/home/me/.docker/config.json': JSON.stringify({ currentContext: name }),
});

describe('resolveEngineEndpoint', () => {
  it.each<[string, EndpointSources, unknown]>([
    ['the default', sources({}), { kind: 'socket', path: '/var/run/docker.sock' }],
    [
      'the default of Windows',
      sources({}, {}, 'win32'),
      { kind: 'socket', path: '\\\\.\\pipe\\docker_engine' },
    ],
    ['DOCKER_HOST', sources({ DOCKER_HOST: 'unix:///run/x.sock' }), { kind: 'socket', path: '/run/x.sock' }],
    [
      'a TCP address',
      sources({ DOCKER_HOST: 'tcp://10.0.0.1:2375' }),
      { kind: 'tcp', host: '10.0.0.1', port: 2375 },
    ],
    [
      'a TCP address without port',
      sources({ DOCKER_HOST: 'tcp://box' }),
      { kind: 'tcp', host: 'box', port: 2375 },
    ],
    ['an IPv6 address', sources({ DOCKER_HOST: 'tcp://[::1]:99' }), { kind: 'tcp', host: '::1', port: 99 }],
    ['TLS', sources({ DOCKER_HOST: 'tcp://box:2376', DOCKER_TLS_VERIFY: '1' }), { kind: 'docker-cli' }],
    ['ssh', sources({ DOCKER_HOST: 'ssh://me@box' }), { kind: 'docker-cli' }],
    [
      'DOCKER_CONTEXT',
      sources({ DOCKER_CONTEXT: 'lab' }, context('lab', 'tcp://lab:1')),
      { kind: 'tcp', host: 'lab', port: 1 },
    ],
    [
      'the current context',
      sources({}, { ...current('lab'), ...context('lab', 'unix:///lab.sock') }),
      { kind: 'socket', path: '/lab.sock' },
    ],
    [
      'the current context called default',
      sources({}, current('default')),
      { kind: 'socket', path: '/var/run/docker.sock' },
    ],
    [
      'DOCKER_HOST before all contexts',
      sources(
        { DOCKER_HOST: 'unix:///h', DOCKER_CONTEXT: 'lab' },
        { ...current('lab'), ...context('lab', 'unix:///l') },
      ),
      { kind: 'socket', path: '/h' },
    ],
    [
      'DOCKER_CONTEXT before the current one',
      sources(
        { DOCKER_CONTEXT: 'b' },
        { ...current('a'), ...context('a', 'unix:///a'), ...context('b', 'unix:///b') },
      ),
      { kind: 'socket', path: '/b' },
    ],
    [
      'a context with certificates',
      sources(
        { DOCKER_CONTEXT: 'lab' },
        {
          ...context('lab', 'tcp://lab:2376'),
          [`/home/me/.docker/contexts/tls/${idOf('lab')}/docker/ca.pem`]: 'x',
        },
      ),
      { kind: 'docker-cli' },
    ],
    [
      'another config folder',
      sources({ DOCKER_CONFIG: '/c', DOCKER_CONTEXT: 'lab' }, context('lab', 'unix:///l', '/c')),
      { kind: 'socket', path: '/l' },
    ],
    [
      'a config that is damaged',
      sources({}, { '/home/me/.docker/config.json': '{' }),
      { kind: 'socket', path: '/var/run/docker.sock' },
    ],
    [
      'empty variables',
      sources({ DOCKER_HOST: '', DOCKER_CONTEXT: '' }),
      { kind: 'socket', path: '/var/run/docker.sock' },
    ],
  ])('follows %s', (_, given, expected) => {
    expect(resolveEngineEndpoint(given)).toEqual(expected);
  });

  it.each<[string, EndpointSources, string]>([
    ['a context that is not there', sources({ DOCKER_CONTEXT: 'gone' }), '"gone" does not exist'],
    ['an address of an unknown kind', sources({ DOCKER_HOST: 'fd://' }), '"fd://" is no address'],
    ['a bad port', sources({ DOCKER_HOST: 'tcp://a:b' }), 'is no address'],
    ['an empty path', sources({ DOCKER_HOST: 'unix://' }), 'is no address'],
  ])('says what is wrong with %s', (_, given, reason) => {
    expect(resolveEngineEndpoint(given)).toEqual({
      kind: 'unknown',
      reason: expect.stringContaining(reason) as string,
    });
  });
});

describe('dockerConfigFolder', () => {
  it.each([
    [{}, '/home/me/.docker'],
    [{ DOCKER_CONFIG: '/c' }, '/c'],
  ])('with %j is %s', (environment, folder) => {
    expect(dockerConfigFolder(sources(environment))).toBe(folder);
  });
});
