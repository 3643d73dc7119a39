import { traceName, type BuildTrace } from '../../cache/build-trace';
import { parse } from '../../dockerfile/parse';
import { stagesOf } from '../../dockerfile/stages';
import { memoryWorld } from '../../io/memory-world';
import type { BuildRecord } from '../../timing/record';
import type { BuildRequest } from './build-request';
import { leaveTrace } from './leave-trace';

const TEXT = 'FROM a\nARG V\nRUN --mount=type=cache,id=apt-$V,target=/c x\n';

const record = (cached: boolean): BuildRecord =>
  ({
    project: 'web',
    target: 'docker-build',
    builder: { name: 'default', driver: 'docker' },
    engine: { id: 'e', version: '28' },
    image: { tags: [], id: 'sha256:1', configDigest: undefined },
    steps: [
      {
        name: '[stage-0 2/2] RUN --mount=type=cache,id=apt-7,target=/c x',
        kind: 'run',
        cached,
        error: undefined,
        intervals: cached ? [] : [{ start: 1, end: 2 }],
      },
    ],
  }) as unknown as BuildRecord;

function left(kept: Map<string, object>, cached: boolean, write = kept.set.bind(kept)): void {
  const parsed = parse(TEXT);
  if (!parsed.ok) throw new Error('the Dockerfile of this test cannot be read');
  const traces = { read: (name: string) => kept.get(name), all: () => [...kept.values()], write };
  const request = {
    history: { append: () => undefined, traces },
    options: { buildArgs: ['BUILDKIT_CACHE_MOUNT_NS=ns'], extraArgs: [] },
  } as unknown as BuildRequest;
  const { dockerfile } = parsed;
  leaveTrace(
    memoryWorld(),
    request,
    { text: TEXT, dockerfile, stages: stagesOf(dockerfile) },
    record(cached),
  );
}

it('keeps the mounts as the build used them, also of a step that was cached', () => {
  const kept = new Map<string, object>();
  left(kept, true);
  const trace = kept.get(
    traceName({ project: 'web', target: 'docker-build', builder: 'default' }),
  ) as BuildTrace;
  expect(trace).toMatchObject({ engine: 'e', mounts: ['ns/apt-7'], images: ['sha256:1'], steps: [] });
});

it('writes nothing when nothing is new, and fails no build', () => {
  const kept = new Map<string, object>();
  left(kept, true);
  const write = jest.fn();
  left(kept, true, write);
  expect(write).not.toHaveBeenCalled();
  const full = (): never => {
    throw new Error('ENOSPC');
  };
  expect(() => {
    left(new Map(), false, full);
  }).not.toThrow();
});
