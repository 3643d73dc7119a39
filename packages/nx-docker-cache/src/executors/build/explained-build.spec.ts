import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WrittenOptions } from '../../build/written-options';
import { memoryWorld } from '../../io/memory-world';
import type { BuildRecord } from '../../timing/record';
import type { BuildMemory } from './build-memory';
import { runBuild } from './run-build';
import { EXAMPLE_DOCKERFILE, exampleMemory, exampleRequest } from './testing/example-request';

const FIXTURES = join(__dirname, '../../timing/fixtures');

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'explained-build-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** One build as a real engine told it, remembered in `memory`. */
async function build(memory: BuildMemory, written: WrittenOptions = {}): Promise<BuildRecord> {
  const world = memoryWorld({
    engine: { id: 'engine', version: '28.5.2', containerdStore: true },
    files: { [EXAMPLE_DOCKERFILE]: readFileSync(join(FIXTURES, 'Dockerfile.build')) },
    run: (_, { onStderr }) => {
      onStderr?.(readFileSync(join(FIXTURES, 'buildx-0.29-first.txt')));
      return { kind: 'exited', exitCode: 0, stdout: '', stderr: '' };
    },
  });
  const { record } = await runBuild(world, exampleRequest(folder, memory, written));
  return record;
}

const memory = (): BuildMemory => exampleMemory(folder);

const causesOf = ({ steps }: BuildRecord): (string | undefined)[] =>
  steps.filter(({ kind, cached }) => kind === 'run' && !cached).map((step) => step.explanation?.cause.kind);

describe('why the steps of a build ran', () => {
  it('is that nothing was built before, the first time', async () => {
    const causes = causesOf(await build(memory()));
    expect(causes.length).toBeGreaterThan(0);
    expect(new Set(causes)).toEqual(new Set(['first-build-here']));
  });

  it('is never "the first build" the second time', async () => {
    await build(memory());
    expect(causesOf(await build(memory()))).not.toContain('first-build-here');
  });

  it('is that it was asked, with no-cache', async () => {
    await build(memory());
    expect(new Set(causesOf(await build(memory(), { noCache: true })))).toEqual(new Set(['no-cache-asked']));
  });

  it('costs no build its success when it cannot be told', async () => {
    const record = await build({
      ...memory(),
      lastBuilds: {
        ...memory().lastBuilds,
        read: () => {
          throw new Error('the disk is gone');
        },
      },
    });
    expect(record).toMatchObject({
      outcome: 'success',
      warnings: expect.arrayContaining(['why steps ran is not known: the disk is gone']) as unknown,
    });
  });
});
