import { randomUUID } from 'node:crypto';
import { ensureBaseImage } from '../tools/base-images/ensure-base-image';
import { cacheMountFlags } from './support/cache-mount-content';
import { IS_FULL } from './support/full-form';
import { images } from './support/images';
import { packageIndex, type PackageIndex } from './support/package-index';
import { createWorkspace, type Workspace } from './support/workspace';

/** Every other round begins with empty mounts. */
const ROUNDS = IS_FULL ? 10 : 2;

jest.setTimeout(ROUNDS * 180_000);

/** Two builds at once meet in the middle of their RUN, so that from there on both are at work, however slow the machine. */
const NEVER_CAME = 'the other build never came';
const MEET = `touch "/meeting/$ROUND-$PROJECT"
for attempt in $(seq 1200); do
  if [ -e "/meeting/$ROUND-a" ] && [ -e "/meeting/$ROUND-b" ]; then exit 0; fi
  sleep 0.1
done
echo "${NEVER_CAME}"
exit 1
`;

const meetAnd = (install: string): readonly string[] => [
  'COPY meet.sh /meet.sh',
  'ARG PROJECT',
  'ARG ROUND',
  `RUN --mount=type=cache,id=meeting,target=/meeting sh /meet.sh && ${install}`,
];

/** A tool whose recipe shares its mounts, in two projects that have some packages in common and some of their own. */
interface SharingTool {
  readonly base: string;
  /** What the installs need beside the base image. */
  readonly prepared: readonly string[];
  readonly installs: readonly [string, string];
  readonly end: readonly string[];
}

const INDEX = ['ARG PIP_INDEX_URL', 'ARG PIP_TRUSTED_HOST', 'ARG UV_DEFAULT_INDEX'];

/** docopt comes as a source archive: both build its wheel, and both put it into the cache. */
const python = (install: string, ...prepared: readonly string[]): SharingTool => ({
  base: 'python:3.11-slim',
  prepared: [...INDEX, ...prepared],
  installs: [
    `${install} jinja2==3.1.6 docopt==0.6.2 click==8.1.8`,
    `${install} jinja2==3.1.6 docopt==0.6.2 itsdangerous==2.2.0`,
  ],
  end: ['CMD ["python", "-c", "import docopt, jinja2; print(jinja2.Template(\'works\').render())"]'],
});

const node = (install: string, ...prepared: readonly string[]): SharingTool => ({
  base: 'node:18-bookworm-slim',
  prepared: [...prepared, 'WORKDIR /app'],
  installs: [`${install} express@4.21.2 semver@7.6.3`, `${install} express@4.21.2 picocolors@1.1.1`],
  end: ['CMD ["node", "-p", "require(\'express\')() && \'works\'"]'],
});

const goProgram = (greeting: string): string =>
  `printf 'package main\\nimport ("fmt"; "github.com/google/uuid")\\nfunc main() { fmt.Println("${greeting}", uuid.Nil) }\\n' > main.go && go mod init example.com/app && go mod tidy && go build -o /app .`;

const ccacheProgram = (greeting: string): string =>
  `printf '#include <stdio.h>\\nint main(void) { puts("${greeting}"); }\\n' > main.c && printf 'int common(void) { return 1; }\\n' > common.c && ccache gcc -c main.c && ccache gcc -c common.c && gcc main.o common.o -o /usr/local/bin/app`;

const TOOLS: Readonly<Record<string, SharingTool>> = {
  pip: python('pip install'),
  npm: node('npm install'),
};

/** Further ones, for `npm run test:full`. */
const MORE: Readonly<Record<string, SharingTool>> = {
  go: {
    base: 'golang:1.19-bookworm',
    prepared: ['WORKDIR /src'],
    installs: [goProgram('works'), goProgram('works too')],
    end: ['FROM debian:bookworm-slim', 'COPY --from=0 /app /app', 'CMD ["/app"]'],
  },
  uv: python('uv pip install --system', 'RUN pip install uv==0.9.5'),
  pnpm: node('pnpm add', 'RUN npm install -g pnpm@9.15.9'),
  bun: node('bun add', 'RUN npm install -g bun@1.3.1'),
  ccache: {
    base: 'debian:bookworm-slim',
    prepared: ['RUN apt-get update && apt-get install -y --no-install-recommends ccache gcc libc6-dev'],
    installs: [ccacheProgram('works'), ccacheProgram('works ')],
    end: ['CMD ["app"]'],
  },
};

const tried = Object.entries({ ...TOOLS, ...(IS_FULL && MORE) });
const PROJECTS = ['a', 'b'] as const;

const suffix = randomUUID().slice(0, 8);
const engine = images();

const dockerfile = ({ base, prepared, end }: SharingTool, install: string): string =>
  [`FROM ${base}`, ...prepared, ...meetAnd(install), ...end, ''].join('\n');

let workspace: Workspace;
let index: PackageIndex;

beforeAll(async () => {
  const bases = tried.map(([, { base }]) => base);
  for (const base of new Set([...bases, 'debian:bookworm-slim'])) await ensureBaseImage(base);
  index = await packageIndex();
  const files = tried.flatMap(([tool, facts]) =>
    PROJECTS.flatMap((project, at) => [
      [`${tool}-${project}/Dockerfile`, dockerfile(facts, facts.installs[at] ?? '')],
      [`${tool}-${project}/meet.sh`, MEET],
    ]),
  );
  workspace = await createWorkspace({ files: Object.fromEntries(files) as Record<string, string> });
}, 1_800_000);

afterAll(async () => {
  await workspace.dispose();
  await index.close();
  await engine.remove(...tried.flatMap(([tool]) => PROJECTS.map((project) => imageOf(`${tool}-${project}`))));
});

const imageOf = (project: string): string => `e2e-shared-${suffix}/${project}`;

async function command(...args: readonly string[]): Promise<void> {
  const { exitCode, stdout, stderr } = await workspace.command(args);
  expect([exitCode, exitCode === 0 ? '' : stdout + stderr]).toEqual([0, '']);
}

/** @returns why the build failed; empty when it did not */
async function build(tool: string, project: string, round: number, attempt: number): Promise<string> {
  const name = `${tool}-${project}`;
  const { exitCode, stdout, stderr } = await workspace.command([
    ...['build', name, `--tag=${imageOf(name)}`, `--build-arg=PROJECT=${project}`],
    `--build-arg=ROUND=${suffix}-${round}-${attempt}`,
    `--build-arg=BUILDKIT_CACHE_MOUNT_NS=${suffix}-${Math.floor(round / 2)}`,
    ...index.buildArguments,
  ]);
  return exitCode === 0 ? '' : stdout + stderr;
}

const MOST_ATTEMPTS = 3;

/**
 * Both at once. While another suite asks this engine for the sizes of its mounts, a RUN may get an empty mount of its own
 * (docs/cache-use.md): then the two do not meet, and try again.
 */
async function buildBoth(tool: string, round: number): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const failures = await Promise.all(PROJECTS.map((project) => build(tool, project, round, attempt)));
    const haveMissed = failures.some((failure) => failure.includes(`| ${NEVER_CAME}`));
    if (haveMissed && attempt < MOST_ATTEMPTS) continue;
    expect(failures).toEqual(['', '']);
    return;
  }
}

describe.each(tried)('two projects share the mount of %s', (tool) => {
  it('that the upgrade has given both', async () => {
    const folders = PROJECTS.map((project) => `${tool}-${project}/Dockerfile`);
    await command('upgrade', '--write', `--only=${tool}`, ...folders);
    const [a, b] = folders.map((file) => mountsOf(workspace.read(file)));
    expect(a).toEqual(b);
    expect(a).not.toEqual([]);
    expect(a?.join()).not.toContain('sharing=');
  });

  it(`in ${ROUNDS} times two builds at once`, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      await buildBoth(tool, round);
      for (const project of PROJECTS)
        expect(await engine.docker('run', '--rm', imageOf(`${tool}-${project}`))).toMatch(/^works/m);
    }
  });
});

/** Those that the upgrade has added. */
function mountsOf(text: string): readonly string[] {
  return cacheMountFlags(text).filter((flag) => !flag.includes('target=/meeting'));
}
