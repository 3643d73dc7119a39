import { memoryWorld, type MemoryWorldFacts } from '../../io/memory-world';
import type { ProcessResult } from '../../io/world';
import type { CheckRequest } from './check-request';
import { runCheck } from './run-check';

const INSPECT = 'Name: default\nDriver: docker\n\nNodes:\nName: default\nStatus: running\n';
const exited = (stdout: string, stderr = '', exitCode = 0): ProcessResult => ({
  kind: 'exited',
  exitCode,
  stdout,
  stderr,
});

const WITHOUT_ENGINE: MemoryWorldFacts = {
  run: ({ args }) =>
    args[1] === 'version' ? exited('github.com/docker/buildx v0.29.1 28f6246\n') : exited(INSPECT),
};
const SOUND: MemoryWorldFacts = {
  ...WITHOUT_ENGINE,
  engine: { id: 'id', version: '28.5.2', containerdStore: true },
};

const PIP = 'FROM python:3.12-slim\nWORKDIR /app\nCOPY r.txt .\nRUN pip install -r r.txt\n';
const SOUND_FILE = 'FROM debian:12\nRUN true\n';

async function check(facts: MemoryWorldFacts, change: Partial<CheckRequest> = {}, files = ['Dockerfile']) {
  const world = memoryWorld(facts);
  const exitCode = await runCheck(world, {
    workspaceRoot: '/workspace',
    dockerfiles: files.map((shown) => ({
      shown,
      dockerfile: `/workspace/${shown}`,
      context: undefined,
      projectRoot: '.',
      build: undefined,
    })),
    machine: false,
    buildkit: false,
    builder: undefined,
    fix: false,
    ignore: [],
    maxWarnings: 0,
    format: 'text',
    outputFile: undefined,
    ...change,
  });
  return { exitCode, ...world.printed, world };
}

const withFile = (text: string, more: MemoryWorldFacts = {}): MemoryWorldFacts => ({
  ...more,
  files: { '/workspace/Dockerfile': text, '/workspace/r.txt': 'a>=1\n', ...more.files },
});

describe('what BuildKit finds', () => {
  const WARNING = {
    ruleName: 'MaintainerDeprecated',
    detail: 'it is old',
    location: { ranges: [{ start: { line: 2 }, end: { line: 2 } }] },
  };
  const facts = withFile('FROM debian:12\nMAINTAINER x\n', {
    run: ({ args }) =>
      exited(args.includes('--call=check,format=json') ? JSON.stringify({ warnings: [WARNING] }) : '', '', 1),
  });

  it('stands among the rest', async () => {
    const { exitCode, out } = await check(facts, { buildkit: true });
    expect([exitCode, out]).toEqual([
      0,
      expect.stringContaining('Dockerfile:2:1: info MaintainerDeprecated: it is old'),
    ]);
  });

  it('is left out by its name, and not asked for where it is not wanted', async () => {
    expect((await check(facts, { buildkit: true, ignore: ['MaintainerDeprecated'] })).out).not.toContain(
      'Maintainer',
    );
    expect((await check(facts)).world.commands).toEqual([]);
  });

  it('is nothing where nothing answers', async () => {
    expect((await check(withFile(SOUND_FILE), { buildkit: true })).exitCode).toBe(0);
  });
});

describe('how it ends', () => {
  const warning = withFile(PIP);
  it.each<[string, MemoryWorldFacts, Partial<CheckRequest>, number]>([
    ['nothing found', withFile(SOUND_FILE), {}, 0],
    ['notes alone', withFile('FROM debian:latest\n'), {}, 0],
    ['a warning', warning, {}, 1],
    ['as many warnings as are accepted', warning, { maxWarnings: 1 }, 0],
    ['a warning that is ignored', warning, { ignore: ['NDC001'] }, 0],
    ['an error, whatever is accepted', withFile('FROM a\nRUN --mount=type=nope x\n'), { maxWarnings: 9 }, 1],
    ['no Dockerfile', {}, {}, 2],
    ['a Dockerfile that cannot be read as one', withFile('FROM\0 a\nRUN <<X\n'), {}, 1],
    ['a sound machine', { ...SOUND, files: {} }, { machine: true, dockerfiles: [] }, 0],
    ['a machine without engine', WITHOUT_ENGINE, { machine: true, dockerfiles: [] }, 2],
    [
      'a machine without engine that is left out by code',
      WITHOUT_ENGINE,
      { machine: true, dockerfiles: [], ignore: ['NDC101'] },
      0,
    ],
  ])('with %s', async (_, facts, change, expected) => {
    expect((await check(facts, change)).exitCode).toBe(expected);
  });

  it('with a code that there is not', async () => {
    await expect(check({}, { ignore: ['NDC999'] })).rejects.toThrow(
      /there is no rule "NDC999"[^]*correct the option ignore/,
    );
  });
});

describe('the machine', () => {
  it('is asked for the builder by its name, which cannot become an option', async () => {
    const { world } = await check(SOUND, { machine: true, dockerfiles: [], builder: '--bootstrap' });
    expect(world.commands.map(({ args }) => args)).toEqual([
      ['buildx', 'version'],
      ['buildx', 'inspect', '--builder=--bootstrap'],
    ]);
  });

  it.each<[string, MemoryWorldFacts['run'], string]>([
    ['no docker', undefined, 'NDC102'],
    ['no buildx', () => exited('', "docker: 'buildx' is not a docker command.", 1), 'NDC103'],
    [
      'no such builder',
      ({ args }) =>
        args[1] === 'version' ? exited('buildx v0.29.1') : exited('', 'ERROR: no builder "x" found', 1),
      'NDC107: the builder in use cannot be asked: no builder "x" found',
    ],
  ])('has %s', async (_, run, expected) => {
    const facts = { ...SOUND, ...(run === undefined ? { run: () => notFound } : { run }) };
    const { out } = await check(facts, { machine: true, dockerfiles: [] });
    expect(out).toContain(expected);
  });

  const notFound: ProcessResult = { kind: 'not-found', file: 'docker' };
});

describe('what it prints', () => {
  it('is each thing that was judged, and a list once that two files install', async () => {
    const facts = withFile(PIP, { files: { '/workspace/b.Dockerfile': PIP } });
    const { out } = await check(facts, { format: 'json' }, ['Dockerfile', 'b.Dockerfile']);
    const documents = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(documents).toMatchObject([
      { subject: 'dockerfile', file: 'Dockerfile', context: { files: 1, bytes: 5 } },
      { subject: 'requirements', file: 'r.txt', findings: [{ code: 'NDC301' }] },
      { subject: 'dockerfile', file: 'b.Dockerfile' },
    ]);
  });

  it('goes on behind a file that cannot be judged', async () => {
    const { out, err, exitCode } = await check(withFile(SOUND_FILE), {}, ['none', 'Dockerfile']);
    expect([exitCode, err]).toEqual([2, expect.stringContaining('DOCKERFILE_MISSING')]);
    expect(out).toBe('Dockerfile: nothing found\n');
  });

  it('has annotations on a runner of GitHub, with paths of its repository', async () => {
    const facts = withFile(PIP, { environment: { GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: '/' } });
    const { out } = await check(facts);
    expect(out).toContain('\n::warning file=workspace/Dockerfile,line=4,col=1,title=NDC001::');
    expect((await check(facts, { format: 'json' })).out).not.toContain('::warning');
  });

  it('is in a file where one is asked for, and text for people', async () => {
    const { out, world } = await check(withFile(SOUND_FILE), {
      format: 'sarif',
      outputFile: '/workspace/dist/check.sarif',
    });
    const written = Buffer.from(world.contents.get('/workspace/dist/check.sarif') ?? []).toString();
    expect(JSON.parse(written)).toMatchObject({ version: '2.1.0' });
    expect(out).toBe('Dockerfile: nothing found\n');
  });
});

it('mends first what can be mended', async () => {
  const { out, world } = await check(withFile(PIP), { fix: true });
  expect(Buffer.from(world.contents.get('/workspace/Dockerfile') ?? []).toString()).toContain(
    'RUN --mount=type=cache,target=/root/.cache/pip',
  );
  expect(out).not.toContain('NDC001');
});
