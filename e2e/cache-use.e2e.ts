import { randomUUID } from 'node:crypto';
import { ensureBaseImage } from '../tools/base-images/ensure-base-image';
import { images } from './support/images';
import { packageIndex, type PackageIndex } from './support/package-index';
import { createWorkspace, type Workspace } from './support/workspace';

jest.setTimeout(900_000);

const suffix = randomUUID().slice(0, 8);
const image = `e2e-cache-use-${suffix}`;

interface CacheUse {
  readonly mounts: readonly { readonly before?: number; readonly after?: number }[];
  readonly tools: readonly { readonly downloadedBytes?: number }[];
  readonly warnings: readonly string[];
}

let workspace: Workspace;
let index: PackageIndex;

beforeAll(async () => {
  for (const base of ['python:3.11-slim', 'node:18-bookworm-slim']) await ensureBaseImage(base);
  index = await packageIndex();
  workspace = await createWorkspace({ files: {} });
}, 900_000);

afterEach(() => {
  index.proxy.setCachingHeaders(true);
});

afterAll(async () => {
  await index.close();
  await workspace.dispose();
  await images().remove(image);
});

interface Built {
  /** What the RUN with cache mounts brought; undefined when it did not run. */
  readonly use: CacheUse | undefined;
  /** What the build says at its end. */
  readonly summary: string;
}

/** Every run of the tests has mounts of its own, empty at first. */
async function build(folder: string): Promise<Built> {
  const args = ['build', folder, `--tag=${image}`, `--build-arg=BUILDKIT_CACHE_MOUNT_NS=${suffix}`];
  const { exitCode, stdout, stderr } = await workspace.command(args);
  expect([exitCode, stderr]).toEqual([0, expect.anything()]);
  const record = JSON.parse(workspace.read(`dist/docker/${folder}/build.json`)) as {
    readonly steps: readonly { readonly cacheUse?: CacheUse }[];
  };
  const uses = record.steps.flatMap(({ cacheUse }) => cacheUse ?? []);
  expect(uses.length).toBeLessThan(2);
  return { use: uses[0], summary: stdout };
}

function writePip(folder: string, packages: readonly string[]): void {
  workspace.write(
    `${folder}/Dockerfile`,
    [
      'FROM python:3.11-slim',
      `ENV ${index.pipArguments.join(' ')}`,
      'COPY requirements.txt .',
      // The id of a mount is no part of what makes a layer another one: the name of the folder is. While a layer that cannot
      // be compressed is exported there is time to measure the mount, also on a machine with much else to do.
      `RUN --mount=type=cache,target=/root/.cache/pip,id=${folder} : ${folder}; pip install --no-compile -r requirements.txt && head -c 48000000 /dev/urandom > /export`,
      '',
    ].join('\n'),
  );
  workspace.write(`${folder}/requirements.txt`, `${packages.join('\n')}\n`);
}

const PACKAGES = ['six==1.16.0', 'idna==3.6'];
const MORE = [
  'certifi==2024.2.2',
  'packaging==24.0',
  'attrs==23.2.0',
  'urllib3==2.2.1',
  'pyparsing==3.1.2',
  'charset-normalizer==3.3.2',
];

describe('what the mount of pip brought', () => {
  let first: Built;

  beforeAll(async () => {
    writePip('kept', PACKAGES);
    first = await build('kept');
  });

  it('is nothing the first time: all is downloaded, and stays in the mount', () => {
    const { mounts = [], tools = [], warnings } = first.use ?? {};
    expect(tools).toMatchObject([{ tool: 'pip', reused: 0, downloaded: PACKAGES.length }]);
    expect(mounts).toMatchObject([{ id: `kept in ${suffix}`, target: '/root/.cache/pip' }]);
    expect([0, undefined]).toContain(mounts[0]?.before);
    expect(warnings).toEqual([]);
  });

  // On a busy machine an engine answers too late now and then, and other builds may use its cache: then a size is not known.
  it('is later what was there before; what is added is downloaded, and the mount grows by it', async () => {
    let left = first.use?.mounts[0]?.after;
    for (const [reused] of MORE.entries()) {
      writePip('kept', [...PACKAGES, ...MORE.slice(0, reused + 1)]);
      const { use, summary } = await build('kept');
      expect(use?.tools).toMatchObject([{ tool: 'pip', reused: PACKAGES.length + reused, downloaded: 1 }]);
      expect(use?.warnings).toEqual([]);
      expect(summary).toMatch(/^cache: pip: \d from cache, 1 downloaded \([\d.]+ kB\)/m);
      const { before, after } = use?.mounts[0] ?? {};
      if (before !== undefined && after !== undefined) {
        expect(before).toBe(left);
        expect(after - before).toBeGreaterThan(use?.tools[0]?.downloadedBytes ?? Infinity);
        expect(summary).toMatch(/^cache: pip: .*, mount \+[\d.]+ kB$/m);
        return;
      }
      left = after;
    }
    throw new Error('the mount was measured in none of the builds');
  });

  it('is not told of a build that finds the RUN in the layer cache', async () => {
    const { use, summary } = await build('kept');
    expect(use).toBeUndefined();
    expect(summary).not.toContain('cache: ');
  });
});

it('warns of a mount that keeps nothing, because the index sends no caching headers', async () => {
  index.proxy.setCachingHeaders(false);
  for (const [more] of MORE.entries()) {
    const packages = [...PACKAGES, ...MORE.slice(0, more)];
    writePip('unkept', packages);
    const { use, summary } = await build('unkept');
    expect(use?.tools).toMatchObject([{ tool: 'pip', reused: 0, downloaded: packages.length }]);
    if (use?.mounts[0]?.after === undefined) continue;
    expect(use.warnings).toEqual([expect.stringContaining('the index sends no caching headers')]);
    expect(summary).toMatch(
      /^cache: warning: the mount \/root\/.cache\/pip did not keep what pip downloaded/m,
    );
    return;
  }
  throw new Error('the mount was measured in none of the builds');
});

it('npm tells what it took from the cache when it is asked to', async () => {
  const write = (dependencies: Readonly<Record<string, string>>): void => {
    workspace.write('npm/package.json', { name: 'x', version: '1.0.0', dependencies });
  };
  workspace.write(
    'npm/Dockerfile',
    [
      'FROM node:18-bookworm-slim',
      'ENV NPM_CONFIG_LOGLEVEL=http',
      'WORKDIR /app',
      'COPY package.json .',
      `RUN --mount=type=cache,target=/root/.npm : ${suffix}; npm install --no-audit --no-update-notifier`,
      '',
    ].join('\n'),
  );
  write({ ms: '2.1.3' });
  expect((await build('npm')).use).toMatchObject({
    tools: [{ tool: 'npm', reused: 0, downloaded: 1 }],
    warnings: [],
  });
  write({ ms: '2.1.3', isarray: '2.0.5' });
  expect((await build('npm')).use).toMatchObject({
    tools: [{ tool: 'npm', reused: 1, downloaded: 1 }],
    warnings: [],
  });
});
