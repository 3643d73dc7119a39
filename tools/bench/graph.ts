import { setTimeout } from 'node:timers/promises';
import { runOrFail } from '../../e2e/support/run-program';
import { createWorkspace, type Workspace, type WorkspaceOptions } from '../../e2e/support/workspace';
import { machine, median, type Say } from './support/figures';
import { syntheticDockerfile, syntheticWorkspace } from './support/synthetic-workspace';

const SIZES = [100, 1_000, 5_000] as const;
const ROUNDS = 7;
/** What has changed less than two seconds before is read again the next time (`settledLook`): no round shall pay for the last. */
const SETTLED_MS = 2_500;
/** Beside the Node of this run: what Nx 24 is made for. */
const FURTHER_NODES = ['24'] as const;
/** For @nx/docker, which is not at 24 everywhere. */
const NX_OF_PEER = '23.2.1';

/**
 * What the project graph costs: the inference in a process of its own, as Nx calls it, and `nx show projects` with the
 * plugin and without.
 */
export async function run(say: Say): Promise<void> {
  say(`Inference in a fresh process: load of the plugin, and its call, median of ${ROUNDS}, milliseconds`);
  for (const node of await nodes()) {
    say(
      `  ${node.version.padStart(8)}       cold    unchanged   one edited   memory, cold (MB)   a yardstick: JSON of the result, both ways`,
    );
    for (const size of SIZES) say(await inference(size, node.path));
  }
  say(
    '\n`nx show projects` of 1,000 projects without the daemon, median of 7, milliseconds; in brackets beside no plugin',
  );
  for (const line of await commands(1_000)) say(line);
  say(`\nMachine: ${machine()}`);
}

interface Node {
  readonly path: string;
  readonly version: string;
}

/** As the registry has them. None twice: how long a call takes is for a good part Node's work. */
async function nodes(): Promise<readonly Node[]> {
  const own: Node = { path: process.execPath, version: process.version };
  const further = FURTHER_NODES.filter((major) => !own.version.startsWith(`v${major}.`)).map(
    async (major) => {
      const asked = [
        '--yes',
        '--package',
        `node@${major}`,
        'node',
        '-p',
        'process.execPath + " " + process.version',
      ];
      const said = await runOrFail('npx', asked, { cwd: process.cwd() });
      const [path = '', version = ''] = said.trim().split(' ');
      return { path, version };
    },
  );
  return [own, ...(await Promise.all(further))];
}

async function inference(size: number, node: string): Promise<string> {
  const workspace = await createWorkspace({ files: syntheticWorkspace(size) });
  try {
    const rounds: Record<'cold' | 'unchanged' | 'edited', Call>[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      await setTimeout(SETTLED_MS);
      workspace.remove('.nx');
      const cold = await infer(workspace, node);
      const unchanged = await infer(workspace, node);
      editDockerfile(workspace, round);
      rounds.push({ cold, unchanged, edited: await infer(workspace, node) });
    }
    const cells = [
      ...(['cold', 'unchanged', 'edited'] as const).map((kind) =>
        median(rounds.map((each) => each[kind].ms)),
      ),
      median(rounds.map(({ cold }) => cold.megabytes)),
      median(rounds.flatMap((each) => Object.values(each).map(({ jsonMs }) => jsonMs))),
    ];
    return `  ${String(size).padStart(8)} ${cells.map((cell) => cell.toFixed(0).padStart(11)).join(' ')}`;
  } finally {
    await workspace.dispose();
  }
}

function editDockerfile(workspace: Workspace, round: number): void {
  workspace.edit(syntheticDockerfile(7), 'EXPOSE 8000', `EXPOSE 8000\nLABEL round=${round}`);
}

interface Call {
  readonly ms: number;
  /** How much more memory the process takes at its peak. */
  readonly megabytes: number;
  /** How fast the machine is: to write the result as JSON and to read it again, as Nx has to. */
  readonly jsonMs: number;
}

/**
 * In a process as Nx makes it for a plugin: it has loaded its own modules before the plugin's, which are not counted, and
 * lets Node keep what it has compiled.
 */
async function infer(workspace: Workspace, node: string): Promise<Call> {
  const script = `
    require('nx/src/utils/enable-compile-cache');
    require('nx/src/utils/cache-directory');
    const list = require('node:child_process').execFileSync('git', ['ls-files'], { encoding: 'utf8', maxBuffer: 1e9 });
    const files = list.split('\\n').filter((file) => /(^|\\/)Dockerfile$/.test(file));
    require('nx/src/config/project-graph');
    const before = process.resourceUsage().maxRSS;
    const start = performance.now();
    const { createNodes } = require('nx-docker-cache');
    createNodes[1](files, undefined, { workspaceRoot: process.cwd(), nxJsonConfiguration: {} }).then((nodes) => {
      const ms = performance.now() - start;
      if (nodes.length !== files.length) throw new Error(nodes.length + ' of ' + files.length);
      const megabytes = (process.resourceUsage().maxRSS - before) / 1024;
      const end = performance.now();
      JSON.parse(JSON.stringify(nodes));
      console.log(JSON.stringify({ ms, megabytes, jsonMs: performance.now() - end }));
    });`;
  const { stdout, stderr } = await workspace.run(node, ['-e', script]);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Call;
}

interface Contender extends Pick<WorkspaceOptions, 'plugin' | 'packages' | 'nxJson'> {
  readonly files?: WorkspaceOptions['files'];
}

/** What Nx itself takes for a plugin that is asked for every Dockerfile, and has nothing to say. */
const EMPTY_PLUGIN = `exports.name = 'empty';
exports.createNodes = exports.createNodesV2 = ['**/Dockerfile', () => []];
`;

const CONTENDERS: Readonly<Record<string, Contender>> = {
  'no plugin': { plugin: false },
  'a plugin that does nothing': {
    plugin: false,
    nxJson: { plugins: ['./empty-plugin.js'] },
    files: { 'empty-plugin.js': EMPTY_PLUGIN },
  },
  'nx-docker-cache': {},
  '@nx/docker': {
    plugin: false,
    packages: { '@nx/docker': NX_OF_PEER },
    nxJson: { plugins: ['@nx/docker'] },
  },
};

/** Interleaved: each round asks all of them. */
async function commands(size: number): Promise<readonly string[]> {
  const workspaces = new Map<string, Workspace>();
  const times = new Map<string, { cold: number[]; unchanged: number[]; edited: number[] }>();
  try {
    for (const [name, contender] of Object.entries(CONTENDERS)) {
      const packages = { nx: NX_OF_PEER, '@nx/devkit': NX_OF_PEER, ...contender.packages };
      workspaces.set(
        name,
        await createWorkspace({
          ...contender,
          packages,
          files: { ...syntheticWorkspace(size), ...contender.files },
        }),
      );
      times.set(name, { cold: [], unchanged: [], edited: [] });
    }
    for (let round = 0; round < ROUNDS; round += 1)
      for (const [name, workspace] of workspaces) {
        const own = times.get(name);
        if (own === undefined) continue;
        await workspace.nx(['reset']);
        own.cold.push(await show(workspace));
        own.unchanged.push(await show(workspace));
        editDockerfile(workspace, round);
        own.edited.push(await show(workspace));
      }
  } finally {
    for (const workspace of workspaces.values()) await workspace.dispose();
  }
  return rowsOf(times);
}

async function show(workspace: Workspace): Promise<number> {
  const { exitCode, stdout, stderr, ms } = await workspace.nx(['show', 'projects', '--json']);
  if (exitCode !== 0) throw new Error(stdout + stderr);
  return ms;
}

function rowsOf(
  times: ReadonlyMap<string, Readonly<Record<'cold' | 'unchanged' | 'edited', readonly number[]>>>,
): readonly string[] {
  const kinds = ['cold', 'unchanged', 'edited'] as const;
  const medians = new Map(
    [...times].map(([name, own]) => [name, kinds.map((kind) => median(own[kind]))] as const),
  );
  const without = medians.get('no plugin') ?? [];
  const head = `  ${''.padEnd(26)} ${kinds.map((kind) => kind.padStart(14)).join(' ')}`;
  const rows = [...medians].map(([name, own]) => {
    const cells = own.map((ms, index) => {
      const more = name === 'no plugin' ? '' : ` (+${(ms - (without[index] ?? 0)).toFixed(0)})`;
      return `${ms.toFixed(0)}${more}`.padStart(14);
    });
    return `  ${name.padEnd(26)} ${cells.join(' ')}`;
  });
  return [head, ...rows];
}
