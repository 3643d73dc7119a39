import { cacheIdOf, mountsOf } from '../../dockerfile/mounts';
import { parse } from '../../dockerfile/parse';
import type { CarriedMount } from './carried-mounts';
import { copyCommand } from './copy-command';
import { readCopied, restoringBuild, savingBuild } from './copy-dockerfiles';

const MOUNT: CarriedMount = {
  key: 'ns/pip',
  namespace: 'ns',
  cacheId: 'pip',
  target: '/c',
  place: '/c',
  tool: 'pip',
  owner: { uid: 7, gid: 8, mode: 0o700 },
  sharing: 'locked',
  base: 'img:1',
  platform: 'linux/arm64',
};

it('saves from the image of the RUN into an archive of nothing else', () => {
  expect(savingBuild(MOUNT, 'ab')).toEqual({
    contextFile: undefined,
    dockerfile: `FROM --platform=linux/arm64 img:1 AS nx-docker-cache-carry-ab
USER 0
RUN --network=none --mount=type=cache,id=pip,target=/c,sharing=locked,uid=7,gid=8,mode=0700 : nx-docker-cache-carry-ab; mkdir -p /nx-docker-cache-carry-ab/files && cp -a /c/. /nx-docker-cache-carry-ab/files/ && if [ -z "$(ls -A /c)" ]; then echo nx-docker-cache-carry-ab empty; elif command -v find >/dev/null; then echo nx-docker-cache-carry-ab files=$(find /c -type f | wc -l); fi
FROM scratch
COPY --from=nx-docker-cache-carry-ab /nx-docker-cache-carry-ab /
`,
  });
});

it('restores what BuildKit unpacks, and overwrites nothing that is newer', () => {
  expect(restoringBuild(MOUNT, 'pip-1.tar', 'ab')).toEqual({
    contextFile: 'pip-1.tar',
    dockerfile: `FROM scratch AS nx-docker-cache-carry-ab
ADD pip-1.tar /nx-docker-cache-carry-ab/
FROM --platform=linux/arm64 img:1
USER 0
RUN --network=none --mount=type=bind,from=nx-docker-cache-carry-ab,target=/nx-docker-cache-carry-ab --mount=type=cache,id=pip,target=/c,sharing=locked,uid=7,gid=8,mode=0700 if [ ! -d /nx-docker-cache-carry-ab/nx-docker-cache-carry-ab/files ]; then echo the archive is not as save-cache writes it; exit 1; fi; cp -auf /nx-docker-cache-carry-ab/nx-docker-cache-carry-ab/files/. /c/
`,
  });
});

it.each([
  ['saving', savingBuild(MOUNT, 'ab').dockerfile],
  ['restoring', restoringBuild(MOUNT, 'x.tar', 'ab').dockerfile],
])('has the same mount as the Dockerfile when %s', (_, text) => {
  const parsed = parse(text);
  const mounts = parsed.ok ? parsed.dockerfile.instructions.flatMap((each) => mountsOf(each)) : [];
  const cache = mounts.filter(({ type }) => type === 'cache');
  expect(cache).toMatchObject([
    { target: '/c', uid: 7, gid: 8, mode: 0o700, sharing: 'locked', problems: [] },
  ]);
  expect(cache.map(cacheIdOf)).toEqual(['pip']);
});

const NAME = 'nx-docker-cache-carry-ab';
it.each<[string, string, object]>([
  ['empty', `#6 [x 2/2] RUN echo ${NAME} files=9\n#6 0.224 ${NAME} empty\n#6 DONE 0.2s`, { isEmpty: true }],
  ['of so many files', `#6 0.224 ${NAME} files=   12\n`, { isEmpty: false, files: 12 }],
  ['of nobody knows how many files', `#6 DONE 0.2s\n`, { isEmpty: false }],
  ['not what a file of the mount is called', `#6 0.2 x ${NAME} empty\n`, { isEmpty: false }],
])('reads that a mount is %s', (_, progress, expected) => {
  expect(readCopied(progress, 'ab')).toEqual({ files: undefined, ...expected });
});

it('builds nothing that becomes an image', () => {
  const place = { dockerfile: '/t/Dockerfile', context: '/t', namespace: '', builder: undefined };
  expect(copyCommand({ ...place, archive: undefined }).args).toContain('--output=type=cacheonly');
  expect(copyCommand({ ...place, archive: '/a,"b"/x.tar', namespace: 'ns', builder: 'bx' }).args).toEqual([
    ...['buildx', 'build', '--progress=plain', '--provenance=false', '--sbom=false', '--builder=bx'],
    ...['--build-arg=BUILDKIT_CACHE_MOUNT_NS=ns', '--output=type=tar,"dest=/a,""b""/x.tar"'],
    ...['--file=/t/Dockerfile', '/t'],
  ]);
});
