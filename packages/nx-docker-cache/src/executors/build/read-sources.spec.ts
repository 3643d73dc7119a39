import { join } from 'node:path/posix';
import type { ExecutorContext } from '@nx/devkit';
import { treeOf } from '../../context/context-tree';
import type { BuildRecord } from '../../timing/record';
import type { BuildRequest } from './build-request';
import { readSources } from './read-sources';
import type { BuildExecutorSchema } from './schema';

interface Written {
  readonly context?: string;
  readonly buildContexts?: readonly string[];
}

const TREE = ['app/Dockerfile', 'app/src/x', 'real/src/x', 'link -> real', 'app/named -> ../real', 'src/x'];

/** Of a build of `app/Dockerfile` in a workspace with links to `real`. */
function sourcesOf(options: Written): readonly string[] {
  const files = {
    project: (folder: string) => ({
      ...treeOf(folder === '/w' ? TREE : ['src/x']),
      text: () => undefined,
    }),
  };
  const request = {
    workspaceRoot: '/w',
    options: { dockerfile: '/w/app/Dockerfile', context: join('/w', options.context ?? 'app') },
  } as BuildRequest;
  const task = {
    options: { ...options } as BuildExecutorSchema,
    context: { projectsConfigurations: { projects: {} } } as ExecutorContext,
  };
  const end = {
    dockerfile: { text: 'FROM a\nCOPY src /src\n', dockerfile: undefined, stages: [] },
    record: { steps: [] } as unknown as BuildRecord,
  };
  return readSources(files, request, task, end).sources;
}

describe('what a build has read', () => {
  it.each<[string, Written, readonly string[]]>([
    ['a context', {}, ['app/Dockerfile', 'app/src']],
    ['a context that is a link', { context: 'link' }, ['app/Dockerfile', 'real/src', 'link']],
    [
      'a further context behind a link',
      { buildContexts: ['x=app/named/src', 'y=docker-image://b'] },
      ['app/Dockerfile', 'app/src', 'real/src', 'app/named'],
    ],
    ['the workspace', { context: '.' }, ['app/Dockerfile', 'src']],
  ])('of %s is named as git names it', (_, options, sources) => {
    expect(sourcesOf(options)).toEqual(sources);
  });
});
