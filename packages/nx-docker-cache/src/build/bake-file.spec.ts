import { bakeCommand, bakeFile, bakeNames, bakeObstacle } from './bake-file';
import { normaliseOptions, type WrittenOptions } from './written-options';

const options = (written: WrittenOptions = {}, folder = '/workspace/web') =>
  normaliseOptions(written, {
    project: 'web',
    dockerfile: `${folder}/Dockerfile`,
    context: folder,
    freshToken: 'fresh',
    lastToken: undefined,
  });

describe('bakeNames', () => {
  it.each([
    [
      ['web', 'api'],
      ['web', 'api'],
    ],
    [
      ['@acme/web', 'libs:a b'],
      ['-acme-web', 'libs-a-b'],
    ],
    [
      ['a.b', 'a/b', 'a-b'],
      ['a-b', 'a-b-2', 'a-b-3'],
    ],
    [
      ['internal', 'default'],
      ['internal-2', 'default-2'],
    ],
  ])('%j', (projects, expected) => {
    expect(bakeNames(projects)).toEqual(expected);
  });
});

describe('bakeObstacle', () => {
  it.each<[WrittenOptions, string | undefined]>([
    [{}, undefined],
    [{ tags: ['a:1'], labels: ['a=b'], buildArgs: ['A=1'], target: 't', pull: true }, undefined],
    [{ push: true, cacheTo: ['type=registry,ref=r'], secrets: ['id=a,env=A'] }, undefined],
    [{ buildArgs: ['A'] }, 'a build argument comes from the environment'],
    [{ secrets: ['id=a,src=b'] }, 'a secret is read from a file'],
    [{ ssh: ['default'] }, 'it uses SSH'],
    [{ cacheFrom: ['type=local,src=c'] }, 'it reads a cache from a folder'],
    [{ cacheTo: ['type=local,dest=c'] }, 'it writes a cache to a folder'],
    [{ buildContexts: ['a=b'] }, 'it has further contexts'],
    [{ output: ['type=local,dest=c'] }, 'its result is no image'],
    [{ network: 'host' }, 'it chooses a network'],
    [{ addHosts: ['a:127.0.0.1'] }, 'it adds hosts'],
    [{ noCache: true }, 'it was built without layer cache, or is going to be'],
    [{ extraArgs: ['--cgroup-parent=x'] }, 'it has extra arguments'],
  ])('%j: %j', (written, expected) => {
    expect(bakeObstacle(options(written), '/workspace')).toBe(expected);
  });

  it('is a folder that bake would have to be allowed to read', () => {
    expect(bakeObstacle(options({}, '/elsewhere'), '/workspace')).toBe(
      'its Dockerfile is outside of the workspace',
    );
    expect(bakeObstacle(options({}, '/workspace'), '/workspace')).toBeUndefined();
    expect(bakeObstacle(options({}, '/workspace/..data'), '/workspace')).toBeUndefined();
  });
});

describe('bakeFile', () => {
  it('defines each image as its options say, templates apart', () => {
    const written = bakeFile([
      {
        name: 'web',
        options: options({
          tags: ['web:1'],
          labels: ['a=b=c'],
          buildArgs: ['WORD=${a} %{b} $c'],
          pull: true,
        }),
      },
    ]);
    expect(JSON.parse(written)).toEqual({
      target: {
        web: {
          context: '/workspace/web',
          dockerfile: '/workspace/web/Dockerfile',
          tags: ['web:1'],
          labels: { a: 'b=c' },
          platforms: [],
          args: { WORD: '$${a} %%{b} $c' },
          secret: [],
          'cache-from': [],
          'cache-to': [],
          output: ['type=docker'],
          pull: true,
          attest: ['type=provenance,disabled=true'],
        },
      },
    });
  });

  it.each([
    ['true', 'type=provenance'],
    ['false', 'type=provenance,disabled=true'],
    ['mode=max', 'type=provenance,mode=max'],
  ])('asks for the provenance %s', (provenance, expected) => {
    const file = bakeFile([{ name: 'web', options: { ...options(), provenance } }]);
    expect(file).toContain(JSON.stringify([expected]));
  });

  it('pushes, compressed as it is asked', () => {
    const file = bakeFile([
      { name: 'web', options: options({ push: true, tags: ['r/a:1'], compression: 'gzip' }) },
    ]);
    expect(file).toContain('"output":["type=registry,compression=gzip"]');
  });
});

it('is one command', () => {
  const place = { file: '/s/bake.json', metadataFile: '/s/metadata.json', cwd: '/workspace', builder: 'b' };
  expect(bakeCommand(['web', 'api'], place)).toMatchObject({
    file: 'docker',
    args: [
      'buildx',
      'bake',
      '--progress=rawjson',
      '--metadata-file=/s/metadata.json',
      '--file=/s/bake.json',
      '--builder=b',
      'web',
      'api',
    ],
    cwd: '/workspace',
  });
});
