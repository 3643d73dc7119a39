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

  const base = { digest: 'base', name: '[1/3] FROM docker.io/library/x' };
  it.each<[string, readonly ProgressUpdate[], readonly string[]]>([
    [
      'that is looked up and then fetched',
      [
        vertexUpdate({ ...base, started: 0 }),
        vertexUpdate({ ...base, started: 0, completed: 200 }),
        vertexUpdate({ ...base, started: 300 }),
        vertexUpdate({ ...base, started: 300, completed: 5_300 }),
      ],
      [`#1 ${base.name}`, '#1 done in 0.2 s', `#1 goes on: ${base.name}`, '#1 done in 5.2 s'],
    ],
    [
      'of which the second interval is told when it is over',
      [
        vertexUpdate({ ...base, started: 0, completed: 200 }),
        vertexUpdate({ ...base, started: 300, completed: 5_300 }),
      ],
      [`#1 ${base.name}`, '#1 done in 0.2 s', '#1 done in 5.2 s'],
    ],
    [
      'that is cached and then runs',
      [
        vertexUpdate({ ...copy, started: 5, completed: 5, cached: true }),
        vertexUpdate({ ...copy, started: 9 }),
        vertexUpdate({ ...copy, started: 9, completed: 1_009 }),
      ],
      ['#1 cached [3/3] COPY . .', '#1 goes on: [3/3] COPY . .', '#1 done in 1.0 s'],
    ],
    [
      'that fails when it goes on',
      [
        vertexUpdate({ ...run, started: 0, completed: 1_000 }),
        vertexUpdate({ ...run, started: 2_000 }),
        vertexUpdate({ ...run, started: 2_000, completed: 2_500, error: 'exit code: 1' }),
      ],
      [
        '#1 [2/3] RUN make all',
        '#1 done in 1.0 s',
        '#1 goes on: [2/3] RUN make all',
        '#1 failed after 1.5 s',
      ],
    ],
    [
      'that is told again from its beginning',
      [
        vertexUpdate({ ...run, started: 0 }),
        vertexUpdate({ ...run, started: 0, completed: 1_000 }),
        vertexUpdate(run),
        vertexUpdate({ ...run, started: 0 }),
        vertexUpdate({ ...run, started: 0, completed: 1_000 }),
      ],
      ['#1 [2/3] RUN make all', '#1 done in 1.0 s'],
    ],
    [
      'of which an earlier interval ends while a later one lasts',
      [
        vertexUpdate({ ...run, started: 0 }),
        vertexUpdate({ ...run, started: 500 }),
        vertexUpdate({ ...run, started: 0, completed: 1_000 }),
        vertexUpdate({ ...run, started: 500, completed: 1_500 }),
      ],
      ['#1 [2/3] RUN make all', '#1 done in 2.0 s'],
    ],
  ])('ends a step %s as its last interval does', (_, updates, expected) => {
    expect(show(updates)).toEqual(expected);
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
