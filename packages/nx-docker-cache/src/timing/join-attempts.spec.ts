import { StepCollector } from './collect';
import { joinAttempts, type CollectedBuild } from './join-attempts';
import type { VertexUpdate } from './progress-event';

function attempt(...vertexes: readonly Partial<VertexUpdate>[]): StepCollector {
  const collector = new StepCollector();
  for (const vertex of vertexes)
    collector.add({
      vertexes: [
        {
          digest: `sha256:${vertex.name ?? ''}`,
          name: '',
          inputs: [],
          started: undefined,
          completed: undefined,
          cached: false,
          error: undefined,
          ...vertex,
        },
      ],
      statuses: [],
      logs: [],
      warnings: [],
    });
  return collector;
}

const RUN = '[stage-0 2/3] RUN a';

function stepAfter(attempts: readonly StepCollector[]) {
  const [step] = [...joined(attempts).values()];
  return (
    step && { cached: step.cached, intervals: [...step.intervals], error: step.error, digest: step.digest }
  );
}

function joined(attempts: readonly StepCollector[]): CollectedBuild['steps'] {
  const last = attempts.at(-1);
  if (last === undefined) throw new Error('there is no build without an attempt');
  return joinAttempts(last, attempts.slice(0, -1)).steps;
}

describe('the attempts of a build', () => {
  const ran = attempt({ name: RUN, started: 10, completed: 20, digest: 'first' });
  const found = attempt({ name: RUN, started: 30, completed: 30, cached: true, digest: 'second' });
  const notReached = attempt({ name: RUN, digest: 'first' });
  const cutOff = attempt(
    { name: RUN, started: 10, digest: 'first' },
    { name: 'exporting to image', started: 12, completed: 25, error: 'parent snapshot' },
  );

  it.each([
    ['one', [ran], { cached: false, intervals: [[10, 20]], digest: 'first' }],
    [
      'built, then found',
      [ran, found],
      {
        cached: false,
        intervals: [
          [10, 20],
          [30, 30],
        ],
        digest: 'second',
      },
    ],
    ['found twice', [found, found], { cached: true, intervals: [[30, 30]], digest: 'second' }],
    [
      'not reached, then found',
      [notReached, found],
      { cached: true, intervals: [[30, 30]], digest: 'second' },
    ],
    [
      'cut off, then found',
      [cutOff, found],
      {
        cached: false,
        intervals: [
          [10, 25],
          [30, 30],
        ],
        digest: 'second',
      },
    ],
    [
      'three times',
      [ran, notReached, found],
      {
        cached: false,
        intervals: [
          [10, 20],
          [30, 30],
        ],
        digest: 'second',
      },
    ],
  ] as const)('%s', (_, attempts, expected) => {
    expect(stepAfter(attempts)).toMatchObject(expected);
  });

  it('tell the steps and errors of the last one only', () => {
    expect([...joined([cutOff, found]).values()].map(({ name, error }) => [name, error])).toEqual([
      [RUN, undefined],
    ]);
  });

  it('leave what each of them told as it was', () => {
    joined([ran, found]);
    expect([...ran.steps.values()][0]?.intervals.size).toBe(1);
    expect([...found.steps.values()][0]?.cached).toBe(true);
  });
});
