import { randomUUID } from 'node:crypto';
import { ensureBaseImage } from '../tools/base-images/ensure-base-image';
import { dockerLog, type DockerLog } from './support/docker-log';
import { images } from './support/images';
import { historyLines, lastRun } from './support/run-record';
import { scratchFolder } from './support/scratch-folder';
import { createWorkspace, type Workspace } from './support/workspace';

jest.setTimeout(900_000);

const suffix = randomUUID().slice(0, 8);
const imageOf = (project: string): string => `e2e-batch-${suffix}/${project}`;
const engine = images();

/** Three that share a step, one that builds on another's image, and one with what bake would take for a template. */
const DOCKERFILES = {
  one: `FROM busybox:1\nRUN : ${suffix} && sleep 1 && echo shared\nCOPY content /\nRUN sleep 2\n`,
  two: `FROM busybox:1\nRUN : ${suffix} && sleep 1 && echo shared\nCOPY content /\n`,
  three: `FROM busybox:1\nRUN : ${suffix} && sleep 1 && echo shared\nARG WORD\nRUN echo "$WORD" > /word\nCOPY content /\n`,
  app: `FROM ${imageOf('one')}\nCOPY content /app\n`,
} as const;
type Project = keyof typeof DOCKERFILES;
const PROJECTS = Object.keys(DOCKERFILES) as Project[];
const WORD = 'a ${b} %{c} $d';

function filesOf(project: string, dockerfile: string): Record<string, string | object> {
  const options = { tags: [imageOf(project)], ...(project === 'three' && { buildArgs: [`WORD=${WORD}`] }) };
  return {
    [`${project}/project.json`]: { name: project, targets: { 'docker-build': { options } } },
    [`${project}/Dockerfile`]: dockerfile,
    [`${project}/content`]: `${suffix} ${project}`,
  };
}

interface BuiltRecord {
  readonly project: string;
  readonly outcome: string;
  readonly image: { readonly id: string; readonly tags: readonly string[] };
  readonly steps: readonly { readonly name: string; readonly kind: string; readonly ownMs: number }[];
  readonly cachedSteps: number;
  readonly totalSteps: number;
}

let workspace: Workspace;
let log: DockerLog;

beforeAll(async () => {
  await ensureBaseImage('busybox:1');
  log = dockerLog(scratchFolder('batch-docker', suffix));
  workspace = await createWorkspace({
    pluginsInProcess: true,
    env: { PATH: log.path },
    files: Object.assign({}, ...PROJECTS.map((each) => filesOf(each, DOCKERFILES[each]))) as Record<
      string,
      string
    >,
  });
});

afterAll(async () => {
  await engine.remove(...PROJECTS.map(imageOf), imageOf('broken'));
  await workspace.dispose();
});

const builds = (): readonly string[] => log.take().filter((call) => /^buildx (?:build|bake) /.test(call));
const recordOf = (project: string): BuiltRecord =>
  JSON.parse(workspace.read(`dist/docker/${project}/build.json`)) as BuiltRecord;
const runMany = (...args: readonly string[]) =>
  workspace.nx(['run-many', '-t', 'docker-build', '--batch', ...args]);

describe('many images in one run', () => {
  it('builds those that do not wait for each other with one command, and each has its image', async () => {
    const { exitCode, stdout, stderr } = await runMany();
    if (exitCode !== 0) throw new Error(stdout + stderr);
    const [first = '', second = '', ...further] = builds();
    expect(first).toMatch(/^buildx bake .* (?=.*\bone\b)(?=.*\btwo\b)(?=.*\bthree\b)/);
    // It builds on the image of another, and is the only one that does.
    expect(second).toMatch(/^buildx build .*\/app$/);
    expect(further).toEqual([]);
    for (const project of PROJECTS)
      expect(await engine.fileIn(imageOf(project), project === 'app' ? '/app' : '/content')).toBe(
        `${suffix} ${project}`,
      );
    expect(await engine.fileIn(imageOf('three'), '/word')).toBe(`${WORD}\n`);
  });

  it('leaves each the record that it would have had alone', async () => {
    for (const project of PROJECTS) {
      const record = recordOf(project);
      expect([record.project, record.outcome, record.image]).toEqual([
        project,
        'success',
        {
          tags: [`${imageOf(project)}:latest`],
          id: await engine.id(imageOf(project)),
          configDigest: expect.anything() as string,
        },
      ]);
      expect(record.steps.map(({ name }) => name)).toContain(
        '[internal] load build definition from Dockerfile',
      );
      expect(record.steps.filter(({ name }) => name.includes(project) && !name.includes('/'))).toEqual([]);
    }
    const shared = ['one', 'two', 'three'].map((project) =>
      recordOf(project).steps.find(({ name }) => name.includes('echo shared')),
    );
    for (const step of shared) expect(step?.ownMs).toBeGreaterThan(900);
    // Each is rounded for itself, from the begin of its own build.
    expect(shared[1]?.ownMs).toBeCloseTo(shared[0]?.ownMs ?? 0, 1);
    expect(recordOf('one').totalSteps).toBe(3);
    expect(recordOf('two').totalSteps).toBe(2);
  });

  it('has all of them in the record of the run and in the history', () => {
    const { tasks = [] } = lastRun(workspace) ?? {};
    expect(tasks.map(({ id }) => id).sort()).toEqual(PROJECTS.map((each) => `${each}:docker-build`).sort());
    expect(historyLines(workspace).length).toBeGreaterThanOrEqual(PROJECTS.length);
  });

  it('finds all of them in the task cache afterwards, with --batch and without', async () => {
    expect((await runMany()).stdout).toContain('4 out of 4');
    expect((await workspace.nx(['run-many', '-t', 'docker-build'])).stdout).toContain('4 out of 4');
    expect(builds()).toEqual([]);
  });

  it('makes the images that single builds make', async () => {
    const ids = await Promise.all(PROJECTS.map((each) => engine.id(imageOf(each))));
    const { exitCode } = await workspace.nx(['run-many', '-t', 'docker-build', '--skip-nx-cache']);
    expect(exitCode).toBe(0);
    expect(builds().every((call) => call.startsWith('buildx build '))).toBe(true);
    expect(await Promise.all(PROJECTS.map((each) => engine.id(imageOf(each))))).toEqual(ids);
  });

  it('names the one that fails, and finishes the others', async () => {
    for (const [path, content] of Object.entries(
      filesOf(
        'broken',
        `FROM busybox:1\nRUN : ${suffix} && sleep 1 && echo shared\nRUN echo bad && exit 3\n`,
      ),
    ))
      workspace.write(path, content);
    for (const project of PROJECTS) workspace.write(`${project}/content`, `${suffix} ${project} again`);
    workspace.edit('two/Dockerfile', 'COPY', 'RUN sleep 3\nCOPY');
    const { exitCode, stdout, stderr } = await runMany();
    expect(exitCode).not.toBe(0);
    expect(stdout + stderr).toMatch(/Failed tasks:\s+- broken:docker-build\s/);
    expect(stdout + stderr).toContain('RUN echo bad && exit 3');
    for (const project of ['one', 'two', 'three'])
      expect(await engine.fileIn(imageOf(project), '/content')).toBe(`${suffix} ${project} again`);
    expect(await engine.fileIn(imageOf('app'), '/app')).toBe(`${suffix} app again`);
    expect(recordOf('broken').outcome).toBe('failure');
    // Stopped once, and built again without the one that failed.
    expect(recordOf('two')).toMatchObject({ outcome: 'success', totalSteps: 3 });
    expect(builds().filter((call) => call.startsWith('buildx bake '))).toHaveLength(2);
  });

  it('builds alone what bake cannot be asked for, and says why', async () => {
    workspace.remove('broken/project.json');
    workspace.remove('broken/Dockerfile');
    const { exitCode, stdout, stderr } = await runMany(
      '--projects=one,two',
      '--skip-nx-cache',
      '--addHosts=nowhere.invalid:127.0.0.1',
      '--verbose',
    );
    expect(exitCode).toBe(0);
    expect(stdout + stderr).toContain('built on its own: it adds hosts');
    expect(builds().map((call) => call.split(' ').slice(0, 2).join(' '))).toEqual([
      'buildx build',
      'buildx build',
    ]);
  });

  it('knows its own steps where builds without --batch share one at the same time, and is found again', async () => {
    const shared = `FROM busybox:1\nRUN : ${suffix} plain && sleep 4 && echo shared\nCOPY content /\n`;
    const steps = { one: '2/4', two: '2/3', three: '2/5' } as const;
    const more = { one: 'RUN : 1\n', two: '', three: 'RUN : 2\nRUN : 3\n' } as const;
    const projects = Object.keys(steps) as (keyof typeof steps)[];
    for (const each of projects) workspace.write(`${each}/Dockerfile`, shared + more[each]);
    const many = ['run-many', '-t', 'docker-build', `--projects=${projects.join()}`, '--parallel=3'];
    expect((await workspace.nx(many)).exitCode).toBe(0);
    for (const each of projects)
      expect(recordOf(each).steps.find(({ name }) => name.includes('echo shared'))?.name).toMatch(
        new RegExp(`^\\[${steps[each]}\\] RUN`),
      );
    // The first run after a change is stored under the image that was there before it.
    await workspace.nx(many);
    expect((await workspace.nx(many)).stdout).toContain('3/3 hit');
  });
});
