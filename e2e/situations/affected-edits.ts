import type { Workspace } from '../support/workspace';
import {
  lockFile,
  makeExecutable,
  relink,
  updateSubmodule,
  IMAGE_PROJECTS,
  type ImageProject,
} from './affected-workspace';

/** What is known to build without need: with every choice of affected tasks, or only where whole projects are chosen. */
export interface Needless {
  readonly always?: readonly ImageProject[];
  readonly byProject?: readonly ImageProject[];
  /** Why it cannot be known better: for the docs. */
  readonly because: string;
}

export interface Edit {
  readonly apply: (workspace: Workspace) => void | Promise<void>;
  readonly needless?: Needless;
  /** Nx 22 and 23 cannot read what git says of such a file: an edit that they miss, with any plugin. */
  readonly isMissedByOldNx?: true;
  /** One of those that every `npm test` tries. */
  readonly isQuick?: true;
}

const write =
  (path: string, content: string | object): Edit['apply'] =>
  (workspace) => {
    workspace.write(path, content);
  };
const remove =
  (path: string): Edit['apply'] =>
  (workspace) => {
    workspace.remove(path);
  };
const move =
  (from: string, to: string): Edit['apply'] =>
  async (workspace) => {
    await workspace.git('mv', from, to);
  };
const replace =
  (path: string, find: string, replacement: string): Edit['apply'] =>
  (workspace) => {
    workspace.edit(path, find, replacement);
  };

const ALWAYS_HASHED: Needless = { always: IMAGE_PROJECTS, because: 'Nx hashes this file for every task' };
const DOCKERFILE: Needless['because'] = 'the Dockerfile is hashed as a file';
const OWN_FILES = (...byProject: ImageProject[]): Needless => ({
  byProject,
  because: 'by projects: any file of the project counts, and of projects that it takes something from',
});

/** Each on top of the ones before, in the order of `inOrder`. */
export const EDITS: Readonly<Record<string, Edit>> = {
  'nothing (an empty commit)': { apply: () => undefined, isQuick: true },
  'README of the workspace': { apply: write('README.md', 'other') },
  'a workflow of the CI': { apply: write('.github/workflows/ci.yml', 'on: push\n') },
  'README of a project, workspace as context': {
    apply: write('apps/api/README.md', 'other'),
    needless: OWN_FILES('api'),
    isQuick: true,
  },
  'README that the ignore file names': {
    apply: write('apps/web/README.md', 'other'),
    needless: OWN_FILES('web'),
    isQuick: true,
  },
  'a file in an ignored folder': {
    apply: write('apps/web/docs/page.md', 'other'),
    needless: OWN_FILES('web'),
  },
  'a file that an ignored pattern covers': {
    apply: write('apps/web/a.log', 'other'),
    needless: {
      always: ['web'],
      because:
        'an exception (`!keep.log`) takes files out of the pattern again, and globs of inputs have no order',
    },
  },
  'a file that an exception brings back': { apply: write('apps/web/keep.log', 'other'), isQuick: true },
  'a file of a folder that is copied': { apply: write('apps/web/src/old.html', 'other') },
  'a new file in it': { apply: write('apps/web/src/new.html', 'new') },
  'a new file with blanks and umlauts in its name': {
    apply: write('apps/web/src/größe 1.html', 'new'),
    isMissedByOldNx: true,
  },
  'a file that is removed': { apply: remove('apps/web/src/removed.html'), isQuick: true },
  'a file that is renamed': { apply: move('apps/web/src/old.html', 'apps/web/src/newer.html') },
  'a name in capitals': { apply: move('apps/web/src/newer.html', 'apps/web/src/NEWER.html') },
  'a folder that is renamed': { apply: move('apps/web/src', 'apps/web/source') },
  'a source of a workspace context': { apply: write('apps/api/src/main.js', 'other') },
  'a new source of it': { apply: write('apps/api/src/new.js', 'new') },
  'a source of it that is removed': { apply: remove('apps/api/src/new.js') },
  'a source that moves out of the copied folder': {
    apply: move('apps/api/src/other.js', 'apps/api/test/other.js'),
  },
  'a test beside the sources': {
    apply: write('apps/api/test/main.test.js', 'other'),
    needless: OWN_FILES('api'),
  },
  'a file of a stage that is not built': {
    apply: write('apps/api/docs/page.md', 'other'),
    needless: OWN_FILES('api'),
    isQuick: true,
  },
  'a file that a COPY pattern matches': { apply: write('apps/api/bin/start.sh', 'other') },
  'a new file that it matches': { apply: write('apps/api/bin/stop.sh', 'stop'), isQuick: true },
  'a file that it does not match': {
    apply: write('apps/api/bin/notes.txt', 'other'),
    needless: OWN_FILES('api'),
  },
  'an ignored file of a copied folder of another project': {
    apply: write('libs/shared/src/x.tmp', 'x'),
    needless: OWN_FILES('api'),
  },
  'a source of another project that is copied': {
    apply: write('libs/shared/src/shared.js', 'other'),
    isQuick: true,
  },
  'README of that project': { apply: write('libs/shared/README.md', 'other'), needless: OWN_FILES('api') },
  'a project that nobody copies': { apply: write('libs/unused/src/unused.js', 'other') },
  'a new project without an image': { apply: write('libs/fresh/project.json', '{ "name": "fresh" }\n') },
  'a file of the base image': { apply: write('images/base/files/a', 'other'), isQuick: true },
  'notes beside the base image': {
    apply: write('images/base/notes.md', 'other'),
    needless: OWN_FILES('base', 'child', 'api'),
  },
  'a comment in the Dockerfile of the base image': {
    apply: replace('images/base/Dockerfile', 'COPY', '# files\nCOPY'),
    needless: {
      always: ['base', 'child', 'api'],
      because: `${DOCKERFILE}; what builds on it is chosen with it, and found in the cache`,
    },
    isQuick: true,
  },
  'a comment in a Dockerfile': {
    apply: replace('apps/api/Dockerfile', 'ARG', '# version\nARG'),
    needless: { always: ['api'], because: DOCKERFILE },
  },
  'an instruction of a stage that is not built': {
    apply: replace('apps/api/Dockerfile', '/docs\n', '/docs\nENV A=1\n'),
    needless: { always: ['api'], because: DOCKERFILE },
  },
  'an instruction': { apply: replace('apps/api/Dockerfile', 'RUN ', 'ENV B=1\nRUN ') },
  'the default of an argument': {
    apply: replace('apps/api/Dockerfile', 'VERSION=1', 'VERSION=2'),
    isQuick: true,
  },
  'one more source': { apply: replace('images/child/Dockerfile', '/c\n', '/c\nCOPY project.json /p\n') },
  'a comment in an ignore file': {
    apply: replace('apps/web/.dockerignore', 'docs', '# pages\ndocs'),
    needless: { always: ['web'], because: 'the ignore file is hashed as a file' },
  },
  'an ignore file that leaves out more': {
    apply: replace('apps/web/.dockerignore', 'docs', 'docs\nsrc/index.html'),
    isQuick: true,
  },
  'an ignore file that leaves out less': { apply: replace('apps/web/.dockerignore', 'README.md\n', '') },
  'the lock file at the root, which one image copies': {
    apply: write('package-lock.json', lockFile('1.2.0')),
    needless: {
      byProject: ['base', 'child', 'web', 'edge'],
      because: 'by projects: Nx takes a change of the lock file for one of all projects',
    },
    isQuick: true,
  },
  'a script in package.json, which no image copies': {
    apply: (workspace) => {
      const content = JSON.parse(workspace.read('package.json')) as object;
      workspace.write('package.json', { ...content, scripts: { hello: 'echo' } });
    },
  },
  'nx.json': {
    apply: (workspace) => {
      const content = JSON.parse(workspace.read('nx.json')) as object;
      workspace.write('nx.json', { ...content, defaultBase: 'main' });
    },
    needless: ALWAYS_HASHED,
  },
  '.gitignore': {
    apply: (workspace) => {
      workspace.write('.gitignore', `${workspace.read('.gitignore')}*.swp\n`);
    },
    needless: ALWAYS_HASHED,
  },
  'a tag in project.json': {
    apply: (workspace) => {
      const content = JSON.parse(workspace.read('apps/web/project.json')) as object;
      workspace.write('apps/web/project.json', { ...content, tags: ['web'] });
    },
    needless: { always: ['web'], because: "Nx hashes a project's configuration" },
  },
  'the value of a secret': { apply: write('secret.txt', 'second secret'), isQuick: true },
  'a file that can be executed from now on': {
    apply: (workspace) => {
      makeExecutable(workspace, 'apps/edge/run.sh');
    },
    isQuick: true,
  },
  'one that no instruction reads': {
    apply: (workspace) => {
      makeExecutable(workspace, 'apps/edge/build.sh');
    },
    needless: OWN_FILES('edge'),
  },
  'the file behind a link': { apply: write('apps/edge/two.txt', 'other') },
  'where a link leads': {
    apply: (workspace) => {
      relink(workspace, 'apps/edge/link', 'two.txt');
    },
    isQuick: true,
  },
  'where a link in a copied folder leads': {
    apply: (workspace) => {
      relink(workspace, 'apps/edge/dir/inner', './plain');
    },
  },
  'where a link to a folder leads': {
    apply: (workspace) => {
      relink(workspace, 'apps/edge/dir/folder', '../module');
    },
    isQuick: true,
  },
  'a file with blanks in its name': { apply: write('apps/edge/with space.txt', 'other') },
  'a submodule, where it is copied': {
    apply: (workspace) => updateSubmodule(workspace, 'src/code', 'other'),
    isQuick: true,
  },
  'a submodule, where it is not': {
    apply: (workspace) => updateSubmodule(workspace, 'README.md', 'other'),
    needless: {
      always: ['edge'],
      because: 'to git a submodule is one entry: nothing says what of it has changed',
    },
  },
};

/**
 * Those that every `npm test` tries come first, in one piece: after an edit that is not tried, everything has to be
 * built anew before the next one shows anything. What comes after the last of `tried` is left out.
 */
export function inOrder(tried: readonly string[]): readonly (readonly [string, Edit])[] {
  const all = Object.entries(EDITS);
  const ordered = [...all.filter(([, edit]) => edit.isQuick), ...all.filter(([, edit]) => !edit.isQuick)];
  return ordered.slice(0, 1 + ordered.findLastIndex(([name]) => tried.includes(name)));
}
