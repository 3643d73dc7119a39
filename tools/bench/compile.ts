import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { images } from '../../e2e/support/images';
import { createWorkspace, type Workspace } from '../../e2e/support/workspace';
import { ensureBaseImage } from '../base-images/ensure-base-image';
import { ensureEngine } from '../engine/ensure-engine';
import { buildAddress } from '../index-proxy/build-address';
import { pipBuildArguments } from '../index-proxy/pip-build-arguments';
import { startIndexProxy } from '../index-proxy/start-index-proxy';
import { machine, median, type Say } from './support/figures';

const ROUNDS = 2;
const BASE = 'python:3.11-slim';
const REQUIREMENTS = readFileSync(join(__dirname, 'seed', 'requirements.txt'), 'utf8');

const COMPILE =
  'python -c \'import compileall, sysconfig; compileall.compile_dir(sysconfig.get_path("purelib"), quiet=2, workers=0)\'';

/** What installs, from warm cache mounts. */
const INSTALLS = {
  'pip, as it is': 'pip install -r requirements.txt',
  'pip, nothing compiled': 'pip install --no-compile -r requirements.txt',
  'pip, compiled on all cores afterwards': `pip install --no-compile -r requirements.txt && ${COMPILE}`,
} as const;
type Install = keyof typeof INSTALLS;

const dockerfile = (install: string): string => `FROM ${BASE}
ARG PIP_INDEX_URL
ARG PIP_TRUSTED_HOST
ARG ROUND
COPY requirements.txt .
RUN --mount=type=cache,target=/root/.cache/pip ${install}
RUN find /usr/local/lib/python3.11/site-packages -name '*.pyc' | wc -l > /count
FROM scratch
COPY --from=0 /count /
`;

interface Installed {
  readonly ms: number;
  /** Compiled files in the image. */
  readonly compiled: number;
}

/** What it would bring to compile in a step of its own what pip compiles one file after the other. */
export async function run(say: Say): Promise<void> {
  const { env, version } = await ensureEngine({ say: console.log });
  Object.assign(process.env, env);
  await ensureBaseImage(BASE);
  const proxy = await startIndexProxy({ address: await buildAddress() });
  const workspace = await createWorkspace({ files: { 'app/requirements.txt': REQUIREMENTS } });
  const found = new Map((Object.keys(INSTALLS) as Install[]).map((name) => [name, [] as Installed[]]));
  try {
    const args = pipBuildArguments(proxy.url);
    // Fills the mount.
    await install(workspace, 'pip, nothing compiled', args);
    for (let round = 0; round < ROUNDS; round += 1)
      for (const [name, measured] of found) measured.push(await install(workspace, name, args));
  } finally {
    await workspace.dispose();
    await proxy.close();
  }
  say(
    `An install of the seed's requirements without its export, engine ${version}, median of ${ROUNDS}, in turn`,
  );
  say('                                          seconds   compiled files');
  for (const [name, all] of found) {
    const seconds = (median(all.map(({ ms }) => ms)) / 1000).toFixed(1);
    const compiled = String(all[0]?.compiled ?? 0);
    say(`  ${name.padEnd(38)} ${seconds.padStart(8)} ${compiled.padStart(16)}`);
  }
  say(`\nMachine: ${machine()}`);
}

async function install(workspace: Workspace, name: Install, args: readonly string[]): Promise<Installed> {
  workspace.write('app/Dockerfile', dockerfile(INSTALLS[name]));
  const start = performance.now();
  await images().docker(
    ...['buildx', 'build', `--output=type=local,dest=${workspace.root}/out`, '--provenance=false'],
    ...[...args, `ROUND=${randomUUID()}`].map((argument) => `--build-arg=${argument}`),
    `${workspace.root}/app`,
  );
  return { ms: performance.now() - start, compiled: Number(workspace.read('out/count')) };
}
