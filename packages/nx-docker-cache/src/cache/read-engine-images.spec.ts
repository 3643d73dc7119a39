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

const read = (facts: object): object => ({ id: ID, ownBytes: 70, allBytes: 100, createdAt: 2000, ...facts });

it.each<[string, unknown, unknown]>([
  ['what no other image shares', [image({})], [read({})]],
  ['what it shares was not found out', [image({ SharedSize: -1 })], [read({ ownBytes: undefined })]],
  ['its size was not', [image({ Size: -1 })], [read({ ownBytes: undefined, allBytes: undefined })]],
  ['an engine that tells no sizes', [image({ SharedSize: undefined })], [read({ ownBytes: undefined })]],
  ['no tag, as old engines list it', [image({ RepoTags: ['<none>:<none>'] })], [read({})]],
  ['no tag, as others list it', [image({ RepoTags: null })], [read({})]],
  ['an image with a tag after all', [image({ RepoTags: ['app:latest'] })], []],
  ['an id that is none', [image({ Id: '--force' })], []],
  ['nothing that is an image', [null, 1, [], {}], []],
  ['no list', { message: 'no' }, undefined],
])('reads %s', (_, answer, images) => {
  expect(readEngineImages(answer)).toEqual(images);
});
