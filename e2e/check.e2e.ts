import { randomUUID } from 'node:crypto';
import { statfsSync } from 'node:fs';
import { sarifValidator } from '../packages/nx-docker-cache/src/rules/testing/sarif-validator';
import { runOrFail, type ProgramResult } from './support/run-program';
import { createWorkspace, type Workspace } from './support/workspace';

jest.setTimeout(900_000);

let workspace: Workspace;

const DOCKERFILE = [
  'FROM python:3.11-slim',
  'WORKDIR /app',
  'COPY . .',
  'RUN pip install -r requirements.txt',
  '',
].join('\n');
const FOUND = ['NDC001', 'NDC010', 'NDC201', 'NDC301'];

beforeAll(async () => {
  workspace = await createWorkspace({
    pluginsInProcess: true,
    files: {
      'app/project.json': { name: 'app', targets: { 'docker-check': { executor: 'nx-docker-cache:check' } } },
      'app/Dockerfile': DOCKERFILE,
      'app/requirements.txt': 'click\nmarkupsafe==3.0.2\n',
      'app/.env': 'TOKEN=1\n',
      'old/Dockerfile': 'FROM python:3.11-slim\nMAINTAINER x\n',
    },
  });
}, 900_000);

afterAll(() => workspace.dispose());

type Variables = Readonly<Record<string, string | undefined>>;

/** No runner of GitHub, unless a test says so: these tests may run on one. */
const check = (args: readonly string[], env: Variables = {}): Promise<ProgramResult> =>
  workspace.command(['check', ...args], { ...NO_RUNNER, ...env });
const NO_RUNNER: Variables = { GITHUB_ACTIONS: undefined, GITHUB_WORKSPACE: undefined };

interface Document {
  readonly subject: string;
  readonly file?: string;
  readonly findings: readonly {
    readonly code: string;
    readonly severity: string;
    readonly message: string;
  }[];
}

function documents(stdout: string): readonly Document[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Document);
}

const codesOf = (found: readonly Document[]): readonly string[] =>
  found.flatMap(({ findings }) => findings.map(({ code }) => code)).sort();

describe('the machine', () => {
  const docker = (...args: readonly string[]): Promise<string> =>
    runOrFail('docker', args, { cwd: workspace.root });

  /** What docker itself says about the machine, in other words. */
  async function expectedCodes(): Promise<readonly string[]> {
    const [version = '', folder = '', status = ''] = (
      await docker('info', '--format', '{{.ServerVersion}}\n{{.DockerRootDir}}\n{{json .DriverStatus}}')
    ).split('\n');
    const driver = /^Driver:\s*(\S+)/m.exec(await docker('buildx', 'inspect'))?.[1];
    const { bavail, bsize } = statfsSync(folder);
    return [
      ...(Number(version.split('.')[0]) < 26 ? ['NDC105'] : []),
      ...(driver === 'docker' && !status.includes('io.containerd.snapshotter') ? ['NDC108'] : []),
      ...(driver === 'docker' ? [] : ['NDC109']),
      ...(bavail * bsize < 5e9 ? ['NDC110'] : []),
    ];
  }

  it('is judged by what docker says of it', async () => {
    const { stdout } = await check(['--machine', '--json', '--ignore=NDC111,NDC112,NDC113,NDC114'], {
      DOCKER_BUILDKIT: undefined,
    });
    const found = documents(stdout);
    expect(found.map(({ subject }) => subject)).toEqual(['machine']);
    expect(codesOf(found)).toEqual(await expectedCodes());
    expect(found.flatMap(({ findings }) => findings).filter(({ severity }) => severity === 'error')).toEqual(
      [],
    );
  });

  const nowhere = 'unix:///nowhere/docker.sock';
  it.each<[string, Variables, readonly string[], number, string]>([
    ['no engine', { DOCKER_HOST: nowhere }, [], 2, 'error NDC101'],
    ['no docker command', { PATH: '/nowhere' }, [], 2, 'error NDC102'],
    [
      'a builder that is not there',
      { BUILDX_BUILDER: `no-${randomUUID().slice(0, 8)}` },
      [],
      1,
      'error NDC107',
    ],
    ['BuildKit switched off', { DOCKER_BUILDKIT: '0' }, [], 1, 'warning NDC106'],
  ])('with %s', async (_, env, args, exitCode, message) => {
    const result = await check(['--machine', ...args], env);
    expect([result.exitCode, result.stdout]).toEqual([exitCode, expect.stringContaining(message)]);
  });

  it('is left out where there is none on purpose', async () => {
    const { exitCode, stdout } = await check(['app/Dockerfile', '--no-machine', '--max-warnings=9'], {
      DOCKER_HOST: nowhere,
    });
    expect([exitCode, stdout]).toEqual([0, expect.not.stringContaining('NDC101')]);
  });

  it('belongs to a check of a Dockerfile', async () => {
    const { exitCode, stdout } = await check(['app/Dockerfile', '--json'], { DOCKER_HOST: nowhere });
    const found = documents(stdout);
    expect([exitCode, found.map(({ subject }) => subject)]).toEqual([
      2,
      ['machine', 'dockerfile', 'requirements'],
    ]);
    expect(codesOf(found.slice(1))).toEqual(FOUND);
  });
});

describe("BuildKit's own checks", () => {
  const found = async (...args: readonly string[]): Promise<readonly string[]> => {
    const { exitCode, stdout } = await check(['old/Dockerfile', '--no-machine', '--json', ...args]);
    expect(exitCode).toBe(0);
    return codesOf(documents(stdout));
  };

  it('are merged, as notes where they change nothing', async () => {
    expect(await found()).toEqual(['MaintainerDeprecated']);
    expect(await found('--no-buildkit')).toEqual([]);
    expect(await found('--ignore=MaintainerDeprecated')).toEqual([]);
  });
});

describe('the forms of the output', () => {
  it('SARIF is valid, and has everything that was found', async () => {
    const { exitCode, stdout } = await check(['app/Dockerfile', '--format=sarif']);
    const log: unknown = JSON.parse(stdout);
    const validate = sarifValidator();
    validate(log);
    expect(validate.errors).toBeNull();
    const { runs } = log as {
      readonly runs: readonly [{ readonly results: readonly { readonly ruleId: string }[] }];
    };
    expect([exitCode, runs[0].results.map(({ ruleId }) => ruleId).sort()]).toEqual([1, FOUND]);
  });

  it('annotations come on a runner of GitHub, with paths of its repository', async () => {
    const { stdout } = await check(['app/Dockerfile', '--no-machine'], {
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: workspace.root,
    });
    const annotations = stdout.split('\n').filter((line) => line.startsWith('::'));
    expect(
      annotations.map((line) => /^::\w+ file=[^,]+,line=\d+,col=\d+,title=\w+::/.exec(line)?.[0]),
    ).toEqual([
      '::warning file=app/Dockerfile,line=3,col=1,title=NDC010::',
      '::warning file=app/Dockerfile,line=3,col=1,title=NDC201::',
      '::warning file=app/Dockerfile,line=4,col=1,title=NDC001::',
      '::notice file=app/requirements.txt,line=1,col=1,title=NDC301::',
    ]);
    expect((await check(['app/Dockerfile', '--no-machine'])).stdout).not.toContain('::warning');
  });
});

describe('the executor', () => {
  const run = (args: readonly string[] = [], env: Variables = {}): Promise<ProgramResult> =>
    workspace.nx(['run', 'app:docker-check', '--machine=false', ...args], { ...NO_RUNNER, ...env });

  it('fails for what the command finds', async () => {
    const { exitCode, stdout } = await run();
    expect(exitCode).toBe(1);
    for (const code of FOUND) expect(stdout).toContain(code);
  });

  it('accepts warnings, and writes a document', async () => {
    const { exitCode } = await run(['--maxWarnings=3', '--format=json', '--outputFile=dist/check.json']);
    expect(exitCode).toBe(0);
    expect(codesOf(documents(workspace.read('dist/check.json')))).toEqual(FOUND);
  });

  it('fails without an engine', async () => {
    const { exitCode, stdout } = await workspace.nx(['run', 'app:docker-check', '--maxWarnings=3'], {
      ...NO_RUNNER,
      DOCKER_HOST: 'unix:///nowhere/docker.sock',
    });
    expect([exitCode, stdout]).toEqual([1, expect.stringContaining('error NDC101')]);
  });

  it('mends the Dockerfile, and is content with what is left', async () => {
    const { exitCode } = await run(['--fix', '--ignore=NDC201']);
    expect([exitCode, workspace.read('app/Dockerfile')]).toEqual([
      0,
      expect.stringContaining('--mount=type=cache,target=/root/.cache/pip'),
    ]);
  });
});
