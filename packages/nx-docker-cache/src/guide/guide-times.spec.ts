import { exampleEntry } from '../timing/testing/runs';
import { guideTimes } from './guide-times';

describe('guideTimes', () => {
  it('tells builds in which every step ran from the others, for this machine', () => {
    const build = (wallMs: number, cachedSteps: number, more: object = {}) =>
      exampleEntry({
        project: 'api',
        target: 'docker-build',
        machine: 'm',
        startedAt: wallMs,
        wallMs,
        cachedSteps,
        totalSteps: 4,
        outcome: 'success',
        ...more,
      });
    const builds = [
      build(10, 0),
      build(30, 0),
      build(5, 3),
      build(20, 3, { together: 2 }),
      build(1, 4, { machine: 'other' }),
      build(1, 0, { outcome: 'failure' }),
      build(1, 0, { target: 'build' }),
    ];
    expect(guideTimes({ builds }, 'm', ({ target }) => target !== 'build')).toEqual([
      {
        id: 'api:docker-build',
        whole: { builds: 2, medianMs: 20 },
        cached: { builds: 1, medianMs: 5 },
        cachedSteps: 6,
        totalSteps: 16,
        first: 5,
        last: 30,
      },
    ]);
  });

  it('tells nothing without builds', () => {
    expect(guideTimes({ builds: [] }, 'm', () => true)).toEqual([]);
  });
});
