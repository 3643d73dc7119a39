import { buildOfService } from './build-of-service';
import { readConfig } from './read-config';

const SECRETS = { token: { environment: 'TOKEN' }, file: { file: '/s/x' }, far: { external: true } };

const built = (build: Readonly<Record<string, unknown>>) =>
  buildOfService(
    { name: 'web', image: 'shop-web', build: { context: '/w', ...build } },
    { secrets: SECRETS },
  );

describe('buildOfService', () => {
  it.each<[string, unknown, object]>([
    ['args', { A: '1', B: null, C: true }, { buildArgs: ['A=1', 'B', 'C=true'] }],
    ['args', ['A=1'], { buildArgs: ['A=1'] }],
    ['labels', { a: 'b' }, { labels: ['a=b'] }],
    ['target', 'dev', { target: 'dev' }],
    ['network', 'host', { network: 'host' }],
    ['cache_from', ['type=gha'], { cacheFrom: ['type=gha'] }],
    ['cache_to', ['type=gha'], { cacheTo: ['type=gha'] }],
    ['platforms', ['linux/arm64'], { platforms: ['linux/arm64'] }],
    ['extra_hosts', ['h=1.2.3.4', 'i=::1'], { addHosts: ['h:1.2.3.4', 'i:::1'] }],
    ['ssh', ['default'], { ssh: ['default'] }],
    ['pull', true, { pull: true }],
    ['no_cache', true, { noCache: true }],
    ['privileged', false, {}],
    ['provenance', 'mode=max', { provenance: 'mode=max' }],
    ['sbom', true, { sbom: true }],
    ['tags', ['x:1'], { tags: ['shop-web', 'x:1'] }],
    [
      'secrets',
      [{ source: 'token' }, { source: 'file', target: 'f' }],
      { secrets: ['id=token,env=TOKEN', 'id=f,src=/s/x'] },
    ],
    ['additional_contexts', { base: '/b' }, { extraArgs: ['--build-context=base=/b'] }],
    ['shm_size', '67108864', { extraArgs: ['--shm-size=67108864'] }],
    [
      'ulimits',
      { nproc: 10, nofile: { soft: 1, hard: 2 } },
      { extraArgs: ['--ulimit=nproc=10', '--ulimit=nofile=1:2'] },
    ],
    ['entitlements', ['network.host'], { extraArgs: ['--allow=network.host'] }],
    ['no_cache_filter', ['a'], { extraArgs: ['--no-cache-filter=a'] }],
    ['target', null, {}],
  ])('says %s: %j', (key, value, options) => {
    expect(built({ [key]: value })).toMatchObject({
      context: '/w',
      dockerfile: 'Dockerfile',
      options: { tags: ['shop-web'], ...options },
    });
  });

  it.each<[string, unknown]>([
    ['dockerfile_inline', 'FROM x'],
    ['isolation', 'hyperv'],
    ['privileged', true],
    ['network', 'service:db'],
    ['args', { A: { b: 1 } }],
    ['secrets', [{ source: 'far' }]],
    ['secrets', [{ source: 'nope' }]],
    ['secrets', [{ source: 'token', target: 'a,b' }]],
    ['secrets', ['token']],
    ['additional_contexts', { base: 'service:web' }],
    ['ulimits', { nofile: 'x' }],
    ['platforms', 'linux/amd64'],
    ['newer_key', 1],
    ['toString', 1],
    ['context', 'https://example.test/x.git'],
    ['context', undefined],
  ])('leaves %s: %j to compose', (key, value) => {
    expect(built({ [key]: value })).toHaveProperty('reason');
  });

  it.each<[object, boolean]>([
    [{}, false],
    [{ additional_contexts: {} }, false],
    [{ additional_contexts: { a: '/a' } }, true],
    [{ pull: true }, true],
    [{ pull: false }, false],
    [{ no_cache_filter: ['a'] }, true],
  ])('%j reads more than its files: %s', (build, expected) => {
    expect(built({ ...build })).toMatchObject({ readsMore: expected });
  });
});

describe('readConfig', () => {
  it('tells the services that build, with the names of their images', () => {
    const config = {
      name: 'shop',
      services: {
        web: { build: { context: '/w' } },
        api: { image: 'acme/api:1', build: { context: '/a' } },
        db: { image: 'x' },
      },
    };
    const { services, names, secrets } = readConfig(JSON.stringify(config));
    expect(services.map(({ name, image }) => [name, image])).toEqual([
      ['web', 'shop-web'],
      ['api', 'acme/api:1'],
    ]);
    expect([names, secrets]).toEqual([['web', 'api', 'db'], {}]);
  });

  it.each(['', '[]', '{"services":[]}', 'x'])('refuses %j', (output) => {
    expect(() => readConfig(output)).toThrow(/^COMPOSE_NOT_READ/);
  });
});
