import { parse } from '../../dockerfile/parse';
import { RECIPES } from '../../recipes/registry';
import { carriedMounts, joinCarried, type Carried } from './carried-mounts';

function read(text: string, buildArgs: Readonly<Record<string, string>> = {}): Carried {
  const parsed = parse(text);
  if (!parsed.ok) throw new Error('no Dockerfile');
  return carriedMounts(parsed.dockerfile, buildArgs, RECIPES);
}

const run = (flags: string): string => `RUN --mount=type=cache,${flags} x\n`;

it.each<[string, string, object]>([
  ['its target for an id', run('target=/root/.cache/pip/'), { key: '//root/.cache/pip', tool: 'pip' }],
  [
    'owner and sharing',
    run('id=a,target=/a,uid=7,gid=8,mode=0700,sharing=locked'),
    { owner: { uid: 7, gid: 8, mode: 448 }, sharing: 'locked' },
  ],
  [
    'arguments',
    `ARG ID=b\n${run('id=$ID-$TARGETARCH,target=/a')}`.replace('ARG ID', 'ARG TARGETARCH\nARG ID'),
    { cacheId: 'b-arm64' },
  ],
  [
    'a relative target by its id alone',
    run('id=a,target=.cache'),
    { target: '.cache', place: '/nx-docker-cache-mount' },
  ],
  ['a target over the programs likewise', run('id=a,target=/usr/bin/'), { place: '/nx-docker-cache-mount' }],
  ['the one of an ONBUILD', `ONBUILD ${run('id=a,target=/a')}`, { cacheId: 'a' }],
])('reads %s', (_, lines, expected) => {
  const { mounts, refused } = read(`FROM img:1\n${lines}`, { TARGETARCH: 'arm64' });
  expect([mounts, refused]).toEqual([[expect.objectContaining({ base: 'img:1', ...expected })], []]);
});

it.each<[string, string, string | undefined, string | undefined]>([
  ['through other stages', 'ARG V=3\nFROM img:$V AS one\nFROM one AS two\nFROM two\n', 'img:3', undefined],
  ['of the platform that is told', 'FROM --platform=linux/arm64 img\n', 'img', 'linux/arm64'],
  [
    'of its own platform where only the builder knows it',
    'FROM --platform=$BUILDPLATFORM img\n',
    'img',
    undefined,
  ],
  ['from scratch', 'FROM scratch\n', undefined, undefined],
])('copies with the image that the stage begins with, %s', (_, head, base, platform) => {
  const { mounts, refused } = read(`${head}${run('id=a,target=/a')}`);
  expect(mounts.map((mount) => [mount.base, mount.platform])).toEqual(
    base === undefined ? [] : [[base, platform]],
  );
  expect(refused).toEqual(base === undefined ? [{ id: 'a', target: '/a', kind: 'no-base' }] : []);
});

it.each<[string, string, string]>([
  ['a variable that only the build knows', 'id=$NEVER,target=/a', 'name-unknown'],
  ['a shell would read its target otherwise', 'id=a,target=/a;b', 'name-unusual'],
  ['it begins with the content of an image', 'id=a,target=/a,from=img', 'has-content'],
])('leaves a mount alone: %s', (_, flags, kind) => {
  expect(read(`FROM img\n${run(flags)}`)).toEqual({
    mounts: [],
    refused: [expect.objectContaining({ kind })],
  });
});

it('has a mount once, however often it is used, and another one for another owner', () => {
  const text = `FROM img\n${run('id=a,target=/a')}${run('id=a,target=/b')}FROM scratch\n${run('id=a,target=/a')}FROM img\n${run('id=a,target=/a,uid=1')}`;
  const joined = joinCarried([read(text), read(text)]);
  expect(joined.mounts.map(({ owner }) => owner)).toEqual([{}, { uid: 1 }]);
  expect(joined.refused).toEqual([]);
});

it('keeps the namespace that a build argument gives apart from the id', () => {
  expect(read(`FROM img\n${run('id=a,target=/a')}`, { BUILDKIT_CACHE_MOUNT_NS: 'ns' }).mounts).toMatchObject([
    { key: 'ns/a', namespace: 'ns', cacheId: 'a' },
  ]);
});
