import { exampleEntry } from '../testing/runs';
import { joinRun, type RunFacts, type TaskResultFacts } from './join-run';
import type { BuildEntry } from './run-record';
import { readTaskGraph, readTaskNodes } from './task-nodes';

const FILE = 'dist/docker/a/build.json';
const result = (more: Partial<TaskResultFacts> = {}): TaskResultFacts => ({
  id: 'a:b',
  project: 'a',
  target: 'b',
  recordFile: FILE,
  status: 'success',
  hash: 'h',
  startTime: 0,
  endTime: 10_000,
  ...more,
});
const entry = (more: Partial<BuildEntry> = {}): BuildEntry =>
  exampleEntry({ id: 'id', wallMs: 9_000, task: { id: 'a:b', hash: 'h', run: 'r' }, ...more });
const facts = (more: Partial<RunFacts> = {}): RunFacts => ({
  id: 'r',
  run: 'r',
  command: 'nx',
  machine: 'm',
  startedAt: 0,
  endedAt: 10_000,
  parallel: 3,
  results: [result()],
  graph: undefined,
  builds: [entry()],
  files: new Map(),
  ...more,
});
const fileWith = (more: Partial<BuildEntry>): RunFacts['files'] =>
  new Map([[FILE, { entry: entry(more), dependencies: { 'a:b': ['c:b'] } }]]);

describe('the build of a task', () => {
  it.each<[string, Partial<RunFacts>, object | undefined]>([
    ['of this run', {}, { kind: 'own' }],
    [
      'that was built twice is the last one',
      { builds: [entry({ id: 'first' }), entry()] },
      { entry: { id: 'id' } },
    ],
    [
      'of another run at the same time',
      { builds: [entry({ task: { id: 'a:b', hash: 'h', run: 'other' } })] },
      { kind: 'unknown' },
    ],
    [
      'of another task',
      { builds: [entry({ task: { id: 'c:b', hash: 'h', run: 'r' } })] },
      { kind: 'unknown' },
    ],
    ['without Nx', { builds: [entry({ task: undefined as never })] }, { kind: 'unknown' }],
    [
      'that was killed',
      { builds: [], results: [result({ status: 'failure' })] },
      { kind: 'unknown', file: FILE },
    ],
    [
      'that failed',
      { builds: [entry({ outcome: 'failure' })], results: [result({ status: 'failure' })] },
      { kind: 'own' },
    ],
    ['of a run without a name, by its time', { run: undefined }, { kind: 'own' }],
    [
      'of a run without a name, at another time',
      { run: undefined, builds: [entry({ startedAt: 50_000 })] },
      { kind: 'unknown' },
    ],
    [
      'that was found',
      { results: [result({ status: 'local-cache' })], files: fileWith({}) },
      { kind: 'earlier', elsewhere: false },
    ],
    [
      'that was kept',
      { results: [result({ status: 'local-cache-kept-existing' })], files: fileWith({}) },
      { kind: 'earlier' },
    ],
    [
      'that was found, of another machine',
      { results: [result({ status: 'remote-cache' })], files: fileWith({ machine: 'n' }) },
      { elsewhere: true },
    ],
    [
      'that was found, of the first schema version',
      {
        results: [result({ status: 'local-cache' })],
        files: fileWith({ machine: '', task: undefined, recordVersion: 1 }),
      },
      { kind: 'earlier', elsewhere: false },
    ],
    [
      'that was found, of other sources',
      { results: [result({ status: 'local-cache' })], files: fileWith({ task: { id: 'a:b', hash: 'x' } }) },
      { kind: 'unknown' },
    ],
    [
      'that was found, but not read',
      { results: [result({ status: 'local-cache' })] },
      { kind: 'unknown', file: FILE },
    ],
    ['that never began', { results: [result({ status: 'skipped' })] }, { kind: 'unknown' }],
    [
      'with a status that is not known yet',
      { builds: [], results: [result({ status: 'odd' })] },
      { kind: 'unknown' },
    ],
    ['that makes no image', { results: [result({ recordFile: undefined as never })] }, undefined],
  ])('%s', (_, more, expected) => {
    const { build } = joinRun(facts(more)).tasks[0] ?? {};
    if (expected === undefined) expect(build).toBeUndefined();
    else expect(build).toMatchObject(expected);
  });
});

describe('a clock that was set back', () => {
  const other = result({
    id: 'c:b',
    project: 'c',
    startTime: 20_000,
    endTime: 30_000,
    recordFile: undefined as never,
  });
  const graph = (dependsOn: readonly string[]): RunFacts['graph'] => [
    { id: 'a:b', project: 'a', target: 'b', dependsOn: [] },
    { id: 'c:b', project: 'c', target: 'b', dependsOn },
  ];
  it.each<[string, Partial<RunFacts>, boolean]>([
    [
      'is not seen where all is well',
      { results: [result(), other], graph: graph(['a:b']), endedAt: 30_000 },
      false,
    ],
    ['shows in a run that ends before it begins', { startedAt: 20_000 }, true],
    ['shows in a task that ends before it begins', { results: [result({ endTime: -5_000 })] }, true],
    ['shows in a task that took less than its build', { results: [result({ endTime: 3_000 })] }, true],
    ['does not show in a tick', { results: [result({ endTime: 8_990 })] }, false],
    [
      'shows in a task that began before the one it waited for had ended',
      { results: [result(), { ...other, startTime: 5_000 }], graph: graph(['a:b']) },
      true,
    ],
    [
      'does not show in tasks side by side',
      { results: [result(), { ...other, startTime: 5_000 }], graph: graph([]) },
      false,
    ],
  ])('%s', (_, more, isSet) => {
    expect(joinRun(facts(more)).clockUnsure).toBe(isSet ? true : undefined);
  });
});

describe('the edges', () => {
  it.each<[string, Partial<RunFacts>, string, readonly string[]]>([
    [
      'from the graph',
      {
        graph: [
          { id: 'a:b', project: 'a', target: 'b', dependsOn: ['c:b'] },
          { id: 'c:b', project: 'c', target: 'b', dependsOn: [] },
        ],
      },
      'known',
      ['c:b'],
    ],
    [
      'from the record of a hit',
      {
        results: [result({ status: 'local-cache' }), result({ id: 'c:b', project: 'c' })],
        files: fileWith({}),
      },
      'partly',
      ['c:b'],
    ],
    ['of nobody', {}, 'partly', []],
    [
      'without itself',
      { graph: [{ id: 'a:b', project: 'a', target: 'b', dependsOn: ['a:b'] }] },
      'known',
      [],
    ],
  ])('%s', (_, more, edges, dependsOn) => {
    const run = joinRun(facts(more));
    expect([run.edges, run.tasks.find(({ id }) => id === 'a:b')?.dependsOn]).toEqual([edges, dependsOn]);
  });

  it.each([
    ['Nx 22 and 23', ['b:t']],
    ['Nx 24', [{ id: 'b:t' }]],
    ['damage', [3, null, 'b:t']],
  ])('of a graph of %s', (_, dependencies) => {
    const tasks = {
      'a:t': { id: 'a:t', target: { project: 'a', target: 't' }, outputs: ['dist/a/build.json'] },
    };
    const nodes = readTaskGraph({ tasks, dependencies: { 'a:t': dependencies } });
    expect(nodes).toEqual([
      { id: 'a:t', project: 'a', target: 't', recordFile: 'dist/a/build.json', dependsOn: ['b:t'] },
    ]);
    expect(readTaskNodes(JSON.parse(JSON.stringify(nodes)))).toEqual(nodes);
  });

  it.each([undefined, null, 3, {}, { tasks: [] }, { tasks: { a: null } }])('of no graph: %j', (graph) => {
    expect(readTaskGraph(graph)).toEqual([]);
  });
});
