import { LiveProgress } from './progress-live';
import { logUpdate, NOTHING, vertexUpdate } from './testing/updates';

const SIZE = { width: 60, height: 10 };
const run = { digest: 'run', name: '[2/3] RUN make   all' };
const copy = { digest: 'copy', name: '[3/3] COPY . .' };

function live(): LiveProgress {
  const progress = new LiveProgress('backend', 1_000);
  progress.add(vertexUpdate(run), 1_000);
  progress.add(vertexUpdate({ ...copy, started: 50, completed: 50, cached: true }), 1_000);
  progress.add(vertexUpdate({ ...run, started: 99 }), 2_000);
  return progress;
}

describe('LiveProgress', () => {
  it('shows the build and its running steps with the time since they started here', () => {
    const progress = live();
    progress.add(logUpdate('run', 'one\ntwo \x1b[1mbold\x1b[0m\n'), 2_500);
    expect(progress.frame(4_300, SIZE)).toEqual([
      'building backend  3.3 s  1/2 steps, 1 cached',
      '    2.3 s  [2/3] RUN make all',
      '           | two bold',
    ]);
  });

  it('shows the command of a step rather than its mounts', () => {
    const progress = live();
    const name = '[3/3] RUN --mount=type=cache,target=/root/.cache/pip pip install x';
    progress.add(vertexUpdate({ digest: 'pip', name, started: 99 }), 3_000);
    expect(progress.frame(4_000, SIZE).at(-1)).toBe('    1.0 s  [3/3] RUN pip install x');
  });

  it('drops a step when it ends', () => {
    const progress = live();
    progress.add(vertexUpdate({ ...run, started: 99, completed: 200 }), 3_000);
    expect(progress.frame(4_000, SIZE)).toEqual(['building backend  3.0 s  2/2 steps, 1 cached']);
  });

  it('counts the steps that the summary counts, and shows others while they run', () => {
    const progress = live();
    progress.add(vertexUpdate({ digest: 'base', name: '[1/3] FROM x', started: 1 }), 3_000);
    progress.add(vertexUpdate({ digest: 'e', name: 'exporting to image', started: 1, completed: 2 }), 3_000);
    expect(progress.frame(4_000, SIZE)).toEqual([
      'building backend  3.0 s  1/2 steps, 1 cached',
      '    2.0 s  [2/3] RUN make all',
      '    1.0 s  [1/3] FROM x',
    ]);
  });

  it('forgets nothing when a step is announced once more', () => {
    const progress = live();
    progress.add(vertexUpdate(copy), 3_000);
    progress.add(vertexUpdate(run), 3_000);
    expect(progress.frame(4_000, SIZE)).toEqual([
      'building backend  3.0 s  1/2 steps, 1 cached',
      '    2.0 s  [2/3] RUN make all',
    ]);
  });

  it('shows bytes that are counted', () => {
    const progress = live();
    const status = {
      vertex: 'run',
      id: 'transferring',
      current: 5_200_000,
      total: 0,
      started: 1,
      completed: undefined,
    };
    progress.add({ ...NOTHING, statuses: [status] }, 3_000);
    expect(progress.frame(4_000, SIZE)[1]).toBe('    2.0 s  [2/3] RUN make all  5.2 MB');
  });

  it.each([
    [20, 2],
    [5, 1],
    [60, 3],
  ])('never exceeds %i columns and %i lines', (width, height) => {
    const progress = live();
    progress.add(logUpdate('run', `${'x'.repeat(300)}\n`), 2_500);
    const frame = progress.frame(4_000, { width, height });
    expect(frame.length).toBeLessThanOrEqual(height);
    for (const line of frame) expect(line.length).toBeLessThanOrEqual(width);
  });
});
