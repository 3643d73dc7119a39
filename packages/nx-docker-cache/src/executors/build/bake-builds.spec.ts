import { memoryWorld, type MemoryWorld } from '../../io/memory-world';
import type { ProcessResult } from '../../io/world';
import { bakeBuilds, type BakedRequest } from './bake-builds';
import { readDockerfile } from './read-dockerfile';
import { exampleRequest, exampleMemory, EXAMPLE_DOCKERFILE } from './testing/example-request';
import type { Outcome } from './run-attempts';
import { watchCaches } from './watch-caches';

const SCRATCH = '/scratch';

/** One run of bake: the steps that it tells of, what it says at its end, and the targets that it has written about. */
interface Play {
  readonly steps: readonly string[];
  readonly text?: string;
  readonly metadata?: readonly string[];
}

function stream({ steps, text = '' }: Play): string {
  const lines = steps.map((name) =>
    JSON.stringify({
      vertexes: [{ digest: name, name, started: '2026-01-01T00:00:01Z', completed: '2026-01-01T00:00:02Z' }],
    }),
  );
  return `${lines.join('\n')}\n${text}`;
}

function world(plays: readonly Play[]): MemoryWorld {
  const left = [...plays];
  const made = memoryWorld({
    engine: { id: 'engine', version: '28.5.2', containerdStore: true },
    files: { [EXAMPLE_DOCKERFILE]: Buffer.from('FROM a\nRUN b\n') },
    run: ({ args }, { onStderr }): ProcessResult => {
      if (args[1] !== 'bake') return { kind: 'exited', exitCode: 0, stdout: '', stderr: '' };
      const play = left.shift() ?? { steps: [] };
      onStderr?.(Buffer.from(stream(play)));
      const metadata = Object.fromEntries(
        (play.metadata ?? []).map((name) => [name, { 'image.name': name }]),
      );
      void made.files.write(`${SCRATCH}/metadata.json`, JSON.stringify(metadata));
      return { kind: 'exited', exitCode: play.text === undefined ? 0 : 1, stdout: '', stderr: '' };
    },
  });
  return made;
}

async function bake(plays: readonly Play[], names = ['web', 'api']): Promise<Record<string, Outcome>> {
  const played = world(plays);
  const request = exampleRequest('/nowhere', exampleMemory('/nowhere'));
  const dockerfile = await readDockerfile(played.files, {
    file: EXAMPLE_DOCKERFILE,
    shown: 'd',
    project: 'p',
  });
  const caches = watchCaches(played, { ...request, memory: undefined }, dockerfile);
  const builds = names.map((name): BakedRequest => ({ name, request, dockerfile, caches }));
  const ended: Record<string, Outcome> = {};
  const run = { scratch: SCRATCH, signal: new AbortController().signal };
  for await (const [name, outcome] of bakeBuilds(played, builds, run)) ended[name] = outcome;
  return ended;
}

const stepsOf = ({ attempt }: Outcome): readonly string[] =>
  [...attempt.collected.steps.values()].map(({ name }) => name);

describe('bakeBuilds', () => {
  it('gives each image its own steps and its own metadata', async () => {
    const { web, api } = await bake([
      { steps: ['[web 2/2] RUN b', '[api] exporting to image'], metadata: ['web', 'api'] },
    ]);
    expect([web, api].map((each) => each && stepsOf(each))).toEqual([
      ['[2/2] RUN b'],
      ['exporting to image'],
    ]);
    expect([web, api].map((each) => each?.metadata)).toEqual([
      '{\n  "image.name": "web"\n}\n',
      '{\n  "image.name": "api"\n}\n',
    ]);
    expect([web?.together, api?.together]).toEqual([2, 2]);
    expect([web, api].map((each) => [each?.failure, each?.earlier])).toEqual([
      [undefined, []],
      [undefined, []],
    ]);
  });

  it('names the one that failed, and builds the others again, with what they did before', async () => {
    const { web, api } = await bake([
      { steps: ['[web 2/2] RUN b', '[api 2/2] RUN b'], text: 'ERROR: target web: failed to solve: no\n' },
      { steps: ['[api] exporting to image'], metadata: ['api'] },
    ]);
    expect(web?.failure?.cause).toMatchObject({ kind: 'build' });
    expect(web?.metadata).toBeUndefined();
    expect(api?.failure).toBeUndefined();
    expect(api && stepsOf(api)).toEqual(['exporting to image']);
    expect(api?.earlier).toHaveLength(1);
    // Its time is that of both rounds, and the first was not its own.
    expect(api?.together).toBe(2);
  });

  it('a single image is built on its own', async () => {
    const { web } = await bake([{ steps: ['[web 2/2] RUN b'], metadata: ['web'] }], ['web']);
    expect(web && 'together' in web).toBe(false);
  });

  it.each(['ERROR: failed to connect\n', 'ERROR: target other: failed to solve: no\n', ''])(
    'leaves all of them to single builds after %j',
    async (text) => {
      expect(await bake([{ steps: [], text }])).toEqual({});
    },
  );
});
