import { isUnchanged, readServiceState } from './service-state';

const STATE = { digest: 'd', ids: ['sha256:a', 'sha256:b'] };

it.each<[string, Parameters<typeof isUnchanged>, boolean]>([
  ['the same sources and the same image', [STATE, 'd', ['sha256:b']], true],
  ['all of its names', [STATE, 'd', ['sha256:a', 'sha256:b']], true],
  ['other sources', [STATE, 'e', ['sha256:a']], false],
  ['sources that cannot be said', [STATE, undefined, ['sha256:a']], false],
  ['another image', [STATE, 'd', ['sha256:c']], false],
  ['an image that is gone', [STATE, 'd', [undefined]], false],
  ['one name that is gone', [STATE, 'd', ['sha256:a', undefined]], false],
  ['no name', [STATE, 'd', []], false],
  ['no memory', [undefined, 'd', ['sha256:a']], false],
])('with %s it is unchanged or not', (_, args, expected) => {
  expect(isUnchanged(...args)).toBe(expected);
});

it.each<[unknown, unknown]>([
  [STATE, STATE],
  [{ ...STATE, more: 1 }, STATE],
  [{ digest: 'd' }, undefined],
  [{ digest: 1, ids: [] }, undefined],
  [{ digest: 'd', ids: [1] }, undefined],
  [undefined, undefined],
])('%j is read as %j', (value, expected) => {
  expect(readServiceState(value)).toEqual(expected);
});
