import { normaliseOptions, type WrittenOptions } from './written-options';

const place = {
  project: 'backend',
  dockerfile: '/w/backend/Dockerfile',
  context: '/w/backend',
  freshToken: 'fresh',
  lastToken: 'last',
};

describe('normaliseOptions', () => {
  it('makes every choice where nothing is written', () => {
    expect(normaliseOptions({}, place)).toEqual({
      dockerfile: '/w/backend/Dockerfile',
      context: '/w/backend',
      references: ['backend:latest'],
      labels: [],
      platforms: [],
      target: undefined,
      buildArgs: [],
      buildContexts: [],
      secrets: [],
      ssh: [],
      cacheFrom: [],
      cacheTo: [],
      builder: undefined,
      destination: { kind: 'load' },
      network: undefined,
      addHosts: [],
      pull: false,
      provenance: 'false',
      sbom: undefined,
      cachePolicy: { kind: 'reuse', since: 'last' },
      extraArgs: [],
    });
  });

  it.each<[WrittenOptions, unknown]>([
    [{}, { kind: 'load' }],
    [{ load: true }, { kind: 'load' }],
    [{ load: false }, { kind: 'none' }],
    [{ compression: 'zstd' }, { kind: 'load', compression: 'zstd' }],
    [
      { push: true, compression: 'zstd' },
      { kind: 'push', compression: 'zstd' },
    ],
    [{ push: true }, { kind: 'push' }],
    [
      { push: true, load: true },
      { kind: 'output', outputs: ['type=registry'], load: true },
    ],
    [{ output: ['type=oci,dest=x'] }, { kind: 'output', outputs: ['type=oci,dest=x'], load: false }],
    [
      { output: ['a'], load: true },
      { kind: 'output', outputs: ['a'], load: true },
    ],
    [
      { output: ['a'], push: true },
      { kind: 'output', outputs: ['a', 'type=registry'], load: false },
    ],
  ])('sends the image of %j to its place', (written, destination) => {
    expect(normaliseOptions(written, place).destination).toEqual(destination);
  });

  it.each<[WrittenOptions, string | undefined]>([
    [{}, 'false'],
    [{ provenance: true }, 'true'],
    [{ provenance: 'mode=max' }, 'mode=max'],
    [{ push: true }, undefined],
    [{ push: true, provenance: false }, 'false'],
  ])('decides the provenance of %j', (written, provenance) => {
    expect(normaliseOptions(written, place).provenance).toBe(provenance);
  });

  it.each<[WrittenOptions, unknown]>([
    [{}, { kind: 'reuse', since: 'last' }],
    [{ noCache: true }, { kind: 'rerun', token: 'fresh' }],
    [{ rawNoCache: true }, { kind: 'raw-no-cache' }],
    [{ noCache: true, rawNoCache: true }, { kind: 'raw-no-cache' }],
  ])('decides what %j means for the cache', (written, policy) => {
    expect(normaliseOptions(written, place).cachePolicy).toEqual(policy);
  });

  it.each<[string, WrittenOptions, string]>([
    [
      'a compression of what goes elsewhere',
      { output: ['a'], compression: 'zstd' },
      'write it into the option output',
    ],
    ['a build argument without a name', { buildArgs: ['=x'] }, 'write it as NAME=value'],
    ['a build argument that is no name', { buildArgs: ['A=a b', 'A B'] }, '"A B" is no name'],
    ['a name with a space', { buildArgs: ['A B=x'] }, '"A B" is no name'],
    ['a label without a key', { labels: [' =x'] }, 'write it as key=value'],
    ['a host without a name', { addHosts: [':1.2.3.4'] }, 'write it as name:address'],
    ['an empty value', { target: '' }, 'option target'],
    ['an empty item', { secrets: ['id=a', ''] }, 'option secrets'],
    ['a NUL', { extraArgs: ['a\0b'] }, 'option extraArgs'],
  ])('refuses %s', (_, written, text) => {
    expect(() => normaliseOptions(written, place)).toThrow(text);
    expect(() => normaliseOptions(written, place)).toThrow('OPTION_TYPE');
  });
});
