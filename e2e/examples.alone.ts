import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { formatDuration } from '../packages/nx-docker-cache/src/timing/duration';
import type { Report } from '../packages/nx-docker-cache/src/timing/report/report';
import { ensureBaseImage } from '../tools/base-images/ensure-base-image';
import { repositoryRoot } from '../tools/repository-root';
import { receivedBytes } from './support/bridge-traffic';
import { launchBrowser, openFile } from './support/browser';
import { addDependency, copyExample, examples, removeDependency } from './support/examples';
import { freshStages, ownMounts } from './support/fresh-stages';
import { IS_FULL } from './support/full-form';
import { images } from './support/images';
import { packageIndex, type PackageIndex } from './support/package-index';
import { createWorkspace, type Workspace } from './support/workspace';

jest.setTimeout(900_000);

/** With this variable the pictures of docs/timing.md are written, too. */
const WRITES_PICTURES = process.env['NX_DOCKER_CACHE_PICTURES'] === '1';

/** One a kind of cache; the others take their turn in `npm run test:full`. */
const QUICK = ['apt', 'go', 'npm', 'uv'];

const tried = Object.entries(examples()).filter(([tool]) => IS_FULL || QUICK.includes(tool));
const suffix = randomUUID().slice(0, 8);
/** Every package manager reads over them. */
const OWN_BLANK_LINES = '\n'.repeat(1 + (Number.parseInt(suffix, 16) % 1009));
const engine = images();

let workspace: Workspace;
let index: PackageIndex;
/** The tools whose example has its further dependency now. */
const added = new Set<string>();

beforeAll(async () => {
  for (const base of new Set(tried.map(([, { base }]) => base))) await ensureBaseImage(base);
  index = await packageIndex();
  workspace = await createWorkspace({ pluginsInProcess: true, files: {} });
  for (const [tool] of tried) {
    copyExample(tool, workspace);
    workspace.write(`${tool}/Dockerfile`, freshStages(workspace.read(`${tool}/Dockerfile`)));
  }
  await workspace.commit('examples in their old form');
}, 1_800_000);

afterAll(async () => {
  await workspace.dispose();
  await index.close();
  await engine.remove(...tried.map(([tool]) => imageOf(tool)));
});

const grown = () => tried.filter(([tool]) => added.has(tool));
const projectOf = (tool: string): string => `example-${tool}`;
const imageOf = (tool: string): string => `e2e-examples-${suffix}/${tool}`;

/** Runs the packed command and returns what it prints on either stream. */
async function command(...args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await workspace.command(args);
  expect([exitCode, exitCode === 0 ? '' : stdout + stderr]).toEqual([0, '']);
  return stdout + stderr;
}

/** `verify` and `build` have the same, so that the layers of the one are those of the other, and the mounts that go with them. */
const buildArguments = (): readonly string[] => [...ownMounts(suffix), ...index.buildArguments];

const build = (tool: string): Promise<string> =>
  command('build', tool, `--tag=${imageOf(tool)}`, ...buildArguments());

it('add-cache-mounts --all upgrades all examples, and changes nothing the second time', async () => {
  const upgrade = async (): Promise<readonly string[]> => {
    const { exitCode, stdout, stderr } = await workspace.nx([
      'g',
      'nx-docker-cache:add-cache-mounts',
      '--all',
    ]);
    expect([exitCode, exitCode === 0 ? '' : stdout + stderr]).toEqual([0, '']);
    return tried.map(([tool]) => workspace.read(`${tool}/Dockerfile`));
  };
  const upgraded = await upgrade();
  for (const text of upgraded) expect(text).toContain('--mount=type=cache');
  expect(await upgrade()).toEqual(upgraded);
});

describe.each(tried)('the upgraded Dockerfile of %s', (tool, example) => {
  it('builds the same image as before', async () => {
    const verdict = await command('verify', tool, ...buildArguments());
    expect(verdict).toMatch(/^same: /m);
    expect(verdict).not.toContain('same text');
  });

  it('downloads with a dependency more only what is new', async () => {
    await build(tool);
    expect(await engine.docker('run', '--rm', imageOf(tool))).toMatch(new RegExp(example.prints, 'm'));

    addDependency(tool, example, workspace);
    added.add(tool);
    const before = await receivedBytes();
    await build(tool);
    expect((await receivedBytes()) - before).toBeLessThan(example.weighs);
    expect(await engine.docker('run', '--rm', imageOf(tool))).toMatch(new RegExp(example.prints, 'm'));
  });
});

async function runAll(): Promise<void> {
  const projects = grown().map(([tool]) => projectOf(tool));
  const { exitCode, stdout, stderr } = await workspace.nx([
    ...['run-many', '--targets=docker-build', `--projects=${projects.join()}`],
  ]);
  expect([exitCode, exitCode === 0 ? '' : stdout + stderr]).toEqual([0, '']);
}

/** All of them in one run of Nx, which has steps of every kind and causes of several. */
describe('the report of builds of the examples', () => {
  const page = (): string => join(workspace.root, 'dist/report.html');
  let report: Pick<Report, 'run' | 'wallMs' | 'misses'>;
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchBrowser();
    const nxJson = JSON.parse(workspace.read('nx.json')) as object;
    const options = { extraArgs: buildArguments() };
    workspace.write('nx.json', { ...nxJson, targetDefaults: { 'docker-build': { options } } });
    await runAll();
    for (const [tool, example] of grown()) {
      removeDependency(tool, example, workspace);
      // Otherwise the layers of before the dependency would be found again, or those of another run of the tests.
      for (const { file } of example.addDependency)
        if (file !== 'Dockerfile')
          workspace.write(`${tool}/${file}`, `${workspace.read(`${tool}/${file}`)}${OWN_BLANK_LINES}`);
    }
    await runAll();
    const json = await workspace.command(['report', '--json', '--html=dist/report.html']);
    report = JSON.parse(json.stdout) as typeof report;
  });

  afterAll(async () => {
    await browser.close();
    await engine.remove(...tried.map(([tool]) => projectOf(tool)));
  });

  it('says for each why it ran, down to the entry that changed', () => {
    for (const [tool, { addDependency: edits }] of grown()) {
      const { misses } = report;
      const changed = misses.flatMap(({ task, cause }) =>
        task === `${projectOf(tool)}:docker-build` && cause?.kind === 'file-changed' ? cause.files : [],
      );
      expect([tool, ...changed.map(({ path }) => path)]).toEqual(
        expect.arrayContaining(edits.filter(({ file }) => file !== 'Dockerfile').map(({ file }) => file)),
      );
    }
    expect(report.misses.flatMap(({ cacheUse }) => cacheUse?.tools ?? [])).not.toEqual([]);
  });

  it.each([
    ['report-page', 1440, 'light', 'body'],
    ['report-history', 1440, 'dark', '#misses'],
    ['report-narrow', 390, 'light', 'body'],
  ] as const)('shows it: %s', async (name, width, colorScheme, anchor) => {
    const options = { viewport: { width, height: 1000 }, colorScheme } as const;
    const { page: shown, complaints } = await openFile(browser, page(), options);
    expect(await shown.locator('.figures .value').first().innerText()).toBe(formatDuration(report.wallMs));
    const tasks = await shown.locator('.tasks > li .row:has(.state) .name').allInnerTexts();
    expect(tasks.sort()).toEqual(report.run.tasks.map(({ id }) => id).sort());
    await shown.evaluate(`document.querySelector('${anchor}').scrollIntoView()`);
    const picture = await shown.screenshot();
    expect(picture.length).toBeGreaterThan(10_000);
    expect(complaints).toEqual([]);
    await shown.context().close();
    if (WRITES_PICTURES) writeFileSync(join(repositoryRoot, 'docs/pictures', `${name}.png`), picture);
  });
});
