import { readEngineImages } from './read-engine-images';

const ID = `sha256:${'0'.repeat(63)}1`;
const image = (facts: object): object => ({
  Id: ID,
  Created: 2,
  Size: 100,
  SharedSize: 30,
  RepoTags: [],
  ...facts,
});

it.each<[string, unknown, unknown]>([
  ['what no other image shares', [image({})], [{ id: ID, bytes: 70, createdAt: 2000 }]],
  ['a size that was not found out', [image({ SharedSize: -1 })], [{ id: ID, bytes: 100, createdAt: 2000 }]],
  [
    'no tag, as old engines list it',
    [image({ RepoTags: ['<none>:<none>'] })],
    [{ id: ID, bytes: 70, createdAt: 2000 }],
  ],
  ['no tag, as others list it', [image({ RepoTags: null })], [{ id: ID, bytes: 70, createdAt: 2000 }]],
  ['an image with a tag after all', [image({ RepoTags: ['app:latest'] })], []],
  ['an id that is none', [image({ Id: '--force' })], []],
  ['nothing that is an image', [null, 1, [], {}], []],
  ['no list', { message: 'no' }, undefined],
])('reads %s', (_, answer, images) => {
  expect(readEngineImages(answer)).toEqual(images);
});
