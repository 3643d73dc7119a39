import type { ExecutorContext } from '@nx/devkit';
import { withReads, type ReadMetadata } from '../../infer/read-metadata';
import { unawaitedImages } from './unawaited-images';

const READS: ReadMetadata = { dockerfile: 'app/Dockerfile', context: 'app', reads: [] };
const BUILD = { executor: 'nx-docker-cache:build' };

interface Situation {
  readonly reads?: Partial<ReadMetadata>;
  /** Of the task; undefined for a run without a task graph. */
  readonly after?: readonly unknown[] | undefined;
}

function contextOf({ reads, after }: Situation): ExecutorContext {
  const task = (project: string, target: string) => ({
    id: `${project}:${target}`,
    target: { project, target },
    outputs: [],
  });
  const tasks = [task('app', 'docker-build'), task('base', 'docker-build'), task('base', 'lint')];
  return {
    projectName: 'app',
    targetName: 'docker-build',
    projectsConfigurations: {
      projects: {
        app: { targets: { 'docker-build': { ...BUILD, metadata: withReads({ ...READS, ...reads }) } } },
        base: { targets: { 'docker-build': BUILD, lint: { executor: 'x:y' } } },
      },
    },
    taskGraph: after && {
      tasks: Object.fromEntries(tasks.map((each) => [each.id, each])),
      dependencies: { 'app:docker-build': after },
    },
  } as unknown as ExecutorContext;
}

describe('unawaitedImages', () => {
  it.each<[string, Situation, string | undefined]>([
    ['nobody builds on', { after: [] }, undefined],
    ['it waits for', { reads: { imagesOf: ['base'] }, after: [{ id: 'base:docker-build' }] }, undefined],
    ['it waits for, in Nx 22', { reads: { imagesOf: ['base'] }, after: ['base:docker-build'] }, undefined],
    ['it does not wait for', { reads: { imagesOf: ['base'] }, after: [] }, 'the image of base'],
    [
      'another target belongs to',
      { reads: { imagesOf: ['base'] }, after: ['base:lint'] },
      'the image of base',
    ],
    ['are in a circle', { reads: { circle: ['app:docker-build', 'base:docker-build'] } }, 'its own image'],
    ['nothing is known of the run', { reads: { imagesOf: ['base'] }, after: undefined }, undefined],
  ])('images that %s', (_, situation, reason) => {
    const reasons = unawaitedImages(contextOf(situation));
    if (reason === undefined) expect(reasons).toEqual([]);
    else expect(reasons).toEqual([expect.stringContaining(reason)]);
  });
});
