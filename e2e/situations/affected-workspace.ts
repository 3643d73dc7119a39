import { chmodSync, symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Workspace } from '../support/workspace';

/** Projects with an image, in the order in which they can be built. */
export const IMAGE_PROJECTS = ['base', 'child', 'api', 'web', 'edge'] as const;
export type ImageProject = (typeof IMAGE_PROJECTS)[number];

/** A target of `docker buildx bake`. */
export interface PlainBuild {
  readonly context: string;
  /** Relative to the context. */
  readonly dockerfile: string;
  readonly secret?: readonly string[];
}

/** Of npm, with one package. */
export function lockFile(version: string): object {
  const packages = { '': {}, 'node_modules/left-pad': { version } };
  return { name: 'workspace', lockfileVersion: 3, packages };
}

/** How docker builds them without us: what the engine makes of this is the truth. */
export const PLAIN_BUILDS: Readonly<Record<ImageProject, PlainBuild>> = {
  base: { context: 'images/base', dockerfile: 'Dockerfile' },
  child: { context: 'images/child', dockerfile: 'Dockerfile' },
  api: { context: '.', dockerfile: 'apps/api/Dockerfile', secret: ['id=token,src=secret.txt'] },
  web: { context: 'apps/web', dockerfile: 'Dockerfile' },
  edge: { context: 'apps/edge', dockerfile: 'Dockerfile' },
};

/** A workspace with every way in which a Dockerfile takes files of its own project, of another, and images of another. */
export function workspaceFiles(
  imageOf: (project: ImageProject) => string,
): Readonly<Record<string, string | object>> {
  const project = (name: ImageProject, options: object = {}): object => ({
    name,
    targets: { 'docker-build': { options: { image: imageOf(name), ...options } } },
  });
  return {
    '.dockerignore': '**/*.tmp\nnode_modules\ndist\n',
    'README.md': 'read me',
    'package-lock.json': lockFile('1.3.0'),
    'secret.txt': 'first secret',
    'images/base/project.json': project('base'),
    'images/base/Dockerfile': 'FROM busybox:1\nCOPY files /base\n',
    'images/base/files/a': 'a',
    'images/base/notes.md': 'notes',
    'images/child/project.json': project('child'),
    'images/child/Dockerfile': `FROM ${imageOf('base')}\nCOPY c /c\n`,
    'images/child/c': 'c',
    'apps/api/project.json': project('api', { secrets: ['id=token,src=secret.txt'] }),
    'apps/api/Dockerfile':
      'FROM busybox:1 AS docs\nCOPY apps/api/docs /docs\n' +
      `FROM ${imageOf('base')} AS run\nARG VERSION=1\nCOPY package-lock.json apps/api/src /app/\n` +
      'COPY libs/shared/src /shared\nCOPY apps/api/bin/*.sh /usr/bin/\n' +
      'RUN --mount=type=secret,id=token test -s /run/secrets/token && echo $VERSION > /version\n',
    'apps/api/README.md': 'read me',
    'apps/api/src/main.js': 'main',
    'apps/api/src/other.js': 'other',
    'apps/api/test/main.test.js': 'test',
    'apps/api/docs/page.md': 'page',
    'apps/api/bin/start.sh': 'start',
    'apps/api/bin/notes.txt': 'notes',
    'apps/web/project.json': project('web'),
    'apps/web/Dockerfile': 'FROM scratch\nCOPY . /web\n',
    'apps/web/.dockerignore': 'Dockerfile\n.dockerignore\nproject.json\nREADME.md\ndocs\n*.log\n!keep.log\n',
    'apps/web/README.md': 'read me',
    'apps/web/docs/page.md': 'page',
    'apps/web/a.log': 'log',
    'apps/web/keep.log': 'kept',
    'apps/web/src/index.html': 'index',
    'apps/web/src/old.html': 'old',
    'apps/web/src/removed.html': 'removed',
    'apps/edge/project.json': project('edge'),
    'apps/edge/Dockerfile':
      'FROM scratch\nCOPY link /link\nCOPY dir /dir\nCOPY run.sh /run.sh\nCOPY module/src /module\n' +
      'COPY ["with space.txt", "/spaced"]\n',
    'apps/edge/.dockerignore': 'Dockerfile\n',
    'apps/edge/one.txt': 'one',
    'apps/edge/two.txt': 'two',
    'apps/edge/dir/plain': 'plain',
    'apps/edge/run.sh': 'run',
    'apps/edge/build.sh': 'build',
    'apps/edge/with space.txt': 'spaced',
    'libs/shared/project.json': { name: 'shared' },
    'libs/shared/src/shared.js': 'shared',
    'libs/shared/README.md': 'read me',
    'libs/unused/project.json': { name: 'unused' },
    'libs/unused/src/unused.js': 'unused',
  };
}

/** What cannot be written as a file: links, and a submodule. To be committed. */
export async function addLinksAndSubmodule(workspace: Workspace): Promise<void> {
  relink(workspace, 'apps/edge/link', 'one.txt');
  relink(workspace, 'apps/edge/dir/inner', '../one.txt');
  relink(workspace, 'apps/edge/dir/folder', '../dir');
  const module = join(workspace.root, '..', 'module');
  workspace.write('../module/src/code', 'code');
  workspace.write('../module/README.md', 'read me');
  await workspace.git('init', '--quiet', '--initial-branch=main', module);
  await commitIn(workspace, module);
  await workspace.git(
    ...['-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', module, 'apps/edge/module'],
  );
}

/** A new commit of the submodule, checked out in the workspace. */
export async function updateSubmodule(workspace: Workspace, path: string, content: string): Promise<void> {
  workspace.write(`apps/edge/module/${path}`, content);
  await commitIn(workspace, join(workspace.root, 'apps/edge/module'));
}

async function commitIn(workspace: Workspace, folder: string): Promise<void> {
  await workspace.git('-C', folder, 'add', '--all');
  await workspace.git('-C', folder, 'commit', '--quiet', '--message', 'change');
}

export function relink(workspace: Workspace, path: string, target: string): void {
  const link = join(workspace.root, path);
  try {
    unlinkSync(link);
  } catch {
    // There was none.
  }
  symlinkSync(target, link);
}

export function makeExecutable(workspace: Workspace, path: string): void {
  chmodSync(join(workspace.root, path), 0o755);
}
