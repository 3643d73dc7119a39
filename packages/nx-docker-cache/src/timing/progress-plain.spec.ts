import { PlainProgress } from './progress-plain';
import type { ProgressUpdate } from './progress-event';
import { logUpdate, vertexUpdate } from './testing/updates';

function show(updates: readonly ProgressUpdate[], verbose = false): string[] {
  const progress = new PlainProgress({ verbose });
  return updates.flatMap((update) => progress.add(update));
}

const run = { digest: 'run', name: '[2/3] RUN make   all' };
const copy = { digest: 'copy', name: '[3/3] COPY . .' };
const internal = { digest: 'def', name: '[internal] load build definition from Dockerfile' };
const context = { digest: 'ctx', name: '[internal] load build context' };

describe('PlainProgress', () => {
  it('shows a step from its start to its end, with what it prints', () => {
    expect(
      show([
        vertexUpdate(run),
        vertexUpdate({ ...run, started: 0 }),
        logUpdate('run', 'compiling\nlink'),
        logUpdate('run', 'ing\n', 1),
        logUpdate('run', '\x1b[31mwarning\x1b[0m\n', 2),
        logUpdate('run', 'no end'),
        vertexUpdate({ ...run, started: 0, completed: 1_500 }),
      ]),
    ).toEqual([
      '#1 [2/3] RUN make all',
      '#1 | compiling',
      '#1 | linking',
      '#1 | warning',
      '#1 | no end',
      '#1 done in 1.5 s',
    ]);
  });

  it('numbers steps as they start, not as they are announced', () => {
    expect(
      show([
        vertexUpdate(copy),
        vertexUpdate(run),
        vertexUpdate({ ...run, started: 0 }),
        vertexUpdate({ ...copy, started: 1 }),
      ]),
    ).toEqual(['#1 [2/3] RUN make all', '#2 [3/3] COPY . .']);
  });

  it('shows a cached step in one line', () => {
    expect(
      show([vertexUpdate(copy), vertexUpdate({ ...copy, started: 5, completed: 5, cached: true })]),
    ).toEqual(['#1 cached [3/3] COPY . .']);
  });

  it('shows a step that failed', () => {
    expect(
      show([
        vertexUpdate({ ...run, started: 0 }),
        vertexUpdate({ ...run, started: 0, completed: 700, error: 'exit code: 1' }),
      ]),
    ).toEqual(['#1 [2/3] RUN make all', '#1 failed after 0.7 s']);
  });

  it('adds the intervals of a step up and ends it once', () => {
    expect(
      show([
        vertexUpdate({ ...context, started: 0, completed: 1 }),
        vertexUpdate({ ...context, started: 100 }),
        vertexUpdate({ ...context, started: 100, completed: 2_100 }),
        vertexUpdate({ ...context, started: 100, completed: 2_100 }),
      ]),
    ).toEqual(['#1 [internal] load build context', '#1 done in 2.0 s']);
  });

  it.each([
    ['hides what BuildKit adds', false, []],
    [
      'shows it when asked',
      true,
      ['#1 [internal] load build definition from Dockerfile', '#1 done in 0.1 s'],
    ],
  ])('%s', (_, verbose, expected) => {
    expect(
      show(
        [vertexUpdate({ ...internal, started: 0 }), vertexUpdate({ ...internal, started: 0, completed: 90 })],
        verbose,
      ),
    ).toEqual(expected);
  });
});
