import { randomUUID } from 'node:crypto';
import { ensureBaseImage } from '../tools/base-images/ensure-base-image';
import { privateEngine, type PrivateEngine } from '../tools/engine/ensure-engine';
import type { Suite } from '../tools/engine/suites';
import { images } from './support/images';
import type { ProgramResult } from './support/run-program';
import { scratchFolder } from './support/scratch-folder';
import { createWorkspace, type Workspace } from './support/workspace';

jest.setTimeout(900_000);

const FILES = {
  'app/Dockerfile':
    'FROM busybox:1\nARG GREETING=hello\nRUN --mount=type=cache,target=/m echo "$GREETING" | tee /out\n',
  'failing/Dockerfile': 'FROM busybox:1\nRUN echo before && exit 7\n',
};

let workspace: Workspace;

beforeAll(async () => {
  workspace = await createWorkspace({ files: FILES });
}, 900_000);

afterAll(async () => {
  await workspace.dispose();
});

function build(engine: PrivateEngine, args: readonly string[]): Promise<ProgramResult> {
  return workspace.command(['build', ...args], engine.env);
}

async function engineOf(suite: Suite): Promise<PrivateEngine> {
  const stateDir = scratchFolder('faults', `${suite}-${randomUUID().slice(0, 8)}`);
  const engine = await privateEngine({ suite, stateDir });
  if (engine.buildx !== undefined) await ensureBaseImage('busybox:1', engine.env);
  return engine;
}

describe('the oldest engine that is supported', () => {
  let engine: PrivateEngine;

  beforeAll(async () => {
    engine = await engineOf('trixie');
  }, 900_000);

  afterAll(async () => {
    await engine.remove();
  });

  it('builds, and its indented stream is read in full', async () => {
    const greeting = randomUUID();
    const first = await build(engine, ['app', '--tag=app', `--build-arg=GREETING=${greeting}`, '--json']);
    expect(first.exitCode).toBe(0);
    const record = JSON.parse(first.stdout) as { readonly image: { readonly id: string } };
    expect(record).toMatchObject({
      outcome: 'success',
      unreadableLines: 0,
      totalSteps: 1,
      engine: { version: expect.stringMatching(/^26\./) as string },
    });
    expect(await images(engine.env).id('app')).toBe(record.image.id);
    expect(first.stderr).toContain(`| ${greeting}`);
    const again = await build(engine, ['app', '--tag=app', `--build-arg=GREETING=${greeting}`, '--json']);
    expect(JSON.parse(again.stdout)).toMatchObject({
      cachedSteps: 1,
      totalSteps: 1,
      image: { id: record.image.id },
    });
  });

  it('explains a failure', async () => {
    const { exitCode, stderr } = await build(engine, ['failing']);
    expect([exitCode, stderr]).toEqual([
      1,
      expect.stringContaining('BUILD_FAILED: a step ended with exit code 7 (failing/Dockerfile:2)'),
    ]);
  });
});

describe('an engine without buildx', () => {
  it('is not left to the old builder', async () => {
    const engine = await engineOf('bookworm');
    try {
      const { exitCode, stderr } = await build(engine, ['app']);
      expect([exitCode, stderr]).toEqual([
        2,
        expect.stringContaining('BUILDX_MISSING: the image cannot be built without buildx (app)'),
      ]);
    } finally {
      await engine.remove();
    }
  });
});
