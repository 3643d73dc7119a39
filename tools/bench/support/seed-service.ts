import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBaseImage } from '../../base-images/ensure-base-image';
import { ensureEngine } from '../../engine/ensure-engine';
import { buildAddress } from '../../index-proxy/build-address';
import { pipBuildArguments } from '../../index-proxy/pip-build-arguments';
import { startIndexProxy, type IndexProxy } from '../../index-proxy/start-index-proxy';
import { program } from '../../../e2e/support/command-line';
import { images } from '../../../e2e/support/images';
import { runProgram } from '../../../e2e/support/run-program';
import { createWorkspace, type Workspace } from '../../../e2e/support/workspace';
import { renderTable, seconds } from '../../../packages/nx-docker-cache/src/benchmark/render-table';
import type { BenchmarkReport } from '../../../packages/nx-docker-cache/src/benchmark/report';
import { cellOf } from '../../../packages/nx-docker-cache/src/benchmark/results';
import { ROWS } from '../../../packages/nx-docker-cache/src/benchmark/rows';
import { VARIANTS } from '../../../packages/nx-docker-cache/src/benchmark/variants';
import { readRate } from '../../../packages/nx-docker-cache/src/io/index-proxy/rate';
import { columns } from '../../../packages/nx-docker-cache/src/text/columns';
import { machine, type Say } from './figures';

const BASE = 'python:3.11-slim';
const REQUIREMENTS = readFileSync(join(__dirname, '..', 'seed', 'requirements.txt'), 'utf8');

/** As the seed found it: the sources are copied above an install that keeps nothing. */
const DOCKERFILE = `FROM ${BASE}
ARG PIP_INDEX_URL
ARG PIP_TRUSTED_HOST
WORKDIR /app
COPY . .
RUN pip install --no-cache-dir -r requirements.txt
CMD ["python", "app.py"]
`;

/** Measures the service by the product's own benchmark, with these options, and says what it found. */
export type MeasureSeed = (options?: readonly string[]) => Promise<void>;

/**
 * The seed's service in a workspace of its own, over a link of this speed (`none`: as fast as the machine). The index is a
 * proxy on this machine that has everything.
 */
export async function withSeedService(
  say: Say,
  rate: string,
  use: (measure: MeasureSeed) => Promise<void>,
): Promise<void> {
  const { env, version } = await ensureEngine({ say: console.log });
  Object.assign(process.env, env);
  await ensureBaseImage(BASE);
  const proxy = await startIndexProxy({ address: await buildAddress() });
  const workspace = await createWorkspace({
    files: { 'app/Dockerfile': DOCKERFILE, 'app/requirements.txt': REQUIREMENTS, 'app/app.py': 'print()\n' },
  });
  try {
    const bytes = await fill(workspace, proxy);
    proxy.setRate(readRate(rate));
    const count = REQUIREMENTS.split('\n').filter((line) => line.includes('==')).length;
    say(
      `${count} pinned packages, ${(bytes / 1e6).toFixed(0)} MB to download, link ${rate === 'none' ? 'not limited' : rate}, engine ${version}\n`,
    );
    await use(async (options) => {
      sayReport(say, await benchmark(workspace, proxy, options));
    });
    say(`Machine: ${machine()}`);
  } finally {
    await workspace.dispose();
    await proxy.close();
  }
}

/** Builds once, so that the proxy has everything; the bytes of packages that went over the link. */
async function fill(workspace: Workspace, proxy: IndexProxy): Promise<number> {
  proxy.setLabel('fill');
  await command(workspace, ['build', 'app', '--tag=bench-seed:fill', ...buildArguments(proxy)]);
  await command(workspace, ['upgrade', '--use', 'uv', '--stdout', 'app/Dockerfile']).then(async (text) => {
    workspace.write('app/uv.Dockerfile', text);
    await command(workspace, [
      ...['build', 'app', '--file=app/uv.Dockerfile', '--tag=bench-seed:fill'],
      ...buildArguments(proxy),
    ]);
  });
  workspace.remove('app/uv.Dockerfile');
  await images().remove('bench-seed:fill');
  const { fileBytes } = proxy.stats('fill');
  proxy.setLabel('default');
  return fileBytes / 2;
}

/** The table, and what the time went into. */
function sayReport(say: Say, report: BenchmarkReport): void {
  say(renderTable(report));
  say('Of these in RUN, and in making and unpacking layers:\n');
  const parts = report.rows.map((row) => [
    ROWS[row].title,
    ...report.variants.map((variant) => {
      const cell = cellOf(report.cells, row, variant);
      return cell === undefined ? '–' : `${seconds(cell.runMs)}, ${seconds(cell.exportMs)}`;
    }),
  ]);
  const head = ['', ...report.variants.map((name) => VARIANTS[name].title)];
  const right = report.variants.map((_, index) => index + 1);
  say(`${columns([head, ...parts], right).join('\n')}\n`);
}

async function benchmark(
  workspace: Workspace,
  proxy: IndexProxy,
  options: readonly string[] = [],
): Promise<BenchmarkReport> {
  const args = ['benchmark', 'app', '--json', ...options, ...buildArguments(proxy)];
  return JSON.parse(await command(workspace, args)) as BenchmarkReport;
}

function buildArguments(proxy: IndexProxy): string[] {
  return pipBuildArguments(proxy.url).map((argument) => `--build-arg=${argument}`);
}

async function command(workspace: Workspace, args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await runProgram(process.execPath, [program(workspace), ...args], {
    cwd: workspace.root,
    env: { HOME: workspace.home },
    timeoutMs: 2 * 3_600_000,
  });
  console.error(stderr);
  if (exitCode !== 0) throw new Error(`${args.join(' ')}: ${stderr.slice(-2000)}`);
  return stdout;
}
