import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBaseImage } from '../tools/base-images/ensure-base-image';
import { images } from './support/images';
import { createWorkspace, type Workspace } from './support/workspace';

jest.setTimeout(300_000);

const suffix = randomUUID().slice(0, 8);
const engine = images();

/** An image in its old form, and one dependency more. */
interface Example {
  readonly base: string;
  readonly files: Readonly<Record<string, string>>;
  /** What running the image prints. */
  readonly prints: RegExp;
  readonly more: Readonly<Record<string, string>>;
  /** A cache mount of the upgraded file, and what the tool keeps in it. */
  readonly mount: { readonly flag: string; readonly holds: RegExp };
}

const APT = (packages: string): string =>
  [
    'FROM debian:trixie-slim',
    `RUN apt-get update && apt-get install -y --no-install-recommends ${packages} && rm -rf /var/lib/apt/lists/*`,
    'CMD ["jq", "--version"]',
    '',
  ].join('\n');

const EXAMPLES: Readonly<Record<string, Example>> = {
  apt: {
    base: 'debian:trixie-slim',
    files: { Dockerfile: APT('jq') },
    prints: /^jq-/,
    more: { Dockerfile: APT('jq less') },
    mount: {
      flag: '--mount=type=cache,id=apt-trixie-$TARGETARCH,target=/var/cache/apt,sharing=locked',
      holds: /archives\/jq_[^\n]+\.deb/,
    },
  },
  npm: {
    base: 'node:18-bookworm-slim',
    files: {
      Dockerfile: [
        'FROM node:18-bookworm-slim',
        'WORKDIR /app',
        'COPY package.json ./',
        'RUN npm install && npm cache clean --force',
        'CMD ["node", "-e", "console.log(require(\'ms\')(1000))"]',
        '',
      ].join('\n'),
      'package.json': JSON.stringify({ name: 'x', version: '1.0.0', dependencies: { ms: '2.1.3' } }),
    },
    prints: /^1s$/m,
    more: {
      'package.json': JSON.stringify({
        name: 'x',
        version: '1.0.0',
        dependencies: { ms: '2.1.3', 'is-odd': '3.0.1' },
      }),
    },
    mount: { flag: '--mount=type=cache,target=/root/.npm', holds: /_cacache\/content-v2/ },
  },
};

let workspace: Workspace;

beforeAll(async () => {
  for (const { base } of Object.values(EXAMPLES)) await ensureBaseImage(base);
  workspace = await createWorkspace({ files: {} });
}, 900_000);

afterAll(async () => {
  await workspace.dispose();
  await engine.remove(...Object.keys(EXAMPLES).map((tool) => `e2e-recipes-${suffix}/${tool}`));
});

/** Runs the packed command and returns what it prints on either stream. */
async function command(...args: readonly string[]): Promise<string> {
  const program = join(workspace.root, 'node_modules/nx-docker-cache/bin/nx-docker-cache.js');
  const { exitCode, stdout, stderr } = await workspace.run(process.execPath, [program, ...args]);
  expect([exitCode, stdout + stderr]).toEqual([0, expect.anything()]);
  return stdout + stderr;
}

/** Every run of the tests has mounts of its own, empty at first. */
const build = (folder: string, tag: string): Promise<string> =>
  command(
    'build',
    folder,
    `--tag=e2e-recipes-${suffix}/${tag}`,
    `--build-arg=BUILDKIT_CACHE_MOUNT_NS=${suffix}`,
    '--verbose',
  );

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) workspace.write(`${folder}/${name}`, content);
}

describe('an upgraded Dockerfile', () => {
  it.each(Object.entries(EXAMPLES))('of %s builds, works, and keeps its packages', async (tool, example) => {
    write(tool, example.files);
    await command('upgrade', `${tool}/Dockerfile`, '--write');
    expect(workspace.read(`${tool}/Dockerfile`)).toContain(example.mount.flag);
    await build(tool, tool);
    const image = `e2e-recipes-${suffix}/${tool}`;
    expect(await engine.docker('run', '--rm', image)).toMatch(example.prints);

    write(tool, example.more);
    await command('upgrade', `${tool}/Dockerfile`, '--write');
    await build(tool, tool);
    expect(await engine.docker('run', '--rm', image)).toMatch(example.prints);

    const target = /target=([^,]+)/.exec(example.mount.flag)?.[1] ?? '';
    write(`${tool}-probe`, {
      Dockerfile: `FROM ${example.base}\nARG TARGETARCH\nRUN ${example.mount.flag} : ${suffix}; find ${target}\n`,
    });
    expect(await build(`${tool}-probe`, tool)).toMatch(example.mount.holds);
  });

  it.each(Object.keys(EXAMPLES))('of %s is left as it is by a second upgrade', async (tool) => {
    const before = workspace.read(`${tool}/Dockerfile`);
    await command('upgrade', `${tool}/Dockerfile`, '--write');
    expect(workspace.read(`${tool}/Dockerfile`)).toBe(before);
  });
});

it('apt takes the packages of an earlier build from its mount', async () => {
  const file = join(workspace.root, 'apt/Dockerfile');
  writeFileSync(file, workspace.read('apt/Dockerfile').replace('jq less', 'less jq'));
  expect(await build('apt', 'apt')).toMatch(/Need to get 0 B\/|Download size: 0 B/);
});
