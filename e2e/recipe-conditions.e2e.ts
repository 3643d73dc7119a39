import { randomUUID } from 'node:crypto';
import { ensureBaseImage } from '../tools/base-images/ensure-base-image';
import { cacheMountFlags, filesInMounts } from './support/cache-mount-content';
import { freshStages, ownMounts } from './support/fresh-stages';
import { IS_FULL } from './support/full-form';
import { images } from './support/images';
import { packageIndex, type PackageIndex } from './support/package-index';
import { createWorkspace, type Workspace } from './support/workspace';

jest.setTimeout(900_000);

/** A Dockerfile in its old form, and what is true of it once it is upgraded and built. */
interface Condition {
  readonly dockerfile: readonly string[];
  /** Stands in the upgraded file. */
  readonly mount: string;
  /** Match files that the build has left in its mounts. */
  readonly keeps: readonly RegExp[];
  /** What the image prints. */
  readonly prints: RegExp;
}

const INDEX = ['ARG PIP_INDEX_URL', 'ARG PIP_TRUSTED_HOST', 'ARG UV_DEFAULT_INDEX'];
const PYTHON = ['FROM python:3.11-slim', ...INDEX];
const NODE = ['FROM node:18-bookworm-slim'];

const IMPORT = 'CMD ["python", "-c", "import itsdangerous; print(\'works\')"]';
const REQUIRE = 'CMD ["node", "-p", "require(\'ms\')(1000)"]';

const pip = { keeps: [/\/http(?:-v2)?\/./], prints: /^works$/m };
const npm = { keeps: [/\/_cacache\/content-v2\/./], prints: /^1s$/m };

const apt = (release: string): Condition => ({
  dockerfile: [
    `FROM debian:${release}-slim`,
    'RUN apt-get update && apt-get install -y --no-install-recommends less && rm -rf /var/lib/apt/lists/*',
    'CMD ["sh", "-c", "less --version && . /etc/os-release && echo $VERSION_CODENAME"]',
  ],
  mount: `id=apt-${release}-$TARGETARCH,target=/var/cache/apt,sharing=locked`,
  keeps: [/\/archives\/less_.*\.deb$/m],
  prints: new RegExp(`^less [\\s\\S]*^${release}$`, 'm'),
});

/** Two on one builder. */
const RELEASES = { 'Debian 12': 'bookworm', 'Debian 13': 'trixie' };

const CONDITIONS: Readonly<Record<string, Condition>> = {
  'a user that a RUN makes': {
    ...pip,
    dockerfile: [
      ...PYTHON,
      'RUN useradd --uid 4321 --create-home app',
      'USER app',
      'RUN pip install --user --no-cache-dir itsdangerous==2.2.0',
      IMPORT,
    ],
    mount: 'target=/home/app/.cache/pip,uid=4321,gid=4321',
  },
  'HOME elsewhere': {
    ...npm,
    dockerfile: [...NODE, 'ENV HOME=/opt/home', 'WORKDIR /app', 'RUN npm install ms@2.1.3', REQUIRE],
    mount: 'target=/opt/home/.npm',
  },
  'PIP_CACHE_DIR elsewhere': {
    ...pip,
    dockerfile: [
      ...PYTHON,
      'ENV PIP_CACHE_DIR=/var/cache/pip',
      'RUN pip install itsdangerous==2.2.0',
      IMPORT,
    ],
    mount: 'target=/var/cache/pip',
  },
  ...Object.fromEntries(Object.entries(RELEASES).map(([name, release]) => [name, apt(release)])),
};

/** More users, variables and tools, for `npm run test:full`. */
const MORE: Readonly<Record<string, Condition>> = {
  'a user by number': {
    ...pip,
    dockerfile: [
      ...PYTHON,
      'RUN mkdir /home/app && chown 1234:1234 /home/app',
      'USER 1234:1234',
      'ENV HOME=/home/app',
      'WORKDIR /home/app',
      'RUN pip install --user --no-cache-dir itsdangerous==2.2.0',
      IMPORT,
    ],
    mount: 'target=/home/app/.cache/pip,uid=1234,gid=1234',
  },
  'a user of the base image': {
    ...npm,
    dockerfile: [
      ...NODE,
      'USER node',
      'WORKDIR /home/node/app',
      'RUN npm install ms@2.1.3 && npm cache clean --force',
      REQUIRE,
    ],
    mount: 'target=/home/node/.npm,uid=1000,gid=1000',
  },
  'npm_config_cache elsewhere': {
    ...npm,
    dockerfile: [
      ...NODE,
      'ENV npm_config_cache=/var/npm',
      'WORKDIR /app',
      'RUN npm install ms@2.1.3',
      REQUIRE,
    ],
    mount: 'target=/var/npm',
  },
  'uv, another user and another folder': {
    dockerfile: [
      ...PYTHON,
      'RUN pip install --no-cache-dir uv==0.9.5 && useradd --uid 4321 --create-home app',
      'USER app',
      'ENV UV_CACHE_DIR=/home/app/uv-cache',
      'WORKDIR /home/app',
      'RUN uv venv && uv pip install --no-cache itsdangerous==2.2.0',
      IMPORT.replace('"python"', '".venv/bin/python"'),
    ],
    mount: 'target=/home/app/uv-cache,uid=4321,gid=4321',
    keeps: [/\/archive-v0\/.*itsdangerous/],
    prints: pip.prints,
  },
  'Yarn 1, another user': {
    dockerfile: [
      ...NODE,
      'RUN npm install -g yarn@1.22.22',
      'USER 1000',
      'WORKDIR /home/node/app',
      'RUN yarn add ms@2.1.3 && yarn cache clean',
      REQUIRE,
    ],
    mount: 'target=/home/node/.cache/yarn,sharing=locked,uid=1000,gid=1000',
    keeps: [/\/v6\/npm-ms-/],
    prints: npm.prints,
  },
  'Go, both folders elsewhere': {
    dockerfile: [
      'FROM golang:1.19-bookworm AS build',
      'ENV GOCACHE=/var/go/build GOMODCACHE=/var/go/mod',
      'WORKDIR /src',
      `RUN printf 'package main\\nimport ("fmt"; "golang.org/x/text/language")\\nfunc main() { fmt.Println(language.English) }\\n' > main.go && go mod init example.com/app && go mod tidy && go build -o /app .`,
      'FROM debian:bookworm-slim',
      'COPY --from=build /app /app',
      'CMD ["/app"]',
    ],
    mount: 'target=/var/go/mod',
    keeps: [/^\/var\/go\/mod\/cache\/download\/golang\.org\//m, /^\/var\/go\/build\/[0-9a-f]{2}\//m],
    prints: /^en$/m,
  },
};

const suffix = randomUUID().slice(0, 8);
const engine = images();
const tried = Object.entries({ ...CONDITIONS, ...(IS_FULL && MORE) }).map(([name, condition], at) => ({
  ...condition,
  name,
  folder: `c${at}`,
  image: `e2e-conditions-${suffix}/c${at}`,
}));

let workspace: Workspace;
let index: PackageIndex;

beforeAll(async () => {
  const bases = tried.flatMap(({ dockerfile }) =>
    dockerfile.flatMap((line) => /^FROM (\S+)/.exec(line)?.[1] ?? []),
  );
  for (const base of new Set(['busybox:1', ...bases])) await ensureBaseImage(base);
  index = await packageIndex();
  const files = tried.map(({ folder, dockerfile }) => [
    `${folder}/Dockerfile`,
    freshStages(`${dockerfile.join('\n')}\n`),
  ]);
  workspace = await createWorkspace({ files: Object.fromEntries(files) as Record<string, string> });
  await command('upgrade', '--write', ...files.map(([file]) => file ?? ''));
}, 1_800_000);

afterAll(async () => {
  await workspace.dispose();
  await index.close();
  await engine.remove(...tried.map(({ image }) => image));
});

async function command(...args: readonly string[]): Promise<void> {
  const { exitCode, stdout, stderr } = await workspace.command(args);
  expect([exitCode, exitCode === 0 ? '' : stdout + stderr]).toEqual([0, '']);
}

const filesOf = (dockerfile: string, ...more: readonly string[]): Promise<string> =>
  filesInMounts(cacheMountFlags(dockerfile), [...ownMounts(suffix), ...more]);

describe.each(tried)('with $name', ({ folder, image, mount, keeps, prints }) => {
  it('an upgraded Dockerfile keeps the cache in its mount, and the image works', async () => {
    const upgraded = workspace.read(`${folder}/Dockerfile`);
    expect(upgraded).toContain(mount);
    await command('build', folder, `--tag=${image}`, ...ownMounts(suffix), ...index.buildArguments);
    const files = await filesOf(upgraded);
    for (const kept of keeps) expect(files).toMatch(kept);
    expect(await engine.docker('run', '--rm', image)).toMatch(prints);
  });
});

it('two releases keep their packages and lists apart', async () => {
  for (const [name, release] of Object.entries(RELEASES)) {
    const { folder } = tried.find((each) => each.name === name) ?? { folder: '' };
    const lists = (await filesOf(workspace.read(`${folder}/Dockerfile`))).match(/_dists_[a-z]+/g);
    expect([...new Set(lists)]).toEqual([`_dists_${release}`]);
  }
});

it('two architectures keep theirs apart', async () => {
  const upgraded = workspace.read(
    `${tried.find(({ name }) => name === 'Debian 12')?.folder ?? ''}/Dockerfile`,
  );
  expect(upgraded).toMatch(/^ARG TARGETARCH$/m);
  expect(await filesOf(upgraded, '--build-arg=TARGETARCH=another')).toBe('');
});
