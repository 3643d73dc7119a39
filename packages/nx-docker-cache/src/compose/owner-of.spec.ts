import { ownerOf } from './owner-of';

const PROJECTS = { root: { root: '.' }, api: { root: 'apps/api' }, inner: { root: 'apps/api/inner' } };

it.each([
  ['apps/api/Dockerfile', 'api'],
  ['apps/api/inner/docker/Dockerfile', 'inner'],
  ['apps/apis/Dockerfile', 'root'],
  ['Dockerfile', 'root'],
])('%s belongs to %s', (dockerfile, owner) => {
  expect(ownerOf(dockerfile, PROJECTS)).toBe(owner);
});

it('belongs to nobody where no folder holds it', () => {
  expect(ownerOf('x/Dockerfile', { api: { root: 'apps/api' } })).toBeUndefined();
});
