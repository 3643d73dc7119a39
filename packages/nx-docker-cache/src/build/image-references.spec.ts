import { imageReferences } from './image-references';

describe('imageReferences', () => {
  it.each([
    ['the project’s name', {}, ['backend:latest']],
    ['the variant for a tag', { variant: 'dev' }, ['backend:dev']],
    ['a variant as far as it can be a tag', { variant: '.my env' }, ['backend:my-env']],
    ['the image whatever the variant is', { image: 'a', variant: 'dev' }, ['a:latest']],
    ['the image', { image: 'ghcr.io/acme/backend' }, ['ghcr.io/acme/backend:latest']],
    ['the tags', { tags: ['a:1', 'b'] }, ['a:1', 'b:latest']],
    ['both, none twice', { image: 'a', tags: ['a:latest', 'a:2'] }, ['a:latest', 'a:2']],
  ])('takes %s', (_, naming, expected) => {
    expect(imageReferences('backend', naming)).toEqual(expected);
  });

  it.each([
    ['an image that cannot be', 'backend', { image: 'Backend' }, 'capital letters'],
    ['a tag that cannot be', 'backend', { tags: ['ok', 'b:c:d'] }, 'the tag "c:d"'],
    ['a project without a usable name', '\u6f22\u5b57', {}, 'no image name can be made'],
  ])('refuses %s', (_, project, naming, why) => {
    expect(() => imageReferences(project, naming)).toThrow(why);
    expect(() => imageReferences(project, naming)).toThrow('IMAGE_NAME_INVALID');
  });
});
