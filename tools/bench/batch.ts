import { randomUUID } from 'node:crypto';
import { images } from '../../e2e/support/images';
import { createWorkspace, type Workspace } from '../../e2e/support/workspace';
import { ensureBaseImage } from '../base-images/ensure-base-image';
import { ensureEngine } from '../engine/ensure-engine';
import { buildAddress } from '../index-proxy/build-address';
import { pipBuildArguments } from '../index-proxy/pip-build-arguments';
import { startIndexProxy } from '../index-proxy/start-index-proxy';
import { columns } from '../../packages/nx-docker-cache/src/text/columns';
import { machine, median, type Say } from './support/figures';

const BASE = 'python:3.11-slim';
const PROJECTS = Array.from({ length: 10 }, (_, index) => `p${index}`);
const ROUNDS = 3;

/** Eight of ten requirements are those of all projects, two are its own. */
const SHARED = [
  'requests==2.31.0',
  'flask==3.0.0',
  'click==8.1.7',
  'rich==13.7.0',
  'attrs==23.2.0',
  'jsonschema==4.20.0',
  'pyyaml==6.0.1',
  'sqlalchemy==2.0.23',
];
const OWN = [
  'six',
  'idna',
  'toml',
  'tabulate',
  'colorama',
  'decorator',
  'packaging',
  'pluggy',
  'wcwidth',
  'zipp',
  'iniconfig',
];

/** The default of Nx is three at a time. */
const WAYS: Readonly<Record<string, readonly string[]>> = {
  'one after the other': ['--parallel=1'],
  'three at a time': [],
  '--batch': ['--batch'],
};

/** Ten images at once: `nx run-many -t docker-build`, cold, as ten builds and as one. */
export async function run(say: Say): Promise<void> {
  const { env, version } = await ensureEngine({ say: console.log });
  Object.assign(process.env, env);
  await ensureBaseImage(BASE);
  const proxy = await startIndexProxy({ address: await buildAddress() });
  const workspace = await createWorkspace({ files: filesOf(pipBuildArguments(proxy.url)) });
  const times = new Map(Object.keys(WAYS).map((way) => [way, [] as number[]]));
  try {
    // The proxy fetches everything once: the link is no part of what is measured.
    await build(workspace, []);
    for (let round = 0; round < ROUNDS; round += 1)
      for (const [way, args] of Object.entries(WAYS)) times.get(way)?.push(await build(workspace, args));
  } finally {
    await images().remove(...PROJECTS.map(imageOf));
    await workspace.dispose();
    await proxy.close();
  }
  say(
    `10 projects, 8 of 10 requirements the same, nothing cached; engine ${version}; median of ${ROUNDS}, in turns`,
  );
  const rows = [...times].map(([way, all], index) => [
    way,
    `${seconds(median(all))} s`,
    `(${seconds(Math.min(...all))}–${seconds(Math.max(...all))})`,
    ...[...times].slice(0, index).map(([other, before]) => lessThan(other, median(all), median(before))),
  ]);
  say(
    columns(rows, [1])
      .map((line) => `  ${line}`)
      .join('\n'),
  );
  say(`\nMachine: ${machine()}`);
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}

function lessThan(other: string, ms: number, otherMs: number): string {
  return `${(100 * (1 - ms / otherMs)).toFixed(0)} % less than ${other}`;
}

const imageOf = (project: string): string => `bench-batch/${project}:latest`;

function filesOf(buildArgs: readonly string[]): Record<string, string | object> {
  return Object.fromEntries(
    PROJECTS.flatMap((project, index): [string, string | object][] => [
      [
        `${project}/project.json`,
        { name: project, targets: { 'docker-build': { options: { tags: [imageOf(project)], buildArgs } } } },
      ],
      [`${project}/requirements.base.txt`, `${SHARED.join('\n')}\n`],
      [`${project}/requirements.txt`, `${[OWN[index], OWN[index + 1]].join('\n')}\n`],
      [`${project}/app.py`, `print("${project}")\n`],
    ]),
  );
}

/** No layer and no mount of an earlier build is of use: both have a name of their own in each build. */
async function build(workspace: Workspace, args: readonly string[]): Promise<number> {
  const cold = randomUUID();
  for (const project of PROJECTS)
    workspace.write(
      `${project}/Dockerfile`,
      `FROM ${BASE}
ARG PIP_INDEX_URL
ARG PIP_TRUSTED_HOST
WORKDIR /app
COPY requirements.base.txt .
RUN --mount=type=cache,id=${cold},target=/root/.cache/pip : ${cold} && pip install -r requirements.base.txt
COPY requirements.txt .
RUN --mount=type=cache,id=${cold},target=/root/.cache/pip pip install -r requirements.txt
COPY . .
`,
    );
  const { exitCode, stdout, stderr, ms } = await workspace.nx(['run-many', '-t', 'docker-build', ...args]);
  if (exitCode !== 0) throw new Error(stdout + stderr);
  return ms;
}
