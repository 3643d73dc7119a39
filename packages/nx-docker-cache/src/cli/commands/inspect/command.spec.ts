import { TARGET_OPTIONS } from '../../../errors/option-names';
import { memoryWorld } from '../../../io/memory-world';
import { run } from './command';

const FILES = {
  '/w/Dockerfile':
    'FROM python:3.11-slim\nWORKDIR /app\nRUN --mount=type=cache,target=/root/.cache/pip \\\n    pip install a\n',
  '/w/apps/a/Dockerfile': 'FROM a\nCOPY libs/x /x\nCOPY apps/a/*.py /\n',
  '/w/libs/x/y': '',
  '/w/apps/b/Dockerfile': 'FROM a\nCOPY . .\n',
  '/w/hostile': 'FROM a AS x\nWORKDIR /\x1b[2J\x9b1m\u202e\nCOPY \x07 /\n',
  '/w/bad': 'FROM a\nENV A\n',
  '/w/refused': 'FROM a\nRUNN b\n',
  '/w/latin1': Uint8Array.from([0x46, 0x52, 0x4f, 0x4d, 0x20, 0xe9, 0x0a]),
};

async function inspect(files: readonly string[], json: boolean) {
  const world = memoryWorld({
    files: FILES,
    cwd: '/w',
    faults: { 'read /w/folder': 'EISDIR', 'read /w/secret': 'EACCES' },
  });
  const exitCode = await run({ files: [...files], json }, world, TARGET_OPTIONS);
  return { exitCode, ...world.printed };
}

describe('nx-docker-cache inspect', () => {
  it('prints stages and mounts', async () => {
    expect(await inspect(['Dockerfile'], false)).toEqual({
      exitCode: 0,
      out:
        'Dockerfile: 3 instructions, 1 stage, 1 mount\n' +
        '  stage 0, lines 1-4, on python:3.11-slim, user that of the base image, in /app\n' +
        '    line 3: cache mount /root/.cache/pip\n' +
        '  build context: this folder (it names no source)\n',
      err: '',
    });
  });

  it('prints nothing that a terminal obeys', async () => {
    const { exitCode, out } = await inspect(['hostile'], false);
    expect(exitCode).toBe(0);
    expect(out).toContain('in /\\u202e\n');
    expect(out).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]/);
  });

  it('says which build context it would take, and what is read of it', async () => {
    const { out } = await inspect(['apps/a/Dockerfile'], false);
    expect(out).toContain(
      '  build context: this folder (libs/x is only found from there)\n' +
        '    line 2: COPY libs/x\n    line 3: COPY apps/a/*.py\n',
    );
    expect(JSON.parse((await inspect(['apps/b/Dockerfile'], true)).out)).toMatchObject({
      context: { folder: 'apps/b', reads: [{ line: 2, instruction: 'COPY', path: '' }] },
    });
  });

  it('prints one JSON document a line, whatever is wrong with the others', async () => {
    const { exitCode, out } = await inspect(['bad', 'Dockerfile', 'latin1', 'none'], true);
    const documents = out
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(exitCode).toBe(2);
    expect(documents).toMatchObject([
      {
        file: 'bad',
        errors: [{ code: 'DOCKERFILE_SYNTAX', line: 2, column: 1, message: 'ENV must have two arguments' }],
      },
      {
        file: 'Dockerfile',
        instructions: [{ name: 'FROM' }, { name: 'WORKDIR' }, { name: 'RUN', text: 'pip install a' }],
      },
      { file: 'latin1', errors: [{ code: 'DOCKERFILE_NOT_UTF8' }] },
      { file: 'none', errors: [{ code: 'DOCKERFILE_MISSING' }] },
    ]);
  });

  it.each([
    ['bad', 1, 'DOCKERFILE_SYNTAX'],
    ['latin1', 2, 'DOCKERFILE_NOT_UTF8'],
    ['none', 2, 'DOCKERFILE_MISSING'],
    ['folder', 2, 'DOCKERFILE_IS_DIRECTORY'],
    ['secret', 2, 'DOCKERFILE_UNREADABLE'],
  ])('says why it cannot read %s', async (file, exitCode, code) => {
    const inspection = await inspect([file], false);
    expect(inspection).toMatchObject({ exitCode, out: '' });
    expect(inspection.err).toContain(code);
    expect(inspection.err).toContain('next:');
  });

  it('shows what BuildKit refuses as a finding', async () => {
    expect(await inspect(['refused'], false)).toMatchObject({
      exitCode: 1,
      out: expect.stringContaining(
        'line 2: BuildKit refuses it: unknown instruction: RUNN (did you mean RUN?)',
      ) as string,
    });
  });
});
