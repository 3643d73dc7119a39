import { parse } from '../dockerfile/parse';
import { buildReads } from './build-reads';
import { certainPart, pathReads } from './path-reads';

function pathsOf(lines: string): readonly string[] {
  const parsed = parse(`FROM scratch\n${lines}\n`);
  if (!parsed.ok) throw new Error('not a Dockerfile');
  return pathReads(buildReads(parsed.dockerfile, { buildArgs: {} })).map(({ path }) => path);
}

describe('pathReads', () => {
  it.each<[string, readonly string[]]>([
    ['COPY a ./b /x/', ['a', 'b']],
    ['COPY . .', ['']],
    ['COPY /a/../b/ /x', ['b']],
    ['COPY *.json src/*/a /x/', ['*.json', 'src/*/a']],
    ['COPY a[[]b /x', ['a[[]b']],
    ['COPY a\\[b /x', ['a[b']],
    ['COPY --parents a/./b/**/c /x/', ['a/b/**/c']],
    ['COPY ["with space", "/x"]', ['with space']],
    ['COPY --from=busybox /a /x', []],
    ['COPY <<E /x\na\nE', []],
    ['ADD https://example.com/a /x', []],
    ['ADD a.tar /x', ['a.tar']],
    ['RUN --mount=type=bind,source=a,target=/a true', ['a']],
    ['RUN --mount=type=bind,target=/a true', ['']],
    ['RUN --mount=type=cache,target=/a true', []],
    ['ARG WHAT=a\nCOPY $WHAT /x', ['a']],
    ['ARG TARGETARCH\nCOPY bin/$TARGETARCH/a /x', ['bin']],
    ['FROM scratch AS last\nCOPY b /x', ['b']],
  ])('%s → %j', (lines, paths) => {
    expect(pathsOf(lines)).toEqual(paths);
  });
});

describe('certainPart', () => {
  it.each([
    ['a/b', 'a/b'],
    ['a/*.b', 'a'],
    ['*', ''],
    ['a/**/b', 'a'],
    ['', ''],
  ])('%s → %j', (pattern, part) => {
    expect(certainPart(pattern)).toBe(part);
  });
});
