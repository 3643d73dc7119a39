import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBaseImage } from '../tools/base-images/ensure-base-image';
import { dockerLog, type DockerLog } from './support/docker-log';
import { images } from './support/images';
import { scratchFolder } from './support/scratch-folder';
import { createWorkspace, type Workspace } from './support/workspace';

jest.setTimeout(900_000);

const suffix = randomUUID().slice(0, 8);
const imageOf = (project: string): string => `e2e-${suffix}/${project}:latest`;
const TRIGGERING = `e2e-${suffix}/triggering:latest`;

function project(name: string, options: object = {}, targets: object = {}): object {
  return { name, targets: { 'docker-build': { options: { image: imageOf(name), ...options } }, ...targets } };
}

const FILES = {
  // At the root of the workspace, with projects below.
  'project.json': project('root'),
  Dockerfile: 'FROM scratch\nCOPY README.md /\n',
  'README.md': 'read me',
  // Two Dockerfiles, one of which builds on the other, and a project inside of the project.
  'apps/api/project.json': project(
    'api',
    {},
    { 'docker-build-dev': { options: { image: imageOf('api-dev') } } },
  ),
  'apps/api/Dockerfile': 'FROM scratch\nCOPY src /src\n',
  'apps/api/Dockerfile.dev': `FROM ${imageOf('api')}\nCOPY tools /tools\n`,
  'apps/api/src/a': 'a',
  'apps/api/tools/t': 't',
  'apps/api/inner/project.json': project('inner'),
  'apps/api/inner/Dockerfile': 'FROM scratch\nCOPY b /\n',
  'apps/api/inner/b': 'b',
  // Outputs of another project's target, a folder of a third, and an image under another name.
  'apps/web/project.json': project('web', {
    buildContexts: [`named=docker-image://${imageOf('api')}`, 'assets=./libs/assets'],
  }),
  'apps/web/Dockerfile':
    'FROM named\nCOPY dist/libs/built /built\nCOPY libs/shared/src /shared\nCOPY --from=assets logo /logo\n',
  'libs/built/project.json': {
    name: 'built',
    targets: {
      build: {
        executor: 'nx:run-commands',
        options: { command: 'mkdir -p dist/libs/built && cp libs/built/source dist/libs/built/made' },
        inputs: ['{projectRoot}/source'],
        outputs: ['{workspaceRoot}/dist/{projectRoot}'],
        cache: true,
      },
    },
  },
  'libs/built/source': 'first',
  'libs/shared/project.json': { name: 'shared' },
  'libs/shared/src/s': 's',
  'libs/assets/logo': 'logo',
  // Each builds on the other.
  'apps/hen/project.json': project('hen'),
  'apps/hen/Dockerfile': `FROM ${imageOf('egg')}\n`,
  'apps/egg/project.json': project('egg'),
  'apps/egg/Dockerfile': `FROM ${imageOf('hen')}\n`,
  // What nobody can read.
  'bad/syntax/project.json': project('syntax'),
  'bad/syntax/Dockerfile': 'FROM scratch\nENV A\n',
  'bad/variable/project.json': project('variable'),
  'bad/variable/Dockerfile': 'FROM scratch\nARG A=${A\nCOPY $A /\n',
  'bad/recursive/project.json': project('recursive'),
  'bad/recursive/Dockerfile': 'FROM scratch\nARG A=$B\nARG B=$A$A\nARG A=$B$B\nCOPY x$A /\n',
  'bad/recursive/x': 'x',
  'bad/bytes/project.json': project('bytes'),
  'bad/ignore/project.json': project('ignore'),
  'bad/ignore/Dockerfile': 'FROM scratch\nCOPY . /\n',
  'bad/ignore/.dockerignore': '[\n',
  // Its base image copies files that no line of its own names.
  'apps/triggered/project.json': project('triggered'),
  'apps/triggered/Dockerfile': `FROM ${TRIGGERING}\nCOPY own /own\n`,
  'apps/triggered/own': 'own',
  'apps/triggered/surprise': 'first',
};

describe('a workspace with all sorts of Dockerfiles', () => {
  let workspace: Workspace;
  let log: DockerLog;
  const engine = images();

  beforeAll(async () => {
    await ensureBaseImage('busybox:1');
    log = dockerLog(scratchFolder('docker-log', randomUUID()));
    workspace = await createWorkspace({ files: FILES, env: { PATH: log.path } });
    mkdirSync(join(workspace.root, 'bad/folder/Dockerfile'), { recursive: true });
    workspace.write('bad/folder/project.json', project('folder'));
    workspace.write('triggering/Dockerfile', 'FROM scratch\nONBUILD COPY surprise /surprise\n');
    await workspace.run('docker', ['buildx', 'build', `--tag=${TRIGGERING}`, 'triggering']);
    workspace.remove('triggering');
    await workspace.commit('all');
  });

  afterAll(async () => {
    await workspace.dispose();
    await engine.remove(TRIGGERING, ...['root', 'api', 'api-dev', 'inner', 'web', 'triggered'].map(imageOf));
  });

  const nx = async (...args: string[]): Promise<string> => {
    log.take();
    const { exitCode, stdout, stderr } = await workspace.nx(args);
    expect(exitCode === 0 ? '' : stdout + stderr).toBe('');
    return stdout;
  };
  const built = (): string[] =>
    log
      .take()
      .filter((call) => call.startsWith('buildx build'))
      .map((call) => /--tag=[^/]*\/([\w-]+)/.exec(call)?.[1] ?? call)
      .sort();
  const show = async (name: string) =>
    JSON.parse(await nx('show', 'project', name, '--json')) as {
      readonly targets: Readonly<
        Record<
          string,
          {
            readonly dependsOn?: unknown;
            readonly inputs: readonly unknown[];
            readonly metadata: { readonly dockerReads?: object };
          }
        >
      >;
    };

  it('gives each project its targets, whatever is wrong with the others', async () => {
    const names = JSON.parse(await nx('show', 'projects', '--withTarget=docker-build', '--json')) as string[];
    const good = ['root', 'api', 'inner', 'web', 'hen', 'egg', 'triggered'];
    expect(names).toEqual(expect.arrayContaining([...good, 'syntax', 'variable', 'recursive', 'ignore']));
    expect(Object.keys((await show('api')).targets)).toEqual(
      expect.arrayContaining(['docker-build', 'docker-build-dev']),
    );
  });

  it('draws edges to images, outputs and folders of other projects', async () => {
    await nx('graph', '--file=graph.json');
    const { graph } = JSON.parse(workspace.read('graph.json')) as {
      readonly graph: {
        readonly dependencies: Readonly<Record<string, readonly { readonly target: string }[]>>;
      };
    };
    workspace.remove('graph.json');
    const targetsOf = (name: string): readonly string[] =>
      (graph.dependencies[name] ?? []).map(({ target }) => target).sort();
    expect(targetsOf('web')).toEqual(['api', 'built', 'shared']);
    expect(targetsOf('api')).toEqual([]);
    expect(targetsOf('root')).toEqual([]);
    expect([...targetsOf('hen'), ...targetsOf('egg')]).toEqual([]);
  });

  it('waits for what it is made of, and says what that is', async () => {
    const web = (await show('web')).targets['docker-build'];
    expect(web?.dependsOn).toEqual([
      { projects: ['api'], target: 'docker-build' },
      { projects: ['built'], target: 'build' },
    ]);
    expect(web?.metadata.dockerReads).toMatchObject({
      context: '.',
      reads: [
        { by: 'COPY in line 2', path: 'dist/libs/built' },
        { by: 'COPY in line 3', path: 'libs/shared/src' },
      ],
      imagesOf: ['api'],
      outputsOf: ['built'],
    });
    expect(web?.inputs).toContain('{workspaceRoot}/libs/assets/**/*');
    expect((await show('api')).targets['docker-build-dev']?.dependsOn).toEqual(['docker-build']);
  });

  it('orders nothing in a circle, and says so', async () => {
    const hen = (await show('hen')).targets['docker-build'];
    expect(hen?.dependsOn).toBeUndefined();
    expect(hen?.metadata.dockerReads).toMatchObject({ circle: ['egg:docker-build', 'hen:docker-build'] });
  });

  it('builds in that order, and again only what another source, output or image reaches', async () => {
    const targets = ['run-many', '--targets=docker-build,docker-build-dev', '--projects=root,api,inner,web'];
    await nx(...targets);
    expect(built()).toEqual(['api', 'api-dev', 'inner', 'root', 'web']);
    expect(await engine.fileIn(imageOf('web'), '/built/made')).toBe('first');
    expect(await engine.fileIn(imageOf('web'), '/logo')).toBe('logo');
    await nx(...targets);
    expect(built()).toEqual([]);
    workspace.write('libs/built/source', 'second');
    await nx(...targets);
    expect(built()).toEqual(['web']);
    expect(await engine.fileIn(imageOf('web'), '/built/made')).toBe('second');
  });

  it('follows a Dockerfile that reads something else from now on', async () => {
    workspace.write('apps/api/inner/c', 'c');
    workspace.write('apps/api/inner/Dockerfile', 'FROM scratch\nCOPY c /\n');
    const inputs = (await show('inner')).targets['docker-build']?.inputs;
    expect(inputs).toContain('{workspaceRoot}/apps/api/inner/c');
    expect(inputs).not.toContain('{workspaceRoot}/apps/api/inner/b');
  });

  it('takes no result for true whose base image has read what no input names', async () => {
    await nx('run', 'triggered:docker-build');
    await nx('run', 'triggered:docker-build');
    workspace.write('apps/triggered/surprise', 'second');
    await nx('run', 'triggered:docker-build');
    expect(built()).toEqual(['triggered']);
    expect(await engine.fileIn(imageOf('triggered'), '/surprise')).toBe('second');
  });

  it.each([
    ['syntax', 'DOCKERFILE_SYNTAX'],
    ['variable', 'BUILD_FAILED'],
    ['ignore', 'BUILD_FAILED'],
  ])('says what is wrong with %s when it is built: %s', async (name, code) => {
    const { exitCode, stdout, stderr } = await workspace.nx(['run', `${name}:docker-build`]);
    expect(exitCode).toBe(1);
    expect(stdout + stderr).toContain(code);
  });
});
