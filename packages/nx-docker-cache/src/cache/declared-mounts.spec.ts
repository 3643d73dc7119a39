import { parse } from '../dockerfile/parse';
import { RECIPES } from '../recipes/registry';
import { declaredMounts } from './declared-mounts';

function mountsOf(text: string, buildArgs: Readonly<Record<string, string>> = {}) {
  const parsed = parse(text);
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
  return declaredMounts(parsed.dockerfile, buildArgs, RECIPES);
}

const mount = (fields: string): string =>
  `FROM busybox\nARG X=1\nWORKDIR /app\nRUN --mount=type=cache,${fields} true\n`;

it.each([
  ['target=/root/.cache/pip', {}, '//root/.cache/pip', 'pip'],
  ['target=/home/app/.cache/pip/,uid=1000', {}, '//home/app/.cache/pip', 'pip'],
  ['target=/root/.npm,id=npm-store,sharing=locked', {}, '/npm-store', 'npm'],
  ['target=rel/cache', {}, '/rel/cache', undefined],
  ['target=/x,id=p$X', {}, '/p1', undefined],
  ['target=/x,id=p$X', { X: '7' }, '/p7', undefined],
  ['target=/x', { BUILDKIT_CACHE_MOUNT_NS: 'pr-3' }, 'pr-3//x', undefined],
  ['target=/x,id=$HOME', {}, undefined, undefined],
  ['target=$HOME/x,id=known', {}, '/known', undefined],
  ['target=$HOME/x', {}, undefined, undefined],
])('%s with %j', (fields, buildArgs, key, tool) => {
  expect(mountsOf(mount(fields), buildArgs)).toMatchObject([{ key, tool, line: 4 }]);
});

it('says which variables are in the way', () => {
  expect(mountsOf(mount('target=/x,id=$HOME'))).toMatchObject([{ unknown: ['HOME'] }]);
});

it('finds those of every stage and of ONBUILD, and no other mounts', () => {
  const text = [
    'FROM busybox AS a',
    'RUN --mount=type=cache,target=/a --mount=type=secret,id=s --mount=type=cache,target=/b true',
    'FROM a',
    'ONBUILD RUN --mount=type=cache,target=/c true',
    'RUN --mount=type=tmpfs,target=/d true',
  ].join('\n');
  expect(mountsOf(text).map(({ key, line }) => [key, line])).toEqual([
    ['//a', 2],
    ['//b', 2],
    ['//c', 4],
  ]);
});
