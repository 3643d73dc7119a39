import type { ImageNaming } from '../build/image-references';
import { canonicalReference, canonicalReferences } from './canonical-reference';
import { imageOwners, type NamedBuilds } from './image-owners';

const build = (name: string, ...naming: ImageNaming[]): NamedBuilds => {
  const references = canonicalReferences(name, naming);
  return {
    name,
    builds: [
      { target: 'docker-build', references },
      { target: 'docker-build-dev', references },
    ],
  };
};

const ownerOf = imageOwners([
  build('base', {}),
  build('@acme/api', {}),
  build('tools', { image: 'ghcr.io/acme/tools:1', tags: ['tools:dev'] }, { image: 'tools:ci' }),
  build('one', { image: 'both' }),
  build('two', { image: 'both' }),
  build('bad', { image: 'Not A Name' }),
]);

describe('imageOwners', () => {
  it.each([
    ['base', 'base'],
    ['base:latest', 'base'],
    ['docker.io/library/base', 'base'],
    ['base:2', undefined],
    [`base@sha256:${'0'.repeat(64)}`, undefined],
    ['acme/api', '@acme/api'],
    ['ghcr.io/acme/tools:1', 'tools'],
    ['tools:dev', 'tools'],
    ['tools:ci', 'tools'],
    ['tools', undefined],
    ['both', undefined],
    ['', undefined],
  ])('%s is built by %s', (reference, project) => {
    expect(ownerOf(canonicalReference(reference) ?? '')).toEqual(
      project && { project, target: 'docker-build' },
    );
  });
});
