import { isRestless } from './restless-folders';

it.each([
  ['dist/libs/a', true],
  ['apps/a/node_modules', true],
  ['apps/a/dist', true],
  ['apps/a/distance', false],
  ['.', false],
])('%s is restless: %s', (path, restless) => {
  expect(isRestless(path)).toBe(restless);
});
