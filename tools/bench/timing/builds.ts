import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runOrFail } from '../../../e2e/support/run-program';
import { run as build } from '../../../packages/nx-docker-cache/src/cli/commands/build/command';
import { TARGET_OPTIONS } from '../../../packages/nx-docker-cache/src/errors/option-names';
import { realWorld } from '../../../packages/nx-docker-cache/src/io/real-world';
import type { World } from '../../../packages/nx-docker-cache/src/io/world';
import { ensureBaseImage } from '../../base-images/ensure-base-image';
import { ensureEngine } from '../../engine/ensure-engine';
import { repositoryRoot } from '../../repository-root';
import { median } from '../support/figures';

const ROUNDS = 9;
const SECONDS = 3;

/**
 * Builds of the files of examples/backend with and without recording, in turn: one that finds every layer, and one whose
 * RUN takes some seconds. The RUN sleeps instead of installing: the network's moods are larger than what is measured.
 */
export async function measureBuilds(): Promise<readonly string[]> {
  const { env } = await ensureEngine({ say: () => undefined });
  Object.assign(process.env, env);
  await ensureBaseImage('busybox:1');
  const folder = mkdtempSync(join(tmpdir(), 'bench-timing-'));
  const tag = `bench-timing-${randomUUID().slice(0, 8)}`;
  try {
    cpSync(join(repositoryRoot, 'examples/backend'), folder, { recursive: true });
    const cached = await compare(folder, tag, () => 'true');
    const running = await compare(folder, tag, () => `: ${randomUUID()} && sleep ${SECONDS}`);
    return [
      `builds of examples/backend, recorded against plain docker buildx build (median of ${ROUNDS} each, in turn)`,
      row('every layer cached', cached),
      row(`a RUN of ${SECONDS} s`, running),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await runOrFail('docker', ['image', 'rm', '--force', tag], { cwd: '/' });
  }
}

interface Compared {
  readonly plainMs: number;
  readonly recordedMs: number;
}

async function compare(folder: string, tag: string, command: () => string): Promise<Compared> {
  const [plain, recorded]: [number[], number[]] = [[], []];
  const ways = [
    [plain, buildPlainly],
    [recorded, buildRecorded],
  ] as const;
  for (let round = -1; round < ROUNDS; round += 1)
    for (const [times, way] of round % 2 === 0 ? ways : ways.toReversed()) {
      writeFileSync(join(folder, 'Dockerfile'), `FROM busybox:1\nWORKDIR /app\nCOPY . .\nRUN ${command()}\n`);
      const start = performance.now();
      await way(folder, tag);
      if (round >= 0) times.push(performance.now() - start);
    }
  return { plainMs: median(plain), recordedMs: median(recorded) };
}

async function buildPlainly(folder: string, tag: string): Promise<void> {
  const args = ['buildx', 'build', '--progress=rawjson', '--provenance=false', '--load', `--tag=${tag}`, '.'];
  await runOrFail('docker', args, { cwd: folder, env: { BUILDX_METADATA_PROVENANCE: 'disabled' } });
}

async function buildRecorded(folder: string, tag: string): Promise<void> {
  await build({ folder, tag: [tag], provenance: 'false' }, quietWorld(folder), TARGET_OPTIONS);
}

/** The process of an executor is Nx's: only what happens in it is measured. */
function quietWorld(cwd: string): World {
  const world = realWorld();
  const silent = { out: () => undefined, err: () => undefined };
  return {
    ...world,
    environment: { ...world.environment, cwd },
    terminal: { ...world.terminal, ...silent, isInteractive: false },
  };
}

function row(what: string, { plainMs, recordedMs }: Compared): string {
  const goal = plainMs + 50 + 0.02 * plainMs;
  const more = (recordedMs - plainMs).toFixed(0);
  return `  ${what.padEnd(20)} ${plainMs.toFixed(0)} ms plain, ${recordedMs.toFixed(0)} ms recorded: ${more} ms more (goal ${(goal - plainMs).toFixed(0)})`;
}
