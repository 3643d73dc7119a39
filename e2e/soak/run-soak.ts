import { execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CacheStatus } from '../../packages/nx-docker-cache/src/cache/status';
import { readHistory } from '../../packages/nx-docker-cache/src/timing/history/lines';
import { ensureBaseImage } from '../../tools/base-images/ensure-base-image';
import { privateEngine, type PrivateEngine } from '../../tools/engine/ensure-engine';
import { program } from '../support/command-line';
import { images } from '../support/images';
import type { ProgramResult } from '../support/run-program';
import { scratchFolder } from '../support/scratch-folder';
import { seededRandom } from '../support/seeded-random';
import { createWorkspace, type Workspace } from '../support/workspace';
import { nextOperation, PROJECTS, type Operation, type Project, type Victim } from './plan';

export interface SoakOptions {
  readonly seed: number;
  readonly operations: number;
  /** No operation begins later than this many milliseconds after the first. */
  readonly mostMs: number;
  readonly say: (line: string) => void;
}

/** How many operations of each kind were done. */
export type SoakCounts = Readonly<Record<string, number>>;

/**
 * Builds, prunes, looks and kills in random order on an engine of its own. After each operation everything must be whole.
 * @throws Error at the first thing that is not, with the seed and the number of the operation
 */
export async function runSoak({ seed, operations, mostMs, say }: SoakOptions): Promise<SoakCounts> {
  const bed = await makeBed();
  const random = seededRandom(seed);
  const counts: Record<string, number> = {};
  const started = Date.now();
  try {
    for (let number = 1; number <= operations && Date.now() - started < mostMs; number += 1) {
      const operation = nextOperation(random);
      try {
        await perform(bed, operation);
        await assertWhole(bed);
      } catch (error) {
        const what = `operation ${number} of seed ${seed}, ${JSON.stringify(operation)}`;
        throw new Error(`${what}: ${error instanceof Error ? error.message : String(error)}`, {
          cause: error,
        });
      }
      const name = operation.kind === 'killed' ? `killed ${operation.victim}` : operation.kind;
      counts[name] = (counts[name] ?? 0) + 1;
      say(`${number} ${JSON.stringify(operation)}`);
    }
    return counts;
  } finally {
    await bed.engine.remove();
    await bed.workspace.dispose();
  }
}

interface Bed {
  readonly engine: PrivateEngine;
  readonly workspace: Workspace;
  readonly contents: Map<Project, string>;
  /** Each may have cut off one line of the history. */
  kills: number;
}

const dockerfile = (project: Project): string =>
  [
    'FROM busybox:1',
    `RUN --mount=type=cache,id=soak-${project},target=/root/.cache/pip date +%N >> /root/.cache/pip/log && sleep 0.3`,
    'RUN --mount=type=cache,id=soak-shared,target=/shared date +%N >> /shared/log',
    'COPY content /content',
    '',
  ].join('\n');

async function makeBed(): Promise<Bed> {
  const engine = await privateEngine({
    suite: 'sid',
    stateDir: scratchFolder('soak-engine', randomUUID().slice(0, 8)),
  });
  await ensureBaseImage('busybox:1', engine.env);
  const { docker } = dockerOf(engine);
  await docker('volume', 'create', 'foreign');
  await docker('tag', 'busybox:1', 'foreign:1');
  const files = PROJECTS.flatMap((project) => [
    [`${project}/project.json`, { name: project }] as const,
    [`${project}/Dockerfile`, dockerfile(project)] as const,
    [`${project}/content`, 'first'] as const,
  ]);
  const workspace = await createWorkspace({
    env: engine.env,
    files: Object.fromEntries(files) as Record<string, string | object>,
  });
  return { engine, workspace, contents: new Map(PROJECTS.map((project) => [project, 'first'])), kills: 0 };
}

function dockerOf(engine: PrivateEngine): {
  readonly docker: (...args: readonly string[]) => Promise<string>;
} {
  const own = images(engine.env);
  return { docker: (...args) => own.docker(...args) };
}

async function perform(bed: Bed, operation: Operation): Promise<void> {
  switch (operation.kind) {
    case 'build':
      if (operation.change) change(bed, operation.project);
      await buildRightly(bed, operation.project, operation.noCache ? ['--no-cache'] : []);
      return;
    case 'prune':
      assertEnd(await command(bed, pruneWords(operation)), [0]);
      return;
    case 'status':
      await assertStatus(bed);
      return;
    case 'together': {
      const [one, two] = operation.projects;
      const beside =
        operation.beside === 'status' ? ['cache-status', '--json'] : ['clear-cache', one, '--json'];
      const ends = await Promise.all([
        ...[...new Set([one, two])].map((project) => command(bed, buildWords(project))),
        command(bed, beside),
      ]);
      for (const end of ends) assertEnd(end, [0]);
      return;
    }
    case 'killed':
      await buildAndKill(bed, operation);
      await buildRightly(bed, operation.project, []);
  }
}

function change({ workspace, contents }: Bed, project: Project): void {
  const content = randomUUID();
  contents.set(project, content);
  workspace.write(`${project}/content`, content);
}

const buildWords = (project: Project): readonly string[] => ['build', project, `--tag=soak-${project}`];

function pruneWords({ project, filter, dryRun }: Extract<Operation, { kind: 'prune' }>): readonly string[] {
  return [
    'clear-cache',
    ...(filter === '--orphans' ? [] : [project]),
    ...(filter === 'none' ? [] : [filter]),
    ...(dryRun ? ['--dry-run'] : []),
    '--json',
  ];
}

function command({ workspace }: Bed, words: readonly string[]): Promise<ProgramResult> {
  return workspace.command([...words]);
}

/** The image has what the sources say. */
async function buildRightly(bed: Bed, project: Project, more: readonly string[]): Promise<void> {
  assertEnd(await command(bed, [...buildWords(project), ...more]), [0]);
  const built = await images(bed.engine.env).fileIn(`soak-${project}`, '/content');
  if (built !== bed.contents.get(project))
    throw new Error(`the image of ${project} holds ${built ?? 'nothing'}`);
}

async function buildAndKill(
  bed: Bed,
  { project, victim, afterMs }: Extract<Operation, { kind: 'killed' }>,
): Promise<void> {
  change(bed, project);
  const { workspace, engine } = bed;
  const child = spawn(process.execPath, [program(workspace), ...buildWords(project), '--no-cache'], {
    cwd: workspace.root,
    env: { ...process.env, HOME: workspace.home, ...engine.env },
    stdio: 'ignore',
  });
  const end = new Promise((resolve) => child.once('close', resolve));
  await sleep(afterMs);
  kill(bed, victim, child.pid);
  bed.kills += 1;
  await end;
  if (victim === 'engine') await engine.start();
}

/** What has ended meanwhile cannot be killed any more. */
function kill({ engine }: Bed, victim: Victim, pid: number | undefined): void {
  if (victim === 'engine') {
    engine.kill();
    return;
  }
  try {
    if (victim === 'command' && pid !== undefined) process.kill(pid, 'SIGKILL');
    else execFileSync('pkill', ['-KILL', '-P', String(pid)]);
  } catch {
    return;
  }
}

function assertEnd({ exitCode, stdout, stderr }: ProgramResult, allowed: readonly number[]): void {
  if (!allowed.includes(exitCode)) throw new Error(`it ended with ${exitCode}: ${stdout}${stderr}`);
}

/** The parts of the total add up. */
async function assertStatus(bed: Bed): Promise<void> {
  const result = await command(bed, ['cache-status', '--json']);
  assertEnd(result, [0]);
  const { total } = JSON.parse(result.stdout) as CacheStatus;
  if (total.bytes !== total.mountBytes + total.layerBytes + total.otherBytes)
    throw new Error(`the parts of the total do not add up: ${JSON.stringify(total)}`);
}

async function assertWhole({ engine, workspace, kills }: Bed): Promise<void> {
  const changed = await workspace.git('status', '--porcelain', '--', '*Dockerfile', '*project.json');
  if (changed !== '') throw new Error(`files have changed: ${changed}`);
  const { docker } = dockerOf(engine);
  const volumes = await docker('volume', 'ls', '--quiet');
  const tags = await docker('image', 'ls', '--quiet', 'foreign:1');
  if (!volumes.includes('foreign') || tags.trim() === '') throw new Error('what belongs to others is gone');
  for (const project of PROJECTS) {
    const record = join(workspace.root, 'dist/docker', project, 'build.json');
    if (existsSync(record)) JSON.parse(readFileSync(record, 'utf8'));
  }
  const { unreadable, later } = readHistory(
    historyFiles(workspace).map((file) => readFileSync(file, 'utf8')),
  );
  if (later > 0 || unreadable > kills) throw new Error(`${unreadable} lines of the history cannot be read`);
}

function historyFiles({ root, home }: Workspace): readonly string[] {
  return [join(root, '.nx'), join(home, '.cache')]
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && /^history.*\.ndjson$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}
