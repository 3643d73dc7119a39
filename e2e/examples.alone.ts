import { randomUUID } from 'node:crypto';
import { ensureBaseImage } from '../tools/base-images/ensure-base-image';
import { receivedBytes } from './support/bridge-traffic';
import { addDependency, copyExample, examples } from './support/examples';
import { freshStages, ownMounts } from './support/fresh-stages';
import { program } from './support/command-line';
import { images } from './support/images';
import { packageIndex, type PackageIndex } from './support/package-index';
import { createWorkspace, type Workspace } from './support/workspace';

jest.setTimeout(600_000);

/** One a kind of cache; the others take their turn in `npm run test:full`. */
const QUICK = ['apt', 'go', 'npm', 'uv'];

const isFull = process.env['NX_DOCKER_CACHE_TEST_FULL'] === '1';
const tried = Object.entries(examples()).filter(([tool]) => isFull || QUICK.includes(tool));
const suffix = randomUUID().slice(0, 8);
const engine = images();

let workspace: Workspace;
let index: PackageIndex;

beforeAll(async () => {
  for (const base of new Set(tried.map(([, { base }]) => base))) await ensureBaseImage(base);
  index = await packageIndex();
  workspace = await createWorkspace({ files: {} });
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

const imageOf = (tool: string): string => `e2e-examples-${suffix}/${tool}`;

/** Runs the packed command and returns what it prints on either stream. */
async function command(...args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await workspace.run(process.execPath, [program(workspace), ...args]);
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
    const before = await receivedBytes();
    await build(tool);
    expect((await receivedBytes()) - before).toBeLessThan(example.weighs);
    expect(await engine.docker('run', '--rm', imageOf(tool))).toMatch(new RegExp(example.prints, 'm'));
  });
});
