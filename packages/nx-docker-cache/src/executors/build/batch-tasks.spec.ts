import { earlyHash, taskWaves, type BatchTaskGraph } from './batch-tasks';

function graph(dependencies: BatchTaskGraph['dependencies']): BatchTaskGraph {
  const tasks = Object.fromEntries(
    Object.keys(dependencies).map((id) => [id, { id, target: { project: id, target: 'docker-build' } }]),
  );
  return { tasks, dependencies };
}

describe('taskWaves', () => {
  it.each<[string, BatchTaskGraph['dependencies'], string[][]]>([
    ['nothing', {}, []],
    ['tasks that wait for none', { a: [], b: [] }, [['a', 'b']]],
    ['ids (Nx 22 and 23)', { a: ['b'], b: [] }, [['b'], ['a']]],
    ['objects (Nx 24)', { a: [{ id: 'b' }], b: [], c: [{ id: 'a' }] }, [['b'], ['a'], ['c']]],
    ['tasks outside of the batch', { a: ['elsewhere'], b: [] }, [['a', 'b']]],
    ['a circle', { a: ['b'], b: ['a'], c: [] }, [['c'], ['a', 'b']]],
  ])('%s', (_, dependencies, expected) => {
    const waves = taskWaves(graph(dependencies)).map((wave) => wave.map(({ id }) => id));
    expect(waves).toEqual(expected);
  });
});

it.each([
  ['22.0.0', true],
  ['22.7.9', true],
  ['23.2.1', false],
  ['24.0.6', false],
])('the hash of a task behind another of Nx %s is unsure: %j', (version, expected) => {
  expect(earlyHash(version) !== undefined).toBe(expected);
});
