import type { BuildRecord, StepRecord } from '../timing/record';
import { addToTrace, readTrace, shortenedName } from './build-trace';

const step = (
  name: string,
  facts: Partial<StepRecord> = {},
): Pick<StepRecord, 'name' | 'kind' | 'cached' | 'error' | 'intervals'> => ({
  name,
  kind: 'run',
  cached: false,
  error: undefined,
  intervals: [{ start: 10, end: 20 }],
  ...facts,
});

/** A trace is made of these fields of a record. */
function record(facts: Partial<BuildRecord>, ...steps: ReturnType<typeof step>[]): BuildRecord {
  const base = {
    project: 'web',
    target: 'docker-build',
    builder: { name: 'default', driver: 'docker' },
    engine: { id: 'e1', version: '28' },
    image: { tags: ['web:latest'], id: 'sha256:1', configDigest: undefined },
    steps,
    ...facts,
  };
  return base as unknown as BuildRecord;
}

it('keeps the steps that ran and made a layer', () => {
  const trace = addToTrace(
    undefined,
    record(
      {},
      step('ran', {
        intervals: [
          { start: 10, end: 20 },
          { start: 30, end: 40 },
        ],
      }),
      step('cached', { cached: true }),
      step('failed', { error: 'exit code: 1' }),
      step('exporting', { kind: 'export' }),
      step('never', { intervals: [] }),
    ),
    ['//c'],
  );
  expect(trace).toMatchObject({ project: 'web', engine: 'e1', mounts: ['//c'], images: ['sha256:1'] });
  expect(trace.steps).toEqual([{ name: 'ran', start: 10, end: 40 }]);
});

it('grows by each build, without repetitions', () => {
  const first = addToTrace(undefined, record({}, step('a')), ['//c', '//d']);
  const second = addToTrace(
    first,
    record({ image: { tags: [], id: 'sha256:2', configDigest: undefined } }, step('b')),
    ['//c'],
  );
  const third = addToTrace(second, record({}), []);
  expect(third).toMatchObject({ mounts: ['//d', '//c'], images: ['sha256:2', 'sha256:1'] });
  expect(third.steps.map(({ name }) => name)).toEqual(['a', 'b']);
});

it.each<[string, Partial<BuildRecord>]>([
  ['builder', { builder: { name: 'other', driver: 'docker' } }],
  ['engine', { engine: { id: 'e2', version: '28' } }],
])('begins anew with another %s', (_, facts) => {
  const first = addToTrace(undefined, record({}, step('a')), ['//c']);
  expect(addToTrace(first, record(facts), [])).toMatchObject({ mounts: [], steps: [] });
});

it('stays small', () => {
  let trace = addToTrace(undefined, record({}), []);
  for (let build = 0; build < 300; build += 1) {
    const image = { tags: [], id: `sha256:${build}`, configDigest: undefined };
    trace = addToTrace(
      trace,
      record({ image }, ...Array.from({ length: 10 }, () => step('x'.repeat(5000)))),
      [],
    );
  }
  expect(trace.images).toHaveLength(200);
  expect(trace.images.at(-1)).toBe('sha256:299');
  expect(JSON.stringify(trace).length).toBeLessThan(600_000);
});

it('keeps the two ends of a long name', () => {
  expect(shortenedName('short')).toBe('short');
  expect(shortenedName(`begin${'-'.repeat(500)}end`)).toMatch(/^begin-+…-+end$/);
});

it.each([undefined, null, 'text', [], {}, { schemaVersion: 2 }, { schemaVersion: 1, project: 'a' }])(
  '%j is no trace',
  (value) => {
    expect(readTrace(value)).toBeUndefined();
  },
);

it('reads what it wrote, without what does not belong', () => {
  const trace = addToTrace(undefined, record({}, step('a')), ['//c']);
  expect(readTrace(JSON.parse(JSON.stringify(trace)))).toEqual(trace);
  expect(readTrace({ ...trace, steps: [...trace.steps, null, { name: 'x' }], images: [1] })).toEqual({
    ...trace,
    images: [],
  });
});
