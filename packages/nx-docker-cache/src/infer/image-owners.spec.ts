import type { ImageNaming } from '../build/image-references';
import { canonicalReference, canonicalReferences } from './canonical-reference';
import { imageOwners, type NamedBuild } from './image-owners';

const build = (project: string, ...naming: ImageNaming[]): NamedBuild => ({
  project,
  target: 'docker-build',
  references: canonicalReferences(project, naming),
});

const ownerOf = imageOwners([
  build('base', {}),
  build('@acme/api', {}),
  build('tools', { image: 'ghcr.io/acme/tools:1', tags: ['tools:dev'] }, { image: 'tools:ci' }),
  build('one', { image: 'both' }),
  build('two', { image: 'both' }),
  build('variants', {}),
  { ...build('variants', {}), target: 'docker-build-dev' },
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
    ['variants', 'variants'],
    ['', undefined],
  ])('%s is built by %s', (reference, project) => {
    expect(ownerOf(canonicalReference(reference) ?? '')?.project).toBe(project);
  });
});
