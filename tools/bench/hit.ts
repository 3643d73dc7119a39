import { createWorkspace, type Workspace, type WorkspaceOptions } from '../../e2e/support/workspace';
import { images } from '../../e2e/support/images';
import { ensureEngine } from '../engine/ensure-engine';
import { machine, median, type Say } from './support/figures';

const ROUNDS = 5;
const IMAGE_PREFIX = 'bench-hit';

/** The last version of Nx that all three plugins run on. */
const NX = '23.2.1';

interface Contender {
  readonly name: string;
  readonly target: string;
  readonly options: Pick<WorkspaceOptions, 'plugin' | 'packages' | 'nxJson'>;
  readonly project: (name: string) => object;
}

const CONTENDERS: readonly Contender[] = [
  {
    name: 'nx-docker-cache',
    target: 'docker-build',
    options: {},
    project: (name) => ({
      targets: { 'docker-build': { options: { tags: [`${IMAGE_PREFIX}/${name}:latest`] } } },
    }),
  },
  {
    name: '@nx/docker, cache: true',
    target: 'docker:build',
    options: {
      plugin: false,
      packages: { '@nx/docker': NX },
      nxJson: { plugins: ['@nx/docker'], targetDefaults: { 'docker:build': { cache: true } } },
    },
    project: () => ({}),
  },
  {
    name: '@nx-tools/nx-container, cache: true',
    target: 'container',
    options: {
      plugin: false,
      packages: { '@nx-tools/nx-container': '7.3.0', '@nx/js': NX, dotenv: '16.6.1', tslib: '2.8.1' },
      nxJson: { plugins: ['@nx-tools/nx-container'], targetDefaults: { container: { cache: true } } },
    },
    project: (name) => ({
      targets: {
        container: {
          options: { context: `apps/${name}`, load: true, tags: [`${IMAGE_PREFIX}/${name}:latest`] },
        },
      },
    }),
  },
];

/**
 * What an unchanged image costs: the hook's look at the images of 100 projects, and `nx run-many` over 20 projects
 * of which nothing changed, beside the plugins that users may have instead (whose hits look at no image).
 */
export async function run(say: Say): Promise<void> {
  const { env } = await ensureEngine({ say: console.log });
  Object.assign(process.env, env);
  say(await imageCheck(100));
  say(await unchangedRuns(20));
}

async function imageCheck(count: number): Promise<string> {
  const [ours] = CONTENDERS;
  if (ours === undefined) return '';
  const workspace = await prepare(ours, count, false);
  try {
    await mustRun(workspace, ours, 2);
    const rounds: HookTimes[] = [];
    for (let round = 0; round <= ROUNDS; round++) rounds.push(await timeHook(workspace));
    const warm = rounds.slice(1);
    return [
      `\nThe look at ${count} images, in a process of its own as Nx starts it (median of ${ROUNDS}, milliseconds)`,
      `  load the plugin  ${middle(warm.map(({ load }) => load))}`,
      `  look at images   ${middle(warm.map(({ look }) => look))}`,
    ].join('\n');
  } finally {
    await dispose(workspace, count);
  }
}

interface HookTimes {
  readonly load: number;
  readonly look: number;
}

async function timeHook(workspace: Workspace): Promise<HookTimes> {
  // Nx has loaded its own modules before the plugin's: they are not counted.
  const script = `
    require('nx/src/utils/cache-directory');
    const start = performance.now();
    const { preTasksExecution } = require('nx-docker-cache');
    const loaded = performance.now();
    preTasksExecution(undefined, { workspaceRoot: process.cwd() }).then(() => {
      const hooked = performance.now();
      console.log(JSON.stringify({ load: loaded - start, look: hooked - loaded }));
    });`;
  const { stdout, stderr } = await workspace.run(process.execPath, ['-e', script]);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as HookTimes;
}

async function unchangedRuns(count: number): Promise<string> {
  const rows: string[] = [];
  for (const contender of CONTENDERS) {
    const times: number[] = [];
    for (const daemon of [false, true]) {
      const workspace = await prepare(contender, count, daemon);
      try {
        await mustRun(workspace, contender, 3);
        const rounds: number[] = [];
        for (let round = 0; round < ROUNDS; round++) rounds.push(await mustRun(workspace, contender, 1));
        times.push(middle(rounds) / 1000);
      } finally {
        await dispose(workspace, count);
      }
    }
    rows.push(
      `  ${contender.name.padEnd(36)} ${times.map((seconds) => seconds.toFixed(2).padStart(10)).join(' ')}`,
    );
  }
  return [
    `\nnx run-many over ${count} unchanged projects, Nx ${NX} (median of ${ROUNDS}, seconds)`,
    `  ${''.padEnd(36)} daemon off  daemon on`,
    ...rows,
    '',
    `  Machine: ${machine()}`,
  ].join('\n');
}

async function prepare(contender: Contender, count: number, daemon: boolean): Promise<Workspace> {
  const names = projectNames(count);
  const files = names.map((name) => [
    [`apps/${name}/project.json`, { name, ...contender.project(name) }],
    [`apps/${name}/Dockerfile`, 'FROM scratch\nCOPY content /\n'],
    [`apps/${name}/content`, name],
  ]);
  return createWorkspace({
    ...contender.options,
    packages: { nx: NX, '@nx/devkit': NX, ...contender.options.packages },
    daemon,
    files: Object.fromEntries(files.flat()) as WorkspaceOptions['files'],
  });
}

/** Runs the target of all projects so often; @returns the milliseconds of the last run. */
async function mustRun(workspace: Workspace, { target }: Contender, times: number): Promise<number> {
  let ms = 0;
  for (let round = 0; round < times; round++) {
    const result = await workspace.nx(['run-many', '-t', target]);
    if (result.exitCode !== 0) throw new Error(`${target} failed\n${result.stdout}${result.stderr}`);
    ms = result.ms;
  }
  return ms;
}

async function dispose(workspace: Workspace, count: number): Promise<void> {
  await workspace.dispose();
  await images().remove(
    ...projectNames(count).flatMap((name) => [`${IMAGE_PREFIX}/${name}:latest`, `apps-${name}`]),
  );
}

function projectNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `p${index + 1}`);
}

/** To a tenth. */
function middle(values: readonly number[]): number {
  return Math.round(median(values) * 10) / 10;
}
