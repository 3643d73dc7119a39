import { failedContainers } from './container-states';

const line = (container: object): string => JSON.stringify({ Service: 'web', ...container });

it.each<[object, string | undefined]>([
  [{ State: 'running' }, undefined],
  [{ State: 'running', Health: 'healthy' }, undefined],
  [{ State: 'running', Health: 'unhealthy' }, 'unhealthy'],
  [{ State: 'running', Health: 'starting' }, 'not healthy yet'],
  [{ State: 'exited', ExitCode: 3 }, 'exited with 3'],
  [{ State: 'exited', ExitCode: 0 }, undefined],
  [{ State: 'restarting' }, 'restarting'],
])('%j is %s', (container, state) => {
  expect(failedContainers(`${line(container)}\n`)).toEqual(
    state === undefined ? [] : [{ service: 'web', state }],
  );
});

it.each(['', 'x', 'null', '{}', '[1]'])('nothing is told by %j', (output) => {
  expect(failedContainers(output)).toEqual([]);
});
