import { baseImageOf, parseStepName, withoutFlags } from './step-name';

const stageless = { stage: undefined, platform: undefined, index: undefined, total: undefined };

describe('parseStepName', () => {
  it.each([
    [
      '[build 2/4] WORKDIR /src',
      { kind: 'workdir', stage: 'build', index: 2, total: 4, text: 'WORKDIR /src' },
    ],
    ['[2/3] RUN echo [1/2] x', { kind: 'run', index: 2, total: 3, text: 'RUN echo [1/2] x' }],
    ['[stage-1  3/12] COPY --from=build /a /b', { kind: 'copy', stage: 'stage-1', index: 3, total: 12 }],
    [
      '[linux/amd64 build 1/4] FROM registry.example/x',
      { kind: 'base-image', platform: 'linux/amd64', stage: 'build' },
    ],
    ['[linux/arm64 2/3] RUN a', { kind: 'run', platform: 'linux/arm64', stage: undefined, index: 2 }],
    ['[linux/amd64->linux/arm64 build 2/3] RUN a', { kind: 'run', platform: 'linux/amd64->linux/arm64' }],
    ['[a 1/1] ADD https://example.com/x /x', { kind: 'copy' }],
    ['[2/3] RUN set -e\nmake', { kind: 'run', text: 'RUN set -e\nmake' }],
    ['[1/2] HEALTHCHECK NONE', { kind: 'other' }],
  ])('reads %s', (name, expected) => {
    expect(parseStepName(name)).toMatchObject(expected);
  });

  it.each([
    ['[internal] load build context', 'context'],
    ['[context assets] load from client', 'context'],
    ['[internal] load build definition from Dockerfile', 'internal'],
    ['[internal] load metadata for registry.example/python:3', 'internal'],
    ['[auth] library/python:pull token for registry.example', 'internal'],
    ['resolve image config for docker-image://registry.example/dockerfile:1', 'internal'],
    ['docker-image://registry.example/dockerfile:1', 'base-image'],
    ['importing cache manifest from registry.example/app:cache', 'cache-import'],
    ['exporting cache to registry', 'cache-export'],
    ['preparing build cache for export', 'cache-export'],
    ['exporting to image', 'export'],
    ['exporting to docker image format', 'export'],
    ['importing to docker', 'export'],
    ['pushing registry.example/app with docker', 'push'],
    ['something new', 'other'],
    ['', 'other'],
  ])('knows what %s is', (name, kind) => {
    expect(parseStepName(name)).toEqual({ kind, ...stageless, text: name });
  });
});

describe('baseImageOf', () => {
  it.each([
    ['FROM registry.example/x:1@sha256:ab', 'registry.example/x:1', 'sha256:ab'],
    ['FROM registry.example/x:1', 'registry.example/x:1', undefined],
    ['docker-image://registry.example/x:1@sha256:ab', 'registry.example/x:1', 'sha256:ab'],
  ])('reads %s', (text, reference, digest) => {
    expect(baseImageOf({ text })).toEqual({ reference, digest });
  });

  it('finds none in another name', () => {
    expect(baseImageOf({ text: 'RUN echo FROM x' })).toBeUndefined();
  });
});

it.each([
  [
    '[stage-1 5/5] RUN --mount=from=uv,source=/uv/bin,target=/opt/uv --mount=type=cache,target=/x pip i',
    '[stage-1 5/5] RUN pip i',
  ],
  ['builder: RUN --network=none npm ci', 'builder: RUN npm ci'],
  ['RUN --mount=type=cache,target=/x \\ pip i', 'RUN pip i'],
  ['RUN pip --mount=x', 'RUN pip --mount=x'],
  ['[2/3] RUN echo "a: RUN --mount=x b"', '[2/3] RUN echo "a: RUN --mount=x b"'],
  ['[2/3] COPY --link a b', '[2/3] COPY --link a b'],
])('leaves out the flags of %s', (name, short) => {
  expect(withoutFlags(name)).toBe(short);
});
