import { randomUUID } from 'node:crypto';
import { ensureBaseImage } from '../base-images/ensure-base-image';
import { ensureEngine } from '../engine/ensure-engine';
import { program } from '../../e2e/support/command-line';
import { images } from '../../e2e/support/images';
import { createWorkspace, type Workspace } from '../../e2e/support/workspace';
import { machine, median, type Say } from './support/figures';

const ROUNDS = 5;
const IMAGE = 'bench-export:latest';
const BASE = 'python:3.11-slim';
const COMPRESSIONS = ['docker’s own', 'gzip', 'zstd', 'uncompressed'] as const;

/** One layer of real files, made anew in each round: all of /usr of the Python image once more. */
const DOCKERFILE = `FROM ${BASE}\nARG ROUND\nRUN cp -r /usr /copy && echo "$ROUND" > /copy/round\n`;

interface Export {
  readonly ms: number;
  readonly bytes: number;
}

/** What it takes to put an image of one large layer into the engine, by the compression of the layer. */
export async function run(say: Say): Promise<void> {
  const { env, version } = await ensureEngine({ say: console.log });
  Object.assign(process.env, env);
  await ensureBaseImage(BASE);
  const workspace = await createWorkspace({ files: { 'app/Dockerfile': DOCKERFILE } });
  const found = new Map(COMPRESSIONS.map((compression) => [compression, [] as Export[]]));
  try {
    for (let round = 0; round <= ROUNDS; round += 1)
      for (const compression of COMPRESSIONS) {
        const exported = await exportOnce(workspace, compression);
        if (round > 0) found.get(compression)?.push(exported);
      }
  } finally {
    await workspace.dispose();
    await images().remove(IMAGE);
  }
  say(`Export and unpacking of one layer of files, engine ${version}, median of ${ROUNDS}, in turn`);
  say('  compression      seconds   size of the image (MB)');
  for (const [compression, exports] of found) {
    const seconds = (median(exports.map(({ ms }) => ms)) / 1000).toFixed(1);
    const size = (median(exports.map(({ bytes }) => bytes)) / 1e6).toFixed(0);
    say(`  ${compression.padEnd(14)} ${seconds.padStart(9)} ${size.padStart(9)}`);
  }
  say(`\nMachine: ${machine()}`);
}

async function exportOnce(workspace: Workspace, compression: (typeof COMPRESSIONS)[number]): Promise<Export> {
  const { exitCode, stdout, stderr } = await workspace.run(process.execPath, [
    ...[program(workspace), 'build', 'app', '--json', `--tag=${IMAGE}`],
    `--build-arg=ROUND=${randomUUID()}`,
    ...(compression === 'docker’s own' ? [] : [`--compression=${compression}`]),
  ]);
  if (exitCode !== 0) throw new Error(stderr);
  const { steps } = JSON.parse(stdout) as {
    readonly steps: readonly { readonly kind: string; readonly ownMs: number }[];
  };
  const ms = steps.filter(({ kind }) => kind === 'export').reduce((sum, { ownMs }) => sum + ownMs, 0);
  const size = await images().docker('image', 'inspect', '--format', '{{.Size}}', IMAGE);
  return { ms, bytes: Number(size) };
}
