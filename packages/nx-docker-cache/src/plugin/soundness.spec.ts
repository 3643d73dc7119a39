import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { imageVariable, VARIABLES } from '../image-state/variables';
import { imageStateStore } from '../io/image-state-store';
import { memoryWorld } from '../io/memory-world';
import type { Engine, ImageObservation } from '../io/world';
import { lookAtImages } from './look-at-images';
import { recordBuild } from './record-build';
import { registerVariables } from './register-targets';

const ROOT = '/workspace';
const TAG = 'app:latest';
const VARIABLE = imageVariable('app', 'docker-build');

/** An engine with one tag. Images are called after the source they were built from. */
interface PlayedEngine {
  readonly id: string;
  image: string | undefined;
  isUp: boolean;
}

/**
 * A run, and what the engine held when it looked. A hit tells the truth of a moment between that look and the hit: Nx
 * runs nothing of ours at the hit itself, so another run at the same time may have replaced the image since the look.
 */
interface PlayedRun {
  readonly variables: Readonly<Record<string, string>>;
  /** Undefined while the engine is down, and without an image. */
  readonly looked: string | undefined;
}

/** What Nx does: it hashes source and variables, takes a result it has, and else runs the task and keeps the result. */
class PlayedNx {
  readonly folder = mkdtempSync(join(tmpdir(), 'soundness-'));
  readonly store = imageStateStore(this.folder, ROOT);
  readonly results = new Set<string>();
  readonly engines: readonly PlayedEngine[] = ['one', 'two'].map((id) => ({
    id,
    image: undefined,
    isUp: true,
  }));
  engine = 0;
  source = 'A';
  /** Part of the image, and not of Nx's hash. */
  isExecutable = false;
  hits = 0;

  register(): void {
    registerVariables(this.store, ROOT, [VARIABLE], randomUUID);
  }

  lose(): void {
    rmSync(join(this.folder, 'nx-docker-cache'), { recursive: true, force: true });
  }

  get current(): PlayedEngine {
    return this.engines[this.engine]!;
  }

  /** The image that the source builds now. */
  private get present(): string {
    return `${this.source}${this.isExecutable ? '+x' : ''}`;
  }

  private get reachableImage(): string | undefined {
    return this.current.isUp ? this.current.image : undefined;
  }

  /** With `withHook` false there are no variables, and the guard prints something new. */
  async startRun(withHook: boolean): Promise<PlayedRun> {
    const looked = this.reachableImage;
    const variables = withHook ? await lookAtImages(this.world({}), this.store, ROOT) : {};
    return { variables, looked };
  }

  /** One task of a run. `change` is made between its hash and its build. */
  async runTask({ variables, looked }: PlayedRun, configuration: string, change?: () => void): Promise<void> {
    const guard = variables[VARIABLES.epoch] ?? randomUUID();
    const hash = [this.source, configuration, variables[VARIABLE] ?? '', guard].join('|');
    if (this.results.has(hash)) {
      this.hits += 1;
      expect([looked, this.reachableImage]).toContain(this.present);
      return;
    }
    if (!this.current.isUp) return;
    change?.();
    const built = this.present;
    this.current.image = built;
    await this.finish(variables, built, configuration === 'plain', change !== undefined);
    this.results.add(hash);
  }

  private async finish(
    variables: Readonly<Record<string, string>>,
    built: string,
    imageIsOnlyEffect: boolean,
    changed: boolean,
  ): Promise<void> {
    const store = { ...this.store, changedSinceStart: () => changed };
    await recordBuild(this.world(variables), store, {
      workspaceRoot: ROOT,
      projectRoot: 'app',
      target: 'docker-build',
      tags: [TAG],
      builtIds: [`sha256:${built}`],
      imageIsOnlyEffect,
      unnamedReads: [],
      sources: ['app'],
    });
  }

  private world(variables: Readonly<Record<string, string>>) {
    const engine = { observeImages: () => Promise.resolve(this.observe()) } satisfies Pick<
      Engine,
      'observeImages'
    >;
    return {
      // The other parts of the engine are not asked.
      engine: engine as unknown as Engine,
      environment: {
        get: (name: string) => variables[name],
        all: () => variables,
        home: '/home/me',
        cwd: ROOT,
        platform: 'linux',
        argv: [],
        exitWith: () => undefined,
      },
      uuid: () => randomUUID() as string,
      files: this.git.files,
      processes: this.git.processes,
    };
  }

  /** Two runs of git: the index, and nothing changed beside it. */
  private readonly git = memoryWorld({
    run: ({ args }, { onStdout }) => {
      const listing = this.isExecutable ? '100755 0 0\tapp/run\0' : '100644 0 0\tapp/run\0';
      if (args[0] === 'ls-files') onStdout?.(Buffer.from(listing));
      return { kind: 'exited', exitCode: 0, stdout: '', stderr: '' };
    },
  });

  private observe(): { readonly observation: ImageObservation } | { readonly unreachable: string } {
    const { id, image, isUp } = this.current;
    if (!isUp) return { unreachable: 'down' };
    const ids: Record<string, string> = image === undefined ? {} : { [TAG]: `sha256:${image}` };
    const facts = { id, version: '28.0.0', containerdStore: true };
    return { observation: { engine: facts, ids, references: [TAG], cursor: undefined } };
  }
}

type Step = (nx: PlayedNx) => unknown;

const run =
  (withHook: boolean, ...configurations: string[]): Step =>
  async (nx) => {
    const played = await nx.startRun(withHook);
    for (const configuration of configurations) await nx.runTask(played, configuration);
  };

const STEPS: Readonly<Record<string, Step>> = {
  run: run(true, 'plain'),
  runAgain: run(true, 'plain'),
  runOnceMore: run(true, 'plain'),
  runWithPush: run(true, 'push'),
  runBoth: run(true, 'plain', 'push'),
  runBothTheOtherWay: run(true, 'push', 'plain'),
  runWithoutHook: run(false, 'plain'),
  runWithEditOnTheWay: async (nx) => {
    const played = await nx.startRun(true);
    await nx.runTask(played, 'plain', () => {
      nx.source = nx.source === 'A' ? 'B' : 'A';
    });
  },
  runTwoAtOnce: async (nx) => {
    const [first, second] = [await nx.startRun(true), await nx.startRun(true)];
    await nx.runTask(first, 'plain');
    nx.source = nx.source === 'A' ? 'B' : 'A';
    await nx.runTask(second, 'plain');
    await nx.runTask(first, 'plain');
  },
  editToA: (nx) => (nx.source = 'A'),
  editToB: (nx) => (nx.source = 'B'),
  changeMode: (nx) => (nx.isExecutable = !nx.isExecutable),
  remove: (nx) => (nx.current.image = undefined),
  retagA: (nx) => (nx.current.image = 'A'),
  retagB: (nx) => (nx.current.image = 'B'),
  otherEngine: (nx) => (nx.engine = 1 - nx.engine),
  stopOrStart: (nx) => (nx.current.isUp = !nx.current.isUp),
  loseMemory: (nx) => {
    nx.lose();
  },
  loseMemoryAndInferAgain: (nx) => {
    nx.lose();
    nx.register();
  },
};

async function play(steps: readonly string[]): Promise<PlayedNx> {
  const nx = new PlayedNx();
  try {
    nx.register();
    for (const step of steps) await STEPS[step]?.(nx);
    return nx;
  } finally {
    rmSync(nx.folder, { recursive: true, force: true });
  }
}

describe('the task cache', () => {
  it('never hits without the image of the present source, whatever happens', async () => {
    let hits = 0;
    const property = fc.asyncProperty(
      fc.array(fc.constantFrom(...Object.keys(STEPS)), { minLength: 5, maxLength: 40 }),
      async (steps) => {
        hits += (await play(steps)).hits;
      },
    );
    await fc.assert(property, { numRuns: 150 });
    expect(hits).toBeGreaterThan(50);
  }, 60_000);

  it.each<[readonly string[], number]>([
    [['run', 'run', 'run'], 2],
    [['run', 'editToB', 'run', 'run', 'run'], 1],
    [['run', 'editToB', 'run', 'editToA', 'run', 'editToB', 'run'], 0],
    [['run', 'remove', 'run', 'run'], 1],
    [['run', 'changeMode', 'run', 'run', 'run'], 2],
    [['run', 'changeMode', 'run', 'changeMode', 'run'], 0],
    [['run', 'stopOrStart', 'run', 'stopOrStart', 'run'], 1],
    [['runWithPush', 'runWithPush', 'runWithPush'], 0],
    [['runWithoutHook', 'runWithoutHook'], 0],
    [['run', 'loseMemory', 'run', 'loseMemory', 'run'], 0],
    [['run', 'otherEngine', 'run', 'otherEngine', 'run'], 0],
  ])('%j: %i hits', async (steps, hits) => {
    expect((await play(steps)).hits).toBe(hits);
  });
});
