import { randomUUID } from 'node:crypto';
import { ensureBaseImage } from '../tools/base-images/ensure-base-image';
import { images } from './support/images';
import { packageIndex, type PackageIndex } from './support/package-index';
import { createWorkspace, type Workspace } from './support/workspace';

jest.setTimeout(900_000);

const engine = images();
const INDEX = ['ARG PIP_INDEX_URL', 'ARG PIP_TRUSTED_HOST'];

/** One project a case: a Dockerfile of pip, and what it installs. */
const CASES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'pinned requirements with programs, extras, markers, native wheels and a folder of the project': {
    'requirements.txt':
      'flask==3.0.3\nuvicorn[standard]==0.30.6\npyyaml==6.0.2 ; python_version >= "3.8"\n./lib\n',
    'lib/pyproject.toml':
      '[build-system]\nrequires = ["setuptools==75.1.0"]\nbuild-backend = "setuptools.build_meta"\n\n[project]\nname = "lib"\nversion = "1.0"\nscripts = { lib = "lib:main" }\n',
    'lib/lib.py': 'def main():\n    print("lib")\n',
    Dockerfile: dockerfile(
      'WORKDIR /app',
      'COPY lib lib',
      'COPY requirements.txt .',
      'RUN pip install --no-cache-dir -r requirements.txt',
      'CMD ["flask"]',
    ),
  },
  'a virtual environment, constraints and several files': {
    'requirements.txt': '-r base.txt\nclick\n',
    'base.txt': 'requests==2.32.3\n',
    'constraints.txt':
      'click==8.1.7\nurllib3==2.2.3\ncharset-normalizer==3.3.2\nidna==3.8\ncertifi==2024.8.30\n',
    Dockerfile: dockerfile(
      'WORKDIR /app',
      'RUN python3 -m venv /opt/venv',
      'ENV PATH="/opt/venv/bin:$PATH"',
      'COPY *.txt ./',
      'RUN pip install --disable-pip-version-check -r requirements.txt -c constraints.txt && click --help || true',
    ),
  },
  'another folder, without bytecode': {
    'requirements.txt': 'six==1.16.0\npackaging==24.1\n',
    Dockerfile: dockerfile(
      'WORKDIR /app',
      'COPY requirements.txt ./',
      'RUN pip install --no-compile --no-deps --target /opt/lib -r requirements.txt',
    ),
  },
};

function dockerfile(...lines: readonly string[]): string {
  return ['FROM python:3.11-slim', ...INDEX, ...lines, ''].join('\n');
}

const names = Object.keys(CASES);
type Way = 'uv' | 'compiled';
const folderOf = (name: string, way: Way): string => `${way}-${names.indexOf(name)}`;
const OPTIONS: Readonly<Record<Way, readonly string[]>> = {
  uv: ['--use', 'uv'],
  compiled: ['--bytecode', 'parallel'],
};

let workspace: Workspace;
let index: PackageIndex;

beforeAll(async () => {
  await ensureBaseImage('python:3.11-slim');
  index = await packageIndex();
  const files = (['uv', 'compiled'] as const).flatMap((way) =>
    names.flatMap((name) =>
      Object.entries(CASES[name]!).map(([path, text]): [string, string] => [
        `${folderOf(name, way)}/${path}`,
        text,
      ]),
    ),
  );
  workspace = await createWorkspace({ files: Object.fromEntries(files) });
});

afterAll(async () => {
  await workspace.dispose();
  await index.close();
});

const command = (...args: readonly string[]) => workspace.command(args);

/** Upgrades the Dockerfile of a case, and lets `verify` say how its image differs; the Dockerfile is returned. */
async function sameImage(name: string, way: Way): Promise<string> {
  const folder = folderOf(name, way);
  const file = `${folder}/Dockerfile`;
  const upgraded = await command('upgrade', ...OPTIONS[way], '--no-reorder', '--write', '--json', file);
  expect(upgraded.stdout).toContain('"changed":true');
  expect(JSON.parse(upgraded.stdout)).toMatchObject({ declined: [] });
  const verified = await command('verify', folder, '--json', ...index.buildArguments);
  const report = JSON.parse(verified.stdout) as { outcome: string; unexpected: unknown[] };
  expect(report.unexpected).toEqual([]);
  expect(report.outcome).toBe('same');
  return workspace.read(file);
}

describe('pip that compiles on all cores', () => {
  it.each(names.slice(0, 2))('makes the same image of %s', async (name) => {
    expect(await sameImage(name, 'compiled')).toMatch(/\/opt\/pip-compile\/pip install --no-compile/);
  });
});

describe('uv in the place of pip', () => {
  it.each(names)('makes the same image of %s', async (name) => {
    expect(await sameImage(name, 'uv')).toMatch(/\/opt\/uv\/uv pip install/);
  });

  it('leaves nothing of uv in the image, and what it installed says who did', async () => {
    const [name = ''] = names;
    const tag = `installer-${randomUUID().slice(0, 8)}`;
    const built = await command('build', folderOf(name, 'uv'), '--tag', tag, ...index.buildArguments);
    expect(built.exitCode).toBe(0);
    const found = await engine.docker(
      'run',
      '--rm',
      '--entrypoint=sh',
      tag,
      '-c',
      'ls /uv /opt/uv 2>&1; find / -xdev -name uv -type f; cat $(find / -xdev -path "*flask-3*" -name INSTALLER); flask --version',
    );
    await engine.remove(tag);
    expect(found).toMatch(/cannot access '\/uv'[^]*cannot access '\/opt\/uv'[^]*uvPython/);
  });
});
