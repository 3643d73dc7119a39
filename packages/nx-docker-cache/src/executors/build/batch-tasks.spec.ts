import { taskWaves, type BatchTaskGraph } from './batch-tasks';

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
