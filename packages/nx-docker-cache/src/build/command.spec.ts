import * as fc from 'fast-check';
import { buildCommand } from './command';
import { normaliseOptions, type WrittenOptions } from './written-options';

const place = {
  project: 'backend',
  dockerfile: '/w/backend/Dockerfile',
  context: '/w/backend',
  freshToken: 'fresh',
  lastToken: undefined,
};

const command = (written: WrittenOptions, lastToken?: string): ReturnType<typeof buildCommand> =>
  buildCommand(normaliseOptions(written, { ...place, lastToken }), {
    metadataFile: '/tmp/m.json',
    cwd: '/w',
  });

const args = (written: WrittenOptions, lastToken?: string): readonly string[] =>
  command(written, lastToken).args;

describe('buildCommand', () => {
  it('is a plain local build by default', () => {
    expect(command({})).toEqual({
      file: 'docker',
      cwd: '/w',
      env: { BUILDX_METADATA_PROVENANCE: 'disabled' },
      args: [
        'buildx',
        'build',
        '--progress=rawjson',
        '--metadata-file=/tmp/m.json',
        '--file=/w/backend/Dockerfile',
        '--tag=backend:latest',
        '--load',
        '--provenance=false',
        '/w/backend',
      ],
    });
  });

  it.each<[WrittenOptions, string[]]>([
    [{ tags: ['a:1', 'b:2'] }, ['--tag=a:1', '--tag=b:2']],
    [{ labels: ['k=v w'] }, ['--label=k=v w']],
    [{ platforms: ['linux/amd64', 'linux/arm64'] }, ['--platform=linux/amd64,linux/arm64']],
    [{ target: 'runtime' }, ['--target=runtime']],
    [{ buildArgs: ['A=1', 'B'] }, ['--build-arg=A=1', '--build-arg=B']],
    [{ buildContexts: ['base=docker-image://a:b'] }, ['--build-context=base=docker-image://a:b']],
    [{ secrets: ['id=token,env=TOKEN'] }, ['--secret=id=token,env=TOKEN']],
    [{ ssh: ['default'] }, ['--ssh=default']],
    [{ cacheFrom: ['type=local,src=c'] }, ['--cache-from=type=local,src=c']],
    [{ cacheTo: ['type=local,dest=c'] }, ['--cache-to=type=local,dest=c']],
    [{ builder: 'mine' }, ['--builder=mine']],
    [{ push: true }, ['--push']],
    [{ compression: 'uncompressed' }, ['--output=type=docker,compression=uncompressed']],
    [
      { push: true, compression: 'zstd' },
      ['--output=type=registry,compression=zstd,compression-level=1,oci-mediatypes=true'],
    ],
    [{ output: ['type=oci,dest=x'] }, ['--output=type=oci,dest=x']],
    [{ network: 'host' }, ['--network=host']],
    [{ addHosts: ['db:10.0.0.1'] }, ['--add-host=db:10.0.0.1']],
    [{ pull: true }, ['--pull']],
    [{ sbom: true }, ['--sbom=true']],
    [{ extraArgs: ['--shm-size=1g', '-q'] }, ['--shm-size=1g', '-q']],
    [{ rawNoCache: true }, ['--no-cache']],
  ])('passes %j on', (written, expected) => {
    expect(args(written)).toEqual(expect.arrayContaining(expected));
  });

  it('does not load what is pushed or written elsewhere', () => {
    expect(args({ push: true })).not.toContain('--load');
    expect(args({ compression: 'gzip' })).not.toContain('--load');
    expect(args({ output: ['type=local,dest=x'] })).not.toContain('--load');
  });

  it('runs every step again under a host name of its own, never with --no-cache', () => {
    const again = args({ noCache: true });
    expect(again).toContain('--add-host=fresh.nx-docker-cache.invalid:127.0.0.1');
    expect(again).not.toContain('--no-cache');
  });

  it('keeps to the layers of the last build that did so', () => {
    expect(args({}, 'last')).toContain('--add-host=last.nx-docker-cache.invalid:127.0.0.1');
    expect(args({}, undefined).join(' ')).not.toContain('invalid');
  });

  it('never lets a value become a flag or a context', () => {
    const value = fc
      .string({ minLength: 1, maxLength: 20 })
      .filter((text) => !text.includes('\0') && !/^\s*[=:]/.test(text));
    const LISTS = [
      'labels',
      'platforms',
      'buildArgs',
      'buildContexts',
      'secrets',
      'ssh',
      'cacheFrom',
      'cacheTo',
      'output',
      'addHosts',
    ] as const;
    const WORDS = ['target', 'builder', 'network', 'provenance', 'sbom'] as const;
    fc.assert(
      fc.property(fc.constantFrom(...LISTS, ...WORDS), value, (option, text) => {
        // A build argument whose name has white space in it is refused (see the table of written options).
        fc.pre(option !== 'buildArgs' || !/\s/.test(text.replace(/=.*$/s, '')));
        const isList = LISTS.some((name) => name === option);
        const before = args(isList ? { [option]: ['value'] } : { [option]: 'value' });
        const after = args(isList ? { [option]: [text] } : { [option]: text });
        expect(after).toHaveLength(before.length);
        expect(after.map((word) => word.replace(/=.*$/s, ''))).toEqual(
          before.map((word) => word.replace(/=.*$/s, '')),
        );
      }),
    );
  });
});
