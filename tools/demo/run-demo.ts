import { randomUUID } from 'node:crypto';
import { buildPackage } from '../build/build-package';
import { ensureBaseImage } from '../base-images/ensure-base-image';
import { ensureEngine, type EngineHandle } from '../engine/ensure-engine';
import { buildAddress } from '../index-proxy/build-address';
import { pipEnvironment } from '../../packages/nx-docker-cache/src/io/index-proxy/pip-environment';
import { readRate } from '../../packages/nx-docker-cache/src/io/index-proxy/rate';
import { type IndexProxy, startIndexProxy } from '../index-proxy/start-index-proxy';
import { cleanEngine } from './cleanup';
import { installPlugin } from './install-plugin';
import { describeMachine } from './machine';
import type { DemoOptions } from './options';
import { recordInReadme } from './record';
import { runShown } from './run-shown';
import { chapter, say } from './say';
import { tellStory } from './story';
import { renderTable } from './table';
import { makeWorkspace, type DemoWorkspace } from './workspace';

const BASE_IMAGE = 'python:3.11-slim';

/** Everything the demonstration does, from the engine to the table. What it starts, it stops; the engine stays. */
export async function runDemo(options: DemoOptions): Promise<void> {
  chapter('0. What is needed: an engine, a base image, a package index with a measured link, the plugin');
  const engine = await ensureEngine({ say });
  say(`engine ${engine.version}, buildx ${engine.buildx ?? 'missing'}`);
  const env = { ...process.env, ...engine.env };
  const proxy = await startIndexProxy({
    address: await buildAddress(engine.env),
    rate: readRate(options.rate),
  });
  const run = `demo-${randomUUID().slice(0, 8)}`;
  const image = `nx-docker-cache-${run}`;
  const workspace = makeWorkspace({ full: options.full, image, run, buildArgs: buildArguments(proxy) });
  try {
    say(`package index through a proxy at ${options.rate}: ${proxy.url}`);
    await prepare({ engine, env, workspace });
    await demonstrate({ options, engine, env, proxy, workspace });
  } finally {
    await proxy.close();
    if (options.keep) say(`kept: ${workspace.root} and the image ${image}`);
    else {
      await cleanEngine(image, workspace.mountNamespaces(), env);
      workspace.remove();
    }
  }
  if (engine.provisioned) say('the engine goes on running; npm run engine -- down stops it');
}

/** The base image is made by other programs meanwhile, where it has to be made. */
async function prepare({
  engine,
  env,
  workspace,
}: Pick<Prepared, 'engine' | 'env' | 'workspace'>): Promise<void> {
  const baseImage = ensureBaseImage(BASE_IMAGE, engine.env, say);
  const plugin = Promise.resolve().then(() => {
    buildPackage();
    return installPlugin(shown(workspace, env), workspace.root);
  });
  const [origin] = await Promise.all([baseImage, plugin]);
  say(`base image ${BASE_IMAGE}: ${origin}`);
}

function buildArguments(proxy: IndexProxy): readonly string[] {
  const pip = pipEnvironment(proxy.url);
  return [`PIP_INDEX_URL=${pip.PIP_INDEX_URL}`, `PIP_TRUSTED_HOST=${pip.PIP_TRUSTED_HOST}`];
}

interface Prepared {
  readonly options: DemoOptions;
  readonly engine: EngineHandle;
  readonly env: NodeJS.ProcessEnv;
  readonly proxy: IndexProxy;
  readonly workspace: DemoWorkspace;
}

async function demonstrate({ options, engine, env, proxy, workspace }: Prepared): Promise<void> {
  const requirements = `${workspace.requirementCount()} pinned packages${options.full ? '' : ' (--full: 61)'}`;
  const measurements = await tellStory({
    workspace,
    run: shown(workspace, env),
    fetchedBytes: () => proxy.stats('default').bytes,
  });
  chapter('6. Before and after, as measured');
  const table = renderTable(measurements, {
    machine: describeMachine(),
    engine: `Docker ${engine.version}, buildx ${engine.buildx ?? 'missing'}`,
    link: options.rate === 'none' ? 'not limited' : `${options.rate} to the package index`,
    requirements,
  });
  console.log(table);
  const last = measurements.at(-1);
  if (options.record && last !== undefined) recordInReadme(table, last.command, last.output);
}

/** Commands in the workspace. Nx's daemon would go on running after the demonstration. */
function shown(
  workspace: DemoWorkspace,
  env: NodeJS.ProcessEnv,
): (words: readonly string[]) => ReturnType<typeof runShown> {
  const plain = { ...env, NX_DAEMON: 'false', NX_TUI: 'false' };
  return (words) => runShown(words, { cwd: workspace.root, env: plain });
}
