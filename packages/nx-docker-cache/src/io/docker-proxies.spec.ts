import { dockerProxies } from './docker-proxies';
import { memoryWorld } from './memory-world';

const read = (config: string | undefined, environment: Readonly<Record<string, string>> = {}) => {
  const world = memoryWorld({
    files: config === undefined ? {} : { '/d/config.json': config },
    environment: { DOCKER_CONFIG: '/d', ...environment },
  });
  return dockerProxies(world.files, world.environment);
};

const ONE = JSON.stringify({
  proxies: {
    default: { httpProxy: 'http://me:secret@proxy:3128', httpsProxy: '[::1]:3128', noProxy: 'localhost' },
    'tcp://far:2375': { httpProxy: 'far-proxy' },
  },
});

it.each<[string, string | undefined, Readonly<Record<string, string>>, Readonly<Record<string, string>>]>([
  ['no settings', undefined, {}, {}],
  ['settings that are no JSON', '{', {}, {}],
  ['settings of another shape', '{"proxies": {"default": ["x"]}}', {}, {}],
  ['hosts without passwords', ONE, {}, { httpProxy: 'proxy', httpsProxy: '[::1]' }],
  ['those of the engine in use', ONE, { DOCKER_HOST: 'tcp://far:2375' }, { httpProxy: 'far-proxy' }],
  [
    'those for all other engines',
    ONE,
    { DOCKER_HOST: 'tcp://x' },
    { httpProxy: 'proxy', httpsProxy: '[::1]' },
  ],
])('reads %s', async (_, config, environment, expected) => {
  expect(await read(config, environment)).toEqual(expected);
});
