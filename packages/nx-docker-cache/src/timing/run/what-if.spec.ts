import * as fc from 'fast-check';
import { anyRun } from '../testing/any-run';
import { exampleEntry, exampleRun, exampleTask } from '../testing/runs';
import type { TaskRecord } from './run-record';
import { durationOf, whatIf } from './what-if';
import { schedule } from './schedule';

const hit = (id: string, start: number, builtMs: number, dependsOn: readonly string[] = []): TaskRecord =>
  exampleTask(id, [start, start + 2], {
    status: 'hit',
    dependsOn,
    build: { kind: 'earlier', entry: exampleEntry({ wallMs: builtMs }), elsewhere: false },
  });
const built = (id: string, start: number, ms: number, dependsOn: readonly string[] = []): TaskRecord =>
  exampleTask(id, [start, start + ms], {
    dependsOn,
    build: {
      kind: 'own',
      entry: exampleEntry({ id, project: id.slice(0, 1), target: 'b', startedAt: start, wallMs: ms }),
    },
  });
/** One of several images that one command built. */
function among(start: number, ms: number, kind: 'own' | 'earlier' = 'earlier'): TaskRecord {
  const entry = exampleEntry({ startedAt: start, wallMs: ms, together: 3 });
  return exampleTask('among:b', [start, start + ms], {
    build: kind === 'own' ? { kind, entry } : { kind, entry, elsewhere: false },
  });
}

describe('one place more', () => {
  it.each([
    ['two tasks in one place', [exampleTask('a:b', [0, 100]), exampleTask('c:b', [100, 200])], 1, 100],
    ['two tasks in two places', [exampleTask('a:b', [0, 100]), exampleTask('c:b', [0, 100])], 2, 100],
    [
      'a chain',
      [exampleTask('a:b', [0, 100]), exampleTask('c:b', [100, 200], { dependsOn: ['a:b'] })],
      1,
      200,
    ],
    [
      'three equal tasks in one place',
      [exampleTask('a:b', [0, 100]), exampleTask('c:b', [100, 200]), exampleTask('d:b', [200, 300])],
      1,
      200,
    ],
    [
      'tasks that are listed in another order than they began',
      [exampleTask('late:b', [150, 200]), exampleTask('a:b', [0, 100]), exampleTask('c:b', [100, 150])],
      1,
      100,
    ],
    ['nothing', [], 3, 0],
  ])('for %s', (_, tasks, parallel, expected) => {
    expect(whatIf(exampleRun(tasks, { parallel }), [])).toMatchObject({
      places: parallel,
      onePlaceMoreMs: expected,
    });
  });

  it('keeps what Nx does besides', () => {
    const tasks = [exampleTask('a:b', [300, 400]), exampleTask('c:b', [400, 500])];
    expect(whatIf(exampleRun(tasks, { parallel: 1, endedAt: 550 }), []).onePlaceMoreMs).toBe(450);
  });

  it('starts from how many ran side by side where the number is not known', () => {
    const tasks = [
      exampleTask('a:b', [0, 100]),
      exampleTask('c:b', [50, 150]),
      exampleTask('d:b', [150, 250]),
    ];
    expect(whatIf(exampleRun(tasks), []).places).toBe(2);
  });
});

describe('as built', () => {
  it.each([
    ['no hit', [exampleTask('a:b', [0, 100])], undefined],
    ['one hit', [hit('a:b', 0, 5_000)], 5_000],
    ['a chain of hits', [hit('a:b', 0, 5_000), hit('c:b', 2, 3_000, ['a:b'])], 8_000],
    ['hits side by side', [hit('a:b', 0, 5_000), hit('c:b', 0, 3_000)], 5_000],
    [
      'a hit of an image that was built together with others',
      [hit('a:b', 0, 5_000), among(0, 3_000)],
      undefined,
    ],
    ['a hit behind a build', [built('a:b', 0, 1_000), hit('c:b', 1_000, 3_000, ['a:b'])], 4_000],
  ])('%s', (_, tasks, expected) => {
    expect(whatIf(exampleRun(tasks, { parallel: 2 }), []).asBuilt?.ms).toBe(expected);
  });

  it('names the longest chain', () => {
    const tasks = [hit('a:b', 0, 5_000), hit('c:b', 2, 3_000, ['a:b']), hit('d:b', 0, 1_000)];
    const path = whatIf(exampleRun(tasks, { parallel: 3 }), []).asBuilt?.path ?? [];
    expect(path.map(({ id }) => id)).toEqual(['a:b', 'c:b']);
  });
});

describe('every step cached', () => {
  const cached = (ms: number, more: object = {}) =>
    exampleEntry({ id: `cached ${ms}`, project: 'a', target: 'b', wallMs: ms, cachedSteps: 1, ...more });

  it.each([
    ['nothing built', [hit('a:b', 0, 5_000)], [], undefined],
    ['images that were built together', [built('a:b', 0, 5_000), among(0, 5_000, 'own')], [], undefined],
    [
      'not as one among others',
      [built('a:b', 0, 5_000)],
      [cached(400, { together: 3 })],
      { ms: 0, basis: 'reckoned' },
    ],
    ['without the step that ran', [built('a:b', 0, 5_000)], [], { ms: 0, basis: 'reckoned' }],
    [
      'as earlier builds were',
      [built('a:b', 0, 5_000)],
      [cached(400), cached(600), cached(500)],
      { ms: 500, basis: 'measured' },
    ],
    [
      'not as on another machine',
      [built('a:b', 0, 5_000)],
      [cached(400, { machine: 'n' })],
      { ms: 0, basis: 'reckoned' },
    ],
    [
      'not as one that failed',
      [built('a:b', 0, 5_000)],
      [cached(400, { outcome: 'failure' })],
      { ms: 0, basis: 'reckoned' },
    ],
    [
      'never longer than it took',
      [built('a:b', 0, 5_000)],
      [cached(9_000)],
      { ms: 5_000, basis: 'measured' },
    ],
    [
      'reckoned for one of two',
      [built('a:b', 0, 5_000), built('c:b', 0, 4_000)],
      [cached(400)],
      { ms: 400, basis: 'reckoned' },
    ],
  ])('%s', (_, tasks, history, expected) => {
    expect(whatIf(exampleRun(tasks, { parallel: 2 }), history).allCached).toEqual(expected);
  });
});

it('is sensible for any run', () => {
  fc.assert(
    fc.property(anyRun(), (run) => {
      const { onePlaceMoreMs, allCached, asBuilt } = whatIf(run, []);
      const wallMs = run.endedAt - run.startedAt;
      expect(onePlaceMoreMs).toBeLessThanOrEqual(wallMs);
      expect(onePlaceMoreMs).toBeGreaterThanOrEqual(Math.max(0, ...run.tasks.map(durationOf)));
      expect(allCached?.ms ?? 0).toBeLessThanOrEqual(wallMs);
      const longest = run.tasks.map(({ build }) => (build?.kind === 'earlier' ? build.entry.wallMs : 0));
      expect(asBuilt?.ms ?? Infinity).toBeGreaterThanOrEqual(Math.max(0, ...longest));
    }),
  );
});

it('plays any plan in no less than its longest chain and no more than all one by one', () => {
  fc.assert(
    fc.property(anyRun(), fc.integer({ min: 1, max: 6 }), (run, places) => {
      const planned = run.tasks.map((task) => ({
        id: task.id,
        ms: durationOf(task),
        dependsOn: task.dependsOn,
      }));
      const chain = new Map<string, number>();
      for (const { id, ms, dependsOn } of planned)
        chain.set(id, ms + Math.max(0, ...dependsOn.map((each) => chain.get(each) ?? 0)));
      const { wallMs, path } = schedule(planned, places);
      expect(wallMs).toBeGreaterThanOrEqual(Math.max(0, ...chain.values()));
      expect(wallMs).toBeLessThanOrEqual(planned.reduce((sum, { ms }) => sum + ms, 0));
      expect(path.at(-1)?.end ?? 0).toBe(wallMs);
      path.slice(1).forEach(({ start }, index) => {
        expect(start).toBe(path[index]?.end);
      });
    }),
  );
});
