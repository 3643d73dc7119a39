import { randomUUID } from 'node:crypto';
import { ensureBaseImage } from '../tools/base-images/ensure-base-image';
import { images } from './support/images';
import { packageIndex, type PackageIndex } from './support/package-index';
import { createWorkspace, type Workspace } from './support/workspace';

jest.setTimeout(900_000);

const suffix = randomUUID().slice(0, 8);
const engine = images();

/** A project whose sources are copied above its install. */
interface Example {
  readonly base: string;
  readonly files: Readonly<Record<string, string>>;
  /** The instructions below FROM as they must be afterwards, by their first words. */
  readonly order: readonly string[];
  readonly install: RegExp;
  readonly source: string;
}

const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;

const EXAMPLES: Readonly<Record<string, Example>> = {
  /** The folder is made by the copy, with an owner; requirements include others. */
  pip: {
    base: 'python:3.11-slim',
    files: {
      Dockerfile: lines(
        'FROM python:3.11-slim',
        'ARG PIP_INDEX_URL',
        'ARG PIP_TRUSTED_HOST',
        'COPY --chown=1000:1000 . /srv/api',
        'WORKDIR /srv/api',
        `RUN mkdir -p /data/${suffix} && pip install --no-cache-dir -r requirements/prod.txt`,
        'CMD ["python", "app.py"]',
      ),
      'requirements/prod.txt': '-r base.txt\nclick==8.1.7\n',
      'requirements/base.txt': 'itsdangerous\n',
      'app.py': 'import click, itsdangerous\n',
      'lib/helper.py': '',
    },
    order: [
      'ARG PIP_INDEX_URL',
      'ARG PIP_TRUSTED_HOST',
      'COPY --chown=1000:1000 requirements/prod.txt',
      'WORKDIR',
      'RUN',
      'COPY --chown=1000:1000 . /srv/api',
      'CMD',
    ],
    install: /pip install/,
    source: 'app.py',
  },
  /** Another user than root, whose install writes into the folder of the sources, and workspaces in folders of their own. */
  npm: {
    base: 'node:18-bookworm-slim',
    files: {
      Dockerfile: lines(
        'FROM node:18-bookworm-slim',
        'RUN mkdir /app && chown 1000:1000 /app',
        'WORKDIR /app',
        'USER 1000:1000',
        'ENV HOME=/tmp/home',
        'COPY --chown=1000:1000 . .',
        `RUN echo ${suffix} && npm ci`,
        'CMD ["node", "packages/a"]',
      ),
      '.dockerignore': '**/node_modules\n',
      'package.json': JSON.stringify({ name: 'x', version: '1.0.0', workspaces: ['packages/*'] }),
      'package-lock.json': JSON.stringify({
        name: 'x',
        version: '1.0.0',
        lockfileVersion: 3,
        requires: true,
        packages: {
          '': { name: 'x', version: '1.0.0', workspaces: ['packages/*'] },
          'packages/a': { version: '1.0.0', dependencies: { ms: '2.1.3' } },
          'node_modules/a': { resolved: 'packages/a', link: true },
          'node_modules/ms': { version: '2.1.3' },
        },
      }),
      'packages/a/package.json': JSON.stringify({
        name: 'a',
        version: '1.0.0',
        dependencies: { ms: '2.1.3' },
      }),
      'packages/a/index.js': "console.log(require('ms')(1000));\n",
    },
    order: [
      'RUN mkdir',
      'WORKDIR',
      'USER',
      'ENV',
      'COPY --chown=1000:1000 package.json package-lock.json ./',
      'COPY --chown=1000:1000 packages/a/package.json packages/a/',
      'RUN',
      'COPY --chown=1000:1000 . .',
      'CMD',
    ],
    install: /npm ci/,
    source: 'packages/a/index.js',
  },
};

let workspace: Workspace;
let index: PackageIndex;

beforeAll(async () => {
  for (const { base } of Object.values(EXAMPLES)) await ensureBaseImage(base);
  index = await packageIndex();
  workspace = await createWorkspace({ files: {} });
  for (const [name, { files }] of Object.entries(EXAMPLES))
    for (const [file, text] of Object.entries(files)) workspace.write(`${name}/${file}`, text);
}, 900_000);

afterAll(async () => {
  await workspace.dispose();
  await index.close();
  await engine.remove(...Object.keys(EXAMPLES).map((name) => `e2e-manifest-first-${suffix}/${name}`));
});

async function command(...args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await workspace.command(args);
  expect([exitCode, stderr]).toEqual([0, expect.anything()]);
  return stdout;
}

interface BuildRecord {
  readonly steps: readonly { readonly name: string; readonly cached: boolean }[];
}

async function build(name: string): Promise<BuildRecord['steps']> {
  const tag = `--tag=e2e-manifest-first-${suffix}/${name}`;
  const mounts = `--build-arg=BUILDKIT_CACHE_MOUNT_NS=${suffix}`;
  const own = name === 'pip' ? index.buildArguments : [];
  return (JSON.parse(await command('build', name, tag, mounts, ...own, '--json')) as BuildRecord).steps;
}

describe.each(Object.entries(EXAMPLES))('%s', (name, example) => {
  it('is installed above the sources, in the same image', async () => {
    workspace.write(`${name}.before`, workspace.read(`${name}/Dockerfile`));
    await command('upgrade', `${name}/Dockerfile`, '--write');
    const order = workspace
      .read(`${name}/Dockerfile`)
      .split('\n')
      .filter((line) => /^[A-Z]/.test(line))
      .slice(1);
    expect(order).toEqual(
      example.order.map((start) => expect.stringMatching(new RegExp(`^${start}`)) as unknown),
    );
    const own = name === 'pip' ? index.buildArguments : [];
    const report = await command('verify', name, `--before-file=${name}.before`, '--json', ...own);
    expect(JSON.parse(report)).toMatchObject({ outcome: 'same', unexpected: [] });
  });

  it('is not installed again when a source changes', async () => {
    await build(name);
    workspace.write(`${name}/${example.source}`, `${example.files[example.source] ?? ''}\n`);
    const steps = await build(name);
    // The whole step, with its cause: one that ran again without one cannot be understood afterwards.
    expect(steps.filter(({ name: step }) => example.install.test(step))).toEqual([
      expect.objectContaining({ cached: true }),
    ]);
    expect(steps.filter(({ cached, name: step }) => !cached && /COPY/.test(step))).toHaveLength(1);
  });

  it('is left as it is by a second upgrade', async () => {
    const before = workspace.read(`${name}/Dockerfile`);
    await command('upgrade', `${name}/Dockerfile`, '--write');
    expect(workspace.read(`${name}/Dockerfile`)).toBe(before);
  });
});
