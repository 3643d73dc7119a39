import { exampleEntry } from '../testing/runs';
import type { BuildEntry, BuildStep } from '../run/run-record';
import { judge } from './regression';

const step = (name: string, cached = false): BuildStep => ({
  name,
  kind: 'run',
  cached,
  start: 0,
  end: 1,
  ownMs: 1,
});
const builds = (times: readonly number[], more: Partial<BuildEntry> = {}): readonly BuildEntry[] =>
  times.map((wallMs, index) => exampleEntry({ id: `earlier ${index}`, wallMs, ...more }));
const now = (wallMs: number, more: Partial<BuildEntry> = {}): BuildEntry =>
  exampleEntry({ id: 'now', wallMs, ...more });
const TEN = [10_000, 10_000, 10_000];

describe('judge', () => {
  it.each<[string, BuildEntry, readonly BuildEntry[], object]>([
    [
      'slower than allowed',
      now(12_600),
      builds(TEN),
      { kind: 'slower', percent: 26, medianMs: 10_000, builds: 3 },
    ],
    ['as slow as allowed', now(12_500), builds(TEN), { kind: 'fine', percent: 25 }],
    ['faster', now(5_000), builds(TEN), { kind: 'fine', percent: -50 }],
    ['slower by what nobody notices', now(500), builds([100, 100, 100]), { kind: 'fine', percent: 400 }],
    ['slower, but for the first time', now(90_000), [], { kind: 'too-few', builds: 0 }],
    ['slower than two', now(90_000), builds([1, 1]), { kind: 'too-few', builds: 2 }],
    ['beside an outlier', now(12_000), builds([10_000, 10_000, 90_000]), { kind: 'fine', medianMs: 10_000 }],
    [
      'beside the last ten only',
      now(12_000),
      builds([...Array<number>(20).fill(1_000), ...Array<number>(10).fill(10_000)]),
      { kind: 'fine', builds: 10 },
    ],
    ['beside another machine', now(90_000), builds(TEN, { machine: 'n' }), { kind: 'too-few', builds: 0 }],
    [
      'beside another builder',
      now(90_000),
      builds(TEN, { builder: 'remote x' }),
      { kind: 'too-few', builds: 0 },
    ],
    ['beside another target', now(90_000), builds(TEN, { target: 'other' }), { kind: 'too-few', builds: 0 }],
    [
      'beside another configuration',
      now(90_000),
      builds(TEN, { configuration: 'c' }),
      { kind: 'too-few', builds: 0 },
    ],
    [
      'beside builds among other images',
      now(90_000),
      builds(TEN, { together: 3 }),
      { kind: 'too-few', builds: 0 },
    ],
    [
      'among other images',
      now(90_000, { together: 3 }),
      builds(TEN),
      { kind: 'not-alone', images: 3, ms: 90_000 },
    ],
    [
      'among other images, beside others that were as well',
      now(90_000, { together: 3 }),
      builds(TEN, { together: 3 }),
      { kind: 'not-alone' },
    ],
    [
      'beside builds that failed',
      now(90_000),
      builds(TEN, { outcome: 'failure' }),
      { kind: 'too-few', builds: 0 },
    ],
    [
      'beside builds of which everything was cached',
      now(90_000),
      builds(TEN, { steps: [step('[2/2] RUN x', true)] }),
      { kind: 'too-few', builds: 0 },
    ],
    [
      'beside builds with another place of the same step',
      now(90_000),
      builds(TEN, { steps: [step('[3/3] RUN x')] }),
      { kind: 'slower' },
    ],
    [
      'beside builds in which another step ran',
      now(90_000),
      builds(TEN, { steps: [step('[2/2] RUN y')] }),
      { kind: 'too-few', builds: 0 },
    ],
    ['that later ones followed', now(90_000), [now(90_000), ...builds(TEN)], { kind: 'too-few', builds: 0 }],
    ['that stands in the history', now(90_000), [...builds(TEN), now(90_000)], { kind: 'slower', builds: 3 }],
  ])('a build %s', (_, build, history, expected) => {
    expect(judge(build, history, 25)).toMatchObject(expected);
  });
});
