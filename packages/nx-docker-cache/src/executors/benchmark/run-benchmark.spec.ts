import { memoryWorld, type MemoryWorld } from '../../io/memory-world';
import type { ProcessResult } from '../../io/world';
import type { BenchmarkRequest } from './benchmark-request';
import { runBenchmark } from './run-benchmark';

const REQUEST: BenchmarkRequest = {
  project: 'app',
  workspaceRoot: '/w',
  dockerfile: '/w/app/Dockerfile',
  context: '/w/app',
  before: { kind: 'working-tree' },
  variants: ['now'],
  rows: ['first'],
  repetitions: 1,
  addPackage: undefined,
  complete: false,
  rate: undefined,
  inputs: {},
  compression: undefined,
  verbose: false,
  report: 'json',
  chart: undefined,
};
const DOCKERFILE = 'FROM base\nRUN --mount=type=cache,target=/c make\n';
const NO_ENGINE = 'ERROR: Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?\n';
const BEGUN = `${JSON.stringify({
  vertexes: [
    {
      digest: 'sha256:a',
      name: '[2/2] RUN --mount=type=cache,target=/c make',
      started: '2026-01-01T00:00:00Z',
    },
  ],
})}\nERROR: failed to solve: process "make" did not complete successfully: exit code: 2\n`;

const NEVER = (): ProcessResult => ({ kind: 'exited', exitCode: 1, stdout: '', stderr: '' });

function world(progress: string): MemoryWorld {
  return memoryWorld({
    files: { [REQUEST.dockerfile]: DOCKERFILE },
    run: (_, { onStderr }) => {
      onStderr?.(Buffer.from(progress));
      return NEVER();
    },
  });
}

it('refuses a Dockerfile that is not UTF-8: what it would build is another file', async () => {
  const latin1 = Buffer.from('FROM base\nLABEL a=caf\xe9\n', 'latin1');
  const refused = runBenchmark(memoryWorld({ files: { [REQUEST.dockerfile]: latin1 } }), REQUEST);
  await expect(refused).rejects.toThrow(/^DOCKERFILE_NOT_UTF8/);
});

describe('what a benchmark says of the cache mounts that it could not empty', () => {
  it.each([
    ['no engine was there', NO_ENGINE, false],
    ['a RUN had begun', BEGUN, true],
  ])('where %s', async (_, progress, isSaid) => {
    const played = world(progress);
    await expect(runBenchmark(played, REQUEST)).rejects.toThrow();
    expect(played.printed.err.includes('cache mounts of the benchmark are not empty')).toBe(isSaid);
  });

  it('where the disk is full, and still what the build itself says', async () => {
    const played = world(BEGUN);
    const files = {
      ...played.files,
      write: (file: string, content: string | Uint8Array) =>
        file.includes('/empty-')
          ? Promise.reject(Object.assign(new Error('no space left'), { code: 'ENOSPC' }))
          : played.files.write(file, content),
    };
    await expect(runBenchmark({ ...played, files }, REQUEST)).rejects.toThrow(/^ENGINE_DIED/);
    expect(played.printed.err).toContain('cache mounts of the benchmark are not empty');
  });
});
